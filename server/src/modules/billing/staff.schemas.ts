import { z } from 'zod';
import { MonthText } from './bills.schemas.ts';
import { importKinds } from './imports/import-row.ts';

/** A sentence on one line. */
const Reason = z
  .string()
  .trim()
  .min(2)
  .max(200)
  .regex(/^\P{Cc}*$/u);
const Code = z.string().regex(/^[\w-]{1,40}$/);

export const RunParams = z.object({ runId: z.coerce.number().int().positive() });
export const DraftParams = z.object({ runId: z.coerce.number().int().positive(), accountNo: Code });
export const BillNoParams = z.object({ billNo: Code });

export const StartRunBody = z.strictObject({
  regionCode: Code,
  month: MonthText,
  skipMonths: z
    .boolean()
    .default(false)
    .describe('Starts it although months before it have no run (`months-skipped` names them)'),
});
export const AcceptDraftBody = z.strictObject({ note: Reason });
export const ReverseBillBody = z.strictObject({ reason: Reason });

export const RunView = z.object({
  id: z.int(),
  regionCode: z.string(),
  month: z.string(),
  status: z.enum(['preparing', 'preview', 'approved', 'issued', 'discarded']),
  createdBy: z.string(),
  createdAt: z.string(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  issuedAt: z.string().nullable(),
  summary: z
    .object({
      ready: z.int().describe('Bills that will be, or were, issued'),
      readyFen: z.int(),
      estimated: z.int(),
      exceptions: z.record(z.string(), z.int()),
    })
    .nullable(),
  issued: z.int(),
});
export const RunsView = z.object({ runs: z.array(RunView) });

const only = z.enum(['exceptions', 'all']).default('exceptions');
export const DraftsFilter = z.strictObject({ runId: RunParams.shape.runId, only });
export const DraftsQuery = z.strictObject({
  only,
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export const DraftsView = z.object({
  drafts: z.array(
    z.object({
      accountNo: z.string(),
      energy: z.string().nullable(),
      totalFen: z.int().nullable(),
      exception: z.string().nullable(),
      waitsFor: z
        .string()
        .nullable()
        .describe(
          '`earlier-month`: the month to bill before. `later-month`, `days-billed`: the bill to reverse before',
        ),
      acceptedBy: z.string().nullable(),
      acceptedNote: z.string().nullable(),
    }),
  ),
});

export const ReversalView = z.object({ billNo: z.string(), reversalNo: z.string() });

export const ImportParams = z.object({ importId: z.coerce.number().int().positive() });
const ImportKind = z.enum(importKinds);
export const ImportQuery = z.strictObject({
  kind: ImportKind,
  name: z
    .string()
    .max(200)
    .regex(/^\P{Cc}*$/u)
    .default('upload.csv'),
});
export const ImportView = z.object({
  id: z.int(),
  kind: ImportKind,
  sourceName: z.string(),
  sha256: z.string(),
  importedBy: z.string(),
  createdAt: z.string(),
  accepted: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  errors: z.array(
    z.object({
      line: z.int(),
      field: z.string(),
      rule: z.string(),
      messageZh: z.string(),
      messageEn: z.string(),
    }),
  ),
});
export const ImportsView = z.object({ imports: z.array(ImportView.omit({ errors: true })) });

/** What staff send and get about reconciliation. */
import { z } from 'zod';
import { type BusinessDate, parseBusinessDate } from '../../shared/dates.ts';
import { dayStatuses, differenceActions, differenceClasses } from './reconciliation-day.ts';

const Day = z.iso
  .date()
  .refine(isRealDay)
  .transform(text => text as BusinessDate);
/** Cards have one register and so no number of their own. */
const Source = z.string().regex(/^[a-z][a-z-]*(:[\w.-]{1,64})?$/);
const Page = z.coerce.number().int().min(1).max(10_000).default(1);
const Reason = z.string().trim().min(2).max(500);
const At = z
  .date()
  .transform(value => value.toISOString())
  .pipe(z.string().meta({ format: 'date-time' }));

function isRealDay(text: string): boolean {
  try {
    return parseBusinessDate(text) === text;
  } catch {
    return false;
  }
}

export const RangeQuery = z.strictObject({ from: Day, to: Day });
export const DayQuery = z.strictObject({ source: Source, day: Day });
export const RunBody = z.strictObject({ source: Source, day: Day });
export const UploadQuery = z.strictObject({
  source: Source,
  day: Day,
  part: z
    .string()
    .regex(/^[a-z-]{1,20}$/)
    .default('trade'),
  /** Its name where it was brought from: some sources' files say their day nowhere else. */
  name: z.string().max(200).optional(),
});
export const FileParam = z.strictObject({
  fileId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
});
export const DifferenceParam = z.strictObject({
  id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
});
export const DifferenceSearch = z.strictObject({
  status: z.enum(['waiting', 'open', 'proposed', 'resolved']).optional(),
  class: z.enum(differenceClasses).optional(),
  source: Source.optional(),
  day: Day.optional(),
  channel: z.string().max(40).optional(),
  page: Page,
});
export const ProposalBody = z.strictObject({ action: z.enum(differenceActions), reason: Reason });
export const FileProposalBody = z.strictObject({ reason: Reason });
/** Which wish was read: another one may wait by now. */
const decisionId = z.int().min(1);
export const FileDecisionBody = z.discriminatedUnion('approve', [
  z.strictObject({ decisionId, approve: z.literal(true), note: Reason.optional() }),
  z.strictObject({ decisionId, approve: z.literal(false), note: Reason }),
]);

const Problem = z.object({
  reason: z.string(),
  part: z.string().optional(),
  line: z.int().nullable().optional(),
  detail: z.string().optional(),
});

export const DayView = z.object({
  source: z.string(),
  day: z.string(),
  status: z.enum(dayStatuses),
  stage: z.string().nullable(),
  progressDone: z.int(),
  progressTotal: z.int(),
  oursCount: z.int(),
  oursFen: z.int(),
  theirsCount: z.int(),
  theirsFen: z.int(),
  matchedCount: z.int(),
  matchedFen: z.int(),
  ledgerFen: z.int(),
  settledFen: z.int().nullable(),
  feeFen: z.int().nullable(),
  postedCount: z.int(),
  attempts: z.int(),
  openDifferences: z.int(),
  nextTryAt: At.nullable(),
  problem: Problem.nullable(),
  startedAt: At.nullable(),
  finishedAt: At.nullable(),
});

export const Calendar = z.object({
  from: z.string(),
  to: z.string(),
  sources: z.array(
    z.object({
      source: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      parts: z.array(z.object({ code: z.string(), fetched: z.boolean() })),
      group: z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() }).nullable(),
    }),
  ),
  days: z.array(DayView),
  channels: z.array(
    z.object({
      day: z.string(),
      channel: z.string(),
      /** The worst of its sources'. */
      status: z.enum(dayStatuses),
      sources: z.int(),
      oursCount: z.int(),
      oursFen: z.int(),
      theirsCount: z.int(),
      theirsFen: z.int(),
      matchedCount: z.int(),
      openDifferences: z.int(),
    }),
  ),
});

export const SettlementView = z.object({
  source: z.string(),
  day: z.string(),
  paidFen: z.int(),
  refundedFen: z.int(),
  feeFen: z.int(),
  netFen: z.int(),
  postedAt: At,
  transactionId: z.int(),
});

export const DayDetail = z.object({
  day: DayView,
  channels: z.array(
    z.object({
      channel: z.string(),
      oursCount: z.int(),
      oursFen: z.int(),
      theirsCount: z.int(),
      theirsFen: z.int(),
      matchedCount: z.int(),
      matchedFen: z.int(),
    }),
  ),
  files: z.array(
    z.object({
      id: z.int(),
      part: z.string(),
      sha256: z.string(),
      bytes: z.int(),
      status: z.string(),
      rowCount: z.int(),
      refusal: Problem.nullable(),
      fetchedBy: z.string(),
      fetchedAt: At,
      /** What was adjusted for its lines, and is booked back when it is withdrawn. */
      adjusted: z.object({ count: z.int(), fen: z.int() }).nullable(),
      /** The last that was asked for about it. */
      decision: z
        .object({
          id: z.int(),
          action: z.enum(['withdraw', 'restore']),
          reason: z.string(),
          outcome: z.enum(['waiting', 'approved', 'rejected']),
          proposedBy: z.string(),
          decidedBy: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  settlement: SettlementView.nullable(),
});

export const DifferenceView = z.object({
  id: z.int(),
  source: z.string(),
  day: z.string(),
  kind: z.enum(['payment', 'refund', 'message', 'total']),
  reference: z.string(),
  copy: z.int(),
  class: z.enum(differenceClasses),
  channel: z.string(),
  oursFen: z.int().nullable(),
  theirsFen: z.int().nullable(),
  line: z.int().nullable(),
  paymentNo: z.string().nullable(),
  orderNo: z.string().nullable(),
  otherDay: z.string().nullable(),
  notPosted: z.string().nullable(),
  status: z.enum(['open', 'proposed', 'resolved']),
  resolution: z.string().nullable(),
  reason: z.string().nullable(),
  proposedBy: z.string().nullable(),
  proposedAt: At.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: At.nullable(),
  foundAt: At,
  actions: z.array(z.enum(differenceActions)),
});

export const DifferenceList = z.object({
  differences: z.array(DifferenceView),
  waiting: z.object({ count: z.int(), amountFen: z.int(), oldestAt: At.nullable() }),
  page: z.int(),
  hasMore: z.boolean(),
});

export const Settlements = z.object({
  settlements: z.array(SettlementView),
  totals: z.object({ paidFen: z.int(), refundedFen: z.int(), feeFen: z.int(), netFen: z.int() }),
});

export const Shares = z.object({
  shares: z.array(z.object({ week: z.string(), channel: z.string(), count: z.int(), amountFen: z.int() })),
});

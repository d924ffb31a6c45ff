import { z } from 'zod';

const text = z.string().trim().min(1).max(100);

export const AuditQuery = z.strictObject({
  actor: text.optional(),
  action: text.optional(),
  subject: text.optional(),
  /** Business dates, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const AuditFilters = AuditQuery.omit({ before: true, limit: true });

export const AuditView = z.object({
  entries: z.array(
    z.object({
      id: z.int(),
      at: z
        .date()
        .transform(date => date.toISOString())
        .pipe(z.string()),
      actor: z.string(),
      action: z.string(),
      subject: z.string(),
      detail: z.record(z.string(), z.unknown()),
      requestId: z.string().nullable(),
    }),
  ),
  /** Give it as `before` to read on; null at the end. */
  nextBefore: z.int().nullable(),
});

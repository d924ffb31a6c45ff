import { z } from 'zod';

export const Note = z.string().trim().min(2).max(500);

/** A second person's word on what another asked for. Turned down, it is told why: the reason stands in the audit log. */
export const DecisionBody = z.discriminatedUnion('approve', [
  z.strictObject({ approve: z.literal(true), note: Note.optional() }),
  z.strictObject({ approve: z.literal(false), note: Note }),
]);
export type Verdict = z.output<typeof DecisionBody>;

/** Where something is thrown away before it is done. */
export const ReasonBody = z.strictObject({ reason: Note });

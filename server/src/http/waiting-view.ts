import { z } from 'zod';

/** All that waits behind a list, of which an answer holds one page: the number on the staff view's home page. */
export const WaitingView = z.object({
  count: z.int(),
  amountFen: z.int().nullable(),
  oldestAt: z
    .date()
    .transform(date => date.toISOString())
    .pipe(z.string())
    .nullable(),
});

export interface WaitingRow {
  count: number;
  amountFen: number | null;
  oldestAt: Date | null;
}

/** A year that is put into the calendar, or replaced, moves the limits of the cases that are under way. */
import type { CalendarChange } from '../calendar/index.ts';
import { type Limits, limitsOf } from './clocks.ts';
import type { MovedCase, RecountRepository } from './recount.repository.ts';

const chunk = 1_000;

/** @returns how many were moved */
export async function recountLimits(
  recount: RecountRepository,
  { before, now: days }: CalendarChange,
  now: Date,
): Promise<number> {
  let moved = 0;
  for (let after = 0; ; ) {
    const rows = await recount.running(after, chunk);
    const changed = rows.flatMap(({ id, version, clock, ...counted }): MovedCase[] => {
      const limits = limitsOf(clock, days);
      // Only what the calendar has moved, and has not been moved yet.
      if (same(limits, counted) || same(limits, limitsOf(clock, before))) return [];
      return [{ id, version, ...inIso(limits) }];
    });
    if (changed.length > 0) await recount.move(changed, now);
    moved += changed.length;
    if (rows.length < chunk) return moved;
    after = rows.at(-1)!.id;
  }
}

const inIso = ({ updateDueAt, answerDueAt, promisedAt }: Limits) => ({
  updateDueAt: updateDueAt.toISOString(),
  answerDueAt: answerDueAt.toISOString(),
  promisedAt: promisedAt.toISOString(),
});

const same = (left: Limits, right: Limits) => JSON.stringify(inIso(left)) === JSON.stringify(inIso(right));

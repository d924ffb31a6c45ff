/** 暂停用电: days without supply are neither used nor missing. Pure. */
import { addDays, type BusinessDate, earlierDay, laterDay } from '../../shared/dates.ts';
import type { Usage } from '../tariffs/index.ts';
import { daysOf } from './stretches.ts';

/** Switched off on `from` and on again on `to`: both days are supplied in part, those between them are not. */
export interface Pause {
  from: BusinessDate;
  /** Null while it goes on. */
  to: BusinessDate | null;
}

export const goesOn = (pauses: readonly Pause[]): boolean => pauses.some(({ to }) => to === null);

/** How many of these days are without supply. */
export function pausedDays(
  pauses: readonly Pause[],
  { from, to }: { from: BusinessDate; to: BusinessDate },
): number {
  return pauses.reduce((sum, pause) => {
    const first = laterDay(from, addDays(pause.from, 1));
    const last = pause.to === null ? to : earlierDay(to, addDays(pause.to, -1));
    return sum + (first > last ? 0 : daysOf({ from: first, to: last }));
  }, 0);
}

/** What says something of a day with supply. */
export const supplied = (stretches: readonly Usage[], pauses: readonly Pause[]): readonly Usage[] =>
  pauses.length === 0 ? stretches : stretches.filter(stretch => pausedDays(pauses, stretch) === 0);

/** What a household uses on a day, how much days differ, and how well that is known. Pure; energies in 0.01 kWh. */
import { addDays, type BusinessDate } from '../../shared/dates.ts';
import type { Usage } from '../tariffs/index.ts';
import { type Pause, pausedDays } from './pauses.ts';
import { daysOf } from './stretches.ts';

/** Four whole weeks, so that each day of the week counts alike. */
export const windowDays = 28;
/** Of fewer single days than this the spread cannot be told; it is then taken as half of the use at least. */
const enoughToTellSpread = 5;

export interface TypicalDay {
  mean: number;
  /** Standard deviation of one day. */
  spread: number;
  /** Independent measurements behind the mean. A gap of a week between two readings is one measurement, not seven. */
  measurements: number;
  /** Share of the energy that falls into the valley; null when it is not measured. */
  valleyShare: number | null;
}

/** From the stretches that end in the four weeks up to `asOf`; undefined when there are none. */
export function typicalDay(stretches: readonly Usage[], asOf: BusinessDate): TypicalDay | undefined {
  const before = addDays(asOf, -windowDays);
  const window = stretches.filter(({ from, to }) => to > before && to <= asOf && from <= to);
  if (window.length === 0) return undefined;
  const days = sum(window.map(daysOf));
  const total = sum(window.map(({ total }) => total));
  const mean = total / days;
  const spread = spreadOf(window, mean);
  const timed = window.every(({ valley }) => valley !== null);
  const valley = sum(window.map(one => one.valley ?? 0));
  const valleyShare = !timed ? null : total > 0 ? valley / total : 0;
  return { mean, spread, measurements: window.length, valleyShare };
}

/** Days measured by themselves tell how days differ; a gap hides it, so that too few of them count as differing much. */
function spreadOf(window: readonly Usage[], mean: number): number {
  const single = window.filter(one => one.from === one.to);
  const squares = sum(single.map(({ total }) => (total - mean) ** 2));
  const measured = single.length > 1 ? Math.sqrt(squares / (single.length - 1)) : 0;
  return single.length < enoughToTellSpread ? Math.max(measured, mean / 2) : measured;
}

/** Without readings, the last bill tells the size of the household's use, and not much more. */
export function typicalDayOfBill(energy: number, days: number): TypicalDay {
  const mean = energy / days;
  return { mean, spread: mean / 2, measurements: 1, valleyShare: null };
}

/** Half the width of the range that holds four of five times (z = 1.28), for the sum of so many days not yet measured. */
export function halfWidth({ spread, measurements }: TypicalDay, days: number): number {
  return 1.28 * Math.sqrt(days * spread ** 2 + (days * spread) ** 2 / measurements);
}

/** Days of the window up to yesterday whose own use nobody has measured. On a day without supply there is none. */
export function missingDays(
  stretches: readonly Usage[],
  { from, yesterday, pauses }: { from: BusinessDate; yesterday: BusinessDate; pauses: readonly Pause[] },
): number {
  const first = addDays(yesterday, 1 - windowDays);
  const begin = first < from ? from : first;
  if (begin > yesterday) return 0;
  const known = stretches.filter(one => one.from === one.to && one.from >= begin && one.to <= yesterday);
  const days = { from: begin, to: yesterday };
  return daysOf(days) - pausedDays(pauses, days) - known.length;
}

const sum = (values: number[]) => values.reduce((left, right) => left + right, 0);

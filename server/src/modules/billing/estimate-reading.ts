/** A reading that is missing on the day it is needed, worked out from its neighbours and marked as estimated. Pure. */
import { type BusinessDate, daysBetween } from '../../shared/dates.ts';
import { multiplyDivideRounded } from '../../shared/integer-arithmetic.ts';
import { type Installation, type RegisterReading, registerDelta, registerSize } from './meter-registers.ts';

/** A gap that lies between two readings may be this long, in days. */
export const longestGap = 62;
/** Past the last reading, use is carried on for this many days at most; a longer silence needs a person. */
export const longestCarry = 10;

/**
 * @param known readings of the meter around the day, by date
 * @returns null when the neighbours are too far away to say anything honest
 */
export function estimateReading(
  known: readonly RegisterReading[],
  on: BusinessDate,
  meter: Installation,
): RegisterReading | null {
  const before = known.findLast(reading => reading.on < on);
  const after = known.find(reading => reading.on > on);
  if (!before) return null;
  if (after && daysBetween(before.on, after.on) <= longestGap) return between(before, after, on, meter);
  const earlier = known.find(
    reading => reading.on < before.on && daysBetween(reading.on, before.on) <= longestGap,
  );
  if (!earlier || after || daysBetween(before.on, on) > longestCarry) return null;
  return between(earlier, before, on, meter);
}

/** On the straight line through two readings, inside them or a little past the later one; null where a register ran backwards. */
function between(
  left: RegisterReading,
  right: RegisterReading,
  on: BusinessDate,
  meter: Installation,
): RegisterReading | null {
  const span = daysBetween(left.on, right.on);
  const days = daysBetween(left.on, on);
  let backwards = false;
  const register = (from: number, to: number): number => {
    const delta = registerDelta(from, to, meter.digits);
    backwards ||= delta === null;
    return (from + multiplyDivideRounded(delta ?? 0, days, span)) % registerSize(meter.digits);
  };
  const both = (from: number | null, to: number | null) =>
    from === null || to === null ? null : register(from, to);
  const total = register(left.total, right.total);
  const [peak, valley] = [both(left.peak, right.peak), both(left.valley, right.valley)];
  return backwards ? null : { on, total, peak, valley, quality: 'estimated' };
}

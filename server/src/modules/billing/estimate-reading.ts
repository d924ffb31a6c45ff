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

/** On the straight line through two readings, inside them or a little past the later one. */
function between(
  left: RegisterReading,
  right: RegisterReading,
  on: BusinessDate,
  meter: Installation,
): RegisterReading {
  const span = daysBetween(left.on, right.on);
  const days = daysBetween(left.on, on);
  const register = (from: number, to: number) =>
    (from + multiplyDivideRounded(registerDelta(from, to, meter.digits), days, span)) %
    registerSize(meter.digits);
  const both = (from: number | null, to: number | null) =>
    from === null || to === null ? null : register(from, to);
  return {
    on,
    total: register(left.total, right.total),
    peak: both(left.peak, right.peak),
    valley: both(left.valley, right.valley),
    quality: 'estimated',
  };
}

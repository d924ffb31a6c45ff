/** Energy between one reading and the next: what is known of a household's days. Pure; energies in 0.01 kWh. */
import { addDays, type BusinessDate, daysBetween, earlierDay, laterDay } from '../../shared/dates.ts';
import { multiplyDivideRounded } from '../../shared/integer-arithmetic.ts';
import { energyBetween, type Installation, type RegisterReading } from '../billing/index.ts';
import type { Usage } from '../tariffs/index.ts';

export type ReadingsOfMeters = ReadonlyMap<number, readonly RegisterReading[]>;

export interface MeasuringQuestion {
  installations: readonly Installation[];
  /** By meter, by date. */
  readings: ReadingsOfMeters;
  plausiblePerDay: number;
  /** Where the last bill ended. Its registers count even where they were estimated: the next bill begins there. */
  anchorOn: BusinessDate | null;
}

/** By date. Estimated readings are passed over: what they say of single days was never measured. */
export function stretchesOf(question: MeasuringQuestion): Usage[] {
  return question.installations.flatMap(meter => stretchesOfMeter(meter, question));
}

function stretchesOfMeter(
  meter: Installation,
  { readings, plausiblePerDay, anchorOn }: MeasuringQuestion,
): Usage[] {
  const first = addDays(meter.from, -1);
  const known = (readings.get(meter.meterId) ?? []).filter(
    ({ on, quality }) =>
      (quality === 'actual' || on === anchorOn) && on >= first && (meter.to === null || on <= meter.to),
  );
  return known.slice(1).flatMap((right, index) => {
    const left = known[index]!;
    const days = daysBetween(left.on, right.on);
    const total = energyBetween(left.total, right.total, meter, days, plausiblePerDay);
    // A register that ran backwards says nothing; billing shows it to a person.
    if (total === null) return [];
    const valley =
      left.valley === null || right.valley === null
        ? null
        : energyBetween(left.valley, right.valley, meter, days, plausiblePerDay);
    const night = valley === null ? null : Math.min(valley, total);
    return [{ from: addDays(left.on, 1), to: right.on, total, valley: night }];
  });
}

export function daysOf({ from, to }: { from: BusinessDate; to: BusinessDate }): number {
  return daysBetween(from, to) + 1;
}

/** The part of a stretch within two days, by the share of its days; undefined where they do not meet. */
export function within(stretch: Usage, from: BusinessDate, to: BusinessDate): Usage | undefined {
  const begin = laterDay(stretch.from, from);
  const end = earlierDay(to, stretch.to);
  if (begin > end) return undefined;
  if (begin === stretch.from && end === stretch.to) return stretch;
  const whole = daysOf(stretch);
  const part = daysOf({ from: begin, to: end });
  const share = (energy: number) => multiplyDivideRounded(energy, part, whole);
  const valley = stretch.valley === null ? null : share(stretch.valley);
  return { from: begin, to: end, total: share(stretch.total), valley };
}

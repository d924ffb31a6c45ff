/** Energy of days and months from readings, for charts. Pure. What is not known is null, never zero. */
import { addDays, type BusinessDate, earlierDay, laterDay } from '../../shared/dates.ts';
import { type Installation, type RegisterReading, registerDelta } from './meter-registers.ts';

export interface EnergyOf {
  energy: number | null;
  peak: number | null;
  valley: number | null;
  estimated: boolean;
}

export const unknownEnergy: EnergyOf = { energy: null, peak: null, valley: null, estimated: false };

export type ReadingsByDay = ReadonlyMap<number, ReadonlyMap<BusinessDate, RegisterReading>>;

export function indexByDay(readings: ReadonlyMap<number, readonly RegisterReading[]>): ReadingsByDay {
  return new Map(
    [...readings].map(([meterId, list]) => [meterId, new Map(list.map(reading => [reading.on, reading]))]),
  );
}

/** Energy of the days `from` to `to`, known only when every meter of those days has readings at both ends. */
export function usageBetween(
  from: BusinessDate,
  to: BusinessDate,
  installations: readonly Installation[],
  readings: ReadingsByDay,
): EnergyOf {
  let next = from;
  let energy = 0;
  let valley: number | null = 0;
  let estimated = false;
  for (const meter of installations) {
    const begin = laterDay(meter.from, from);
    const end = earlierDay(to, meter.to);
    if (begin > end) continue;
    const left = readings.get(meter.meterId)?.get(addDays(begin, -1));
    const right = readings.get(meter.meterId)?.get(end);
    if (begin !== next || !left || !right) return unknownEnergy;
    const moved = (a: number | null, b: number | null) => {
      const delta = a === null || b === null ? null : registerDelta(a, b, meter.digits);
      return delta === null ? null : delta * meter.multiplier;
    };
    const used = moved(left.total, right.total);
    if (used === null) return unknownEnergy;
    energy += used;
    const usedByNight = moved(left.valley, right.valley);
    valley = valley === null || usedByNight === null ? null : valley + usedByNight;
    estimated ||= left.quality === 'estimated' || right.quality === 'estimated';
    next = addDays(end, 1);
  }
  if (next <= to) return unknownEnergy;
  const night = valley === null ? null : Math.min(valley, energy);
  return { energy, peak: night === null ? null : energy - night, valley: night, estimated };
}

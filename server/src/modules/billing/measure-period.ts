/** From meters and their readings to the energy of a period, with the readings a bill shows. Pure. */
import { addDays, type BusinessDate, daysBetween, earlierDay, laterDay } from '../../shared/dates.ts';
import type { Usage } from '../tariffs/index.ts';
import { estimateReading } from './estimate-reading.ts';
import { energyBetween, type Installation, type RegisterReading } from './meter-registers.ts';

/** One register over one stretch of the period, as the bill prints it. */
export interface BilledRegister {
  assetNo: string;
  register: 'total' | 'peak' | 'valley';
  from: { on: BusinessDate; value: number };
  to: { on: BusinessDate; value: number };
  multiplier: number;
  energy: number;
  quality: 'actual' | 'estimated';
  /** One of its readings had been put right by a person. */
  corrected?: true;
}

export interface MeasuredPeriod {
  usage: Usage[];
  registers: BilledRegister[];
  /** Readings that had to be estimated, to be kept beside the real ones. */
  estimates: { meterId: number; reading: RegisterReading }[];
}

export type MeasureProblem = 'no-meter' | 'missing-reading' | 'negative';

export interface PeriodQuestion {
  /** First and last day supplied. */
  from: BusinessDate;
  to: BusinessDate;
  installations: readonly Installation[];
  /** By meter, by date: at least those on the boundary days, and their neighbours when one is missing. */
  readings: ReadonlyMap<number, readonly RegisterReading[]>;
  /** Where the bill before ended, by meter: a bill begins there even if the reading was an estimate since replaced. */
  opening?: ReadonlyMap<number, RegisterReading>;
  /** Switched off on `from`, on again on `to`: on the days between the meter stands where it stood. */
  pauses?: readonly Pause[];
  plausiblePerDay: number;
  timeOfUse: boolean;
}

export interface Pause {
  meterId: number;
  from: BusinessDate;
  /** Null while it goes on. */
  to: BusinessDate | null;
  reading: RegisterReading;
}

export function measurePeriod(question: PeriodQuestion): MeasuredPeriod | { problem: MeasureProblem } {
  const measured: MeasuredPeriod = { usage: [], registers: [], estimates: [] };
  let next = question.from;
  for (const meter of question.installations) {
    const from = laterDay(meter.from, question.from);
    const to = earlierDay(question.to, meter.to);
    if (from > to) continue;
    if (from !== next) return { problem: 'no-meter' };
    const problem = measureMeter(question, meter, from, to, measured);
    if (problem) return { problem };
    next = addDays(to, 1);
  }
  return next === addDays(question.to, 1) ? measured : { problem: 'no-meter' };
}

function measureMeter(
  question: PeriodQuestion,
  meter: Installation,
  from: BusinessDate,
  to: BusinessDate,
  measured: MeasuredPeriod,
): MeasureProblem | null {
  const known = question.readings.get(meter.meterId) ?? [];
  const at = (on: BusinessDate) => {
    const opening = question.opening?.get(meter.meterId);
    if (opening?.on === on) return opening;
    // What is drawn all the same is billed with the reading on which the pause ends.
    const pause = question.pauses?.find(
      ({ meterId, from: off, to: again }) =>
        meterId === meter.meterId && off <= on && (again === null || on < again),
    );
    if (pause) return { ...pause.reading, on };
    const exact = known.find(reading => reading.on === on);
    if (exact) return exact;
    const reading = estimateReading(known, on, meter);
    if (reading) measured.estimates.push({ meterId: meter.meterId, reading });
    return reading;
  };
  const begin = at(addDays(from, -1));
  const end = at(to);
  if (!begin || !end) return 'missing-reading';
  const days = daysBetween(begin.on, end.on);
  const total = energyBetween(begin.total, end.total, meter, days, question.plausiblePerDay);
  const valley = valleyBetween(begin, end, meter, days, question.plausiblePerDay);
  if (total === null || valley === 'negative') return 'negative';
  measured.usage.push({ from, to, total, valley: valley === null ? null : Math.min(valley, total) });
  measured.registers.push(...registersOf(question, meter, begin, end, total, valley));
  return null;
}

function valleyBetween(
  begin: RegisterReading,
  end: RegisterReading,
  meter: Installation,
  days: number,
  plausible: number,
) {
  if (begin.valley === null || end.valley === null) return null;
  return energyBetween(begin.valley, end.valley, meter, days, plausible) ?? 'negative';
}

function registersOf(
  { timeOfUse }: PeriodQuestion,
  meter: Installation,
  begin: RegisterReading,
  end: RegisterReading,
  total: number,
  valley: number | null,
): BilledRegister[] {
  const quality = begin.quality === 'estimated' || end.quality === 'estimated' ? 'estimated' : 'actual';
  const row = (
    register: BilledRegister['register'],
    from: number,
    to: number,
    energy: number,
  ): BilledRegister => ({
    assetNo: meter.assetNo,
    register,
    from: { on: begin.on, value: from },
    to: { on: end.on, value: to },
    multiplier: meter.multiplier,
    energy,
    quality,
    ...(begin.corrected || end.corrected ? { corrected: true } : {}),
  });
  const rows = [row('total', begin.total, end.total, total)];
  if (!timeOfUse || valley === null || begin.valley === null || end.valley === null) return rows;
  // Peak energy is the total less the valley (decision 0006), whatever the peak register's own rounding says.
  if (begin.peak !== null && end.peak !== null)
    rows.push(row('peak', begin.peak, end.peak, total - Math.min(valley, total)));
  return [...rows, row('valley', begin.valley, end.valley, Math.min(valley, total))];
}

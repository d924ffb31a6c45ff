/** Whether what a person puts in a reading's place can be believed: by the rules of the import. Pure. */
import { judgeReading, type MeterOnFile, type Registers } from '../imports/judge-reading.ts';
import { defaultPlausibility } from '../meter-registers.ts';
import type { CorrectionRule } from './corrections.errors.ts';

export interface StandingReading extends Registers {
  quality: 'actual' | 'estimated';
  corrected: boolean;
}

export interface CorrectionScene {
  meter: MeterOnFile & { timeOfUse: boolean };
  standing: StandingReading;
  before: Registers | null;
  after: Registers | null;
}

/** What was entered; undefined where nothing was. */
export interface EnteredRegisters {
  total: number;
  peak: number | undefined;
  valley: number | undefined;
}

const nameInBody = { total_kwh: 'totalKwh', peak_kwh: 'peakKwh', valley_kwh: 'valleyKwh' } as const;

/** @returns the registers as they will stand, or what is wrong with which field */
export function judgeCorrection(
  entered: EnteredRegisters,
  { meter, standing, before, after }: CorrectionScene,
): Registers | { field: string; rule: CorrectionRule } {
  const problem = registersOfMeter(entered, meter.timeOfUse, standing);
  if (problem) return problem;
  const { total, peak = null, valley = null } = entered;
  const reading: Registers = { on: standing.on, total, peak, valley };
  if (total === standing.total && peak === standing.peak && valley === standing.valley)
    return { field: 'totalKwh', rule: 'unchanged' };
  const verdict = judgeReading(reading, meter, before, after, defaultPlausibility);
  return verdict ? { field: nameInBody[verdict.field], rule: verdict.rule } : reading;
}

/** What the reading holds is told anew as a whole; what the meter does not count is not told. */
function registersOfMeter(
  { peak, valley }: EnteredRegisters,
  timeOfUse: boolean,
  standing: Registers,
): { field: string; rule: CorrectionRule } | null {
  for (const [field, value, stands] of [
    ['peakKwh', peak, standing.peak],
    ['valleyKwh', valley, standing.valley],
  ] as const) {
    if (value === undefined && stands !== null) return { field, rule: 'required' };
    if (value !== undefined && stands === null && !timeOfUse) return { field, rule: 'not-measured' };
  }
  if ((peak === undefined) === (valley === undefined)) return null;
  if (standing.peak !== null || standing.valley !== null) return null;
  return { field: peak === undefined ? 'peakKwh' : 'valleyKwh', rule: 'both-or-neither' };
}

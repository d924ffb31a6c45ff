/** Whether a reading can be believed, given the meter and its neighbours. Pure; registers in 0.01 kWh. */
import { type BusinessDate, daysBetween } from '../../../shared/dates.ts';
import { energyBetween, type Plausibility, registerSize } from '../meter-registers.ts';
import type { Rule } from './import-row.ts';

export interface MeterOnFile {
  digits: number;
  multiplier: number;
  category: keyof Plausibility;
}

export interface Registers {
  on: BusinessDate;
  total: number;
  peak: number | null;
  valley: number | null;
}

export interface Verdict {
  field: 'total_kwh' | 'peak_kwh' | 'valley_kwh';
  rule: Rule;
}

/** Registers are read one after the other and cut off at 0.01 kWh each. */
const registerTolerance = 3;

/** @returns null when the reading is good */
export function judgeReading(
  reading: Registers,
  meter: MeterOnFile,
  before: Registers | null,
  after: Registers | null,
  plausibility: Plausibility,
): Verdict | null {
  const size = registerSize(meter.digits);
  for (const register of ['total', 'peak', 'valley'] as const)
    if ((reading[register] ?? 0) >= size) return { field: `${register}_kwh`, rule: 'beyond-register' };
  const { total, peak, valley } = reading;
  if (peak !== null && valley !== null && !agree(total, peak + valley, size))
    return { field: 'total_kwh', rule: 'registers-disagree' };
  for (const register of ['total', 'peak', 'valley'] as const) {
    const rule =
      step(before, reading, register, meter, plausibility) ??
      (step(reading, after, register, meter, plausibility) && 'after-next');
    if (rule) return { field: `${register}_kwh`, rule };
  }
  return null;
}

function agree(total: number, sum: number, size: number): boolean {
  const difference = Math.abs(total - sum) % size;
  return Math.min(difference, size - difference) <= registerTolerance;
}

function step(
  from: Registers | null,
  to: Registers | null,
  register: 'total' | 'peak' | 'valley',
  meter: MeterOnFile,
  plausibility: Plausibility,
): Rule | null {
  const left = from?.[register] ?? null;
  const right = to?.[register] ?? null;
  if (!from || !to || left === null || right === null) return null;
  // A register that passed its end looks as if it ran backwards; it may, if the way round is believable.
  const energy = energyBetween(left, right, meter, daysBetween(from.on, to.on), plausibility[meter.category]);
  if (energy !== null) return null;
  return right < left ? 'backwards' : 'implausible';
}

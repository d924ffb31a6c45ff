/** What a meter's registers say. Pure; register values and energies in 0.01 kWh. */
import type { BusinessDate } from '../../shared/dates.ts';

/** Registers at the end of a day. Peak is shown but billing takes the total less the valley. */
export interface RegisterReading {
  on: BusinessDate;
  total: number;
  peak: number | null;
  valley: number | null;
  quality: 'actual' | 'estimated';
  /** A person has put it right since it came. */
  corrected?: boolean;
}

/** A meter hanging at a metering point. `to` is the last day it supplied, or null. */
export interface Installation {
  meterId: number;
  assetNo: string;
  /** The register starts again at 0 after 10^digits - 1 kWh. */
  digits: number;
  multiplier: number;
  timeOfUse: boolean;
  from: BusinessDate;
  to: BusinessDate | null;
}

export function registerSize(digits: number): number {
  return 10 ** digits * 100;
}

/** More than this in a day is not believed: a fuse would have blown. In 0.01 kWh, by kind of supply. */
export interface Plausibility {
  residential: number;
  commercial: number;
}

export const defaultPlausibility: Plausibility = { residential: 500_00, commercial: 20_000_00 };

/** A lower value is believed to have passed the end if the way round is at most this share of the register; else it ran backwards. */
const longestWayRound = 1 / 4;

/** How far a register moved, past its end if need be, or null when it ran backwards. */
export function registerDelta(from: number, to: number, digits: number): number | null {
  if (to >= from) return to - from;
  const delta = to - from + registerSize(digits);
  return delta <= registerSize(digits) * longestWayRound ? delta : null;
}

/** Energy between two readings, or null when the register ran backwards or further than anyone can use. */
export function energyBetween(
  from: number,
  to: number,
  meter: Pick<Installation, 'digits' | 'multiplier'>,
  days: number,
  plausiblePerDay: number,
): number | null {
  const delta = registerDelta(from, to, meter.digits);
  if (delta === null) return null;
  const energy = delta * meter.multiplier;
  return energy <= plausiblePerDay * Math.max(days, 1) ? energy : null;
}

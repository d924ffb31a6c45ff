/** Cells of a file as values. Pure; a bad cell is told apart from an empty one. */
import { type BusinessDate, parseBusinessDate } from '../../../shared/dates.ts';
import { parseKwh } from '../../../shared/energy.ts';

export function dayOf(text: string): BusinessDate | null {
  try {
    return parseBusinessDate(text);
  } catch {
    return null;
  }
}

/** 0.01 kWh; null for an empty cell. */
export function energyOf(text: string | undefined): number | 'bad' | null {
  if (text === undefined || text === '') return null;
  try {
    return parseKwh(text);
  } catch {
    return 'bad';
  }
}

/** The standard value for an empty cell. */
export function wholeOf(text: string | undefined, standard: number): number | 'bad' {
  if (text === undefined || text === '') return standard;
  return /^\d{1,6}$/.test(text) ? Number(text) : 'bad';
}

/** yes or no, in either language; an empty cell is no. */
export function yesOf(text: string | undefined): boolean | 'bad' {
  if (text === undefined || /^(no|0|false|否)?$/i.test(text)) return false;
  return /^(yes|1|true|是)$/i.test(text) ? true : 'bad';
}

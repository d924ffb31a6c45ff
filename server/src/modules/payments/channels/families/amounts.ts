/** Amounts and dates as partners write them. Each function throws AgencyRefusal 1001 for anything else. */
import { type BusinessDate, parseBusinessDate } from '../../../../shared/dates.ts';
import { type Fen, fen, toYuan } from '../../../../shared/money.ts';
import { AgencyRefusal, type AmountUnit } from './agency.ts';

/** yuan: digits, a point, two digits; fen: digits. At most 12 characters, above zero. */
export function readAmount(text: string, unit: AmountUnit): Fen {
  const pattern = unit === 'yuan' ? /^\d{1,9}\.\d\d$/ : /^\d{1,12}$/;
  const value = pattern.test(text) ? Number(text.replace('.', '')) : 0;
  if (value === 0) throw new AgencyRefusal('1001', 'form');
  return fen(value);
}

export const writeAmount = (amount: Fen, unit: AmountUnit): string =>
  unit === 'yuan' ? toYuan(amount) : String(amount);

/** "20261122" → "2026-11-22" */
export function readDate(text: string): BusinessDate {
  try {
    return parseBusinessDate(text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'));
  } catch {
    throw new AgencyRefusal('1001', 'form');
  }
}

export const writeDate = (date: string): string => date.replaceAll('-', '');

/** "20261122203458", Beijing time. */
export function readTime(text: string): Date {
  const at = new Date(text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6+08:00'));
  if (!/^\d{14}$/.test(text) || writeTime(at) !== text) throw new AgencyRefusal('1001', 'form');
  return at;
}

export function writeTime(at: Date): string {
  const shifted = new Date(at.getTime() + 8 * 3_600_000);
  return Number.isNaN(shifted.getTime()) ? '' : shifted.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '');
}

/** "202610" → "2026-10"; 99999999 is every month. */
export function readMonth(text: string): string | undefined {
  if (text === '99999999') return undefined;
  if (!/^\d{4}(0[1-9]|1[0-2])$/.test(text)) throw new AgencyRefusal('1001', 'form');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** A payment's name at its partner: trade number of the collection, and of the day file's line. */
export const tradeKeyOf = (date: string, serial: string): string => `${date}-${serial}`;

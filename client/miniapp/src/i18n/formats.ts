import type { Language } from './language';

/** Integer fen → `¥1,234.56`. Counted in integers: no sum passes through a fraction. */
export function yuan(fen: number): string {
  return `${fen < 0 ? '−' : ''}¥${plainYuan(Math.abs(fen))}`;
}

/** Integer fen → `1,234.56`. */
export function plainYuan(fen: number): string {
  const whole = String(Math.trunc(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${whole}.${String(Math.abs(fen % 100)).padStart(2, '0')}`;
}

/** What a person typed, in yuan → fen; null unless it is a sum of at most two decimals. */
export function fenOf(typed: string): number | null {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(typed.trim());
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-11-22` → 2026年11月22日 · 22 Nov 2026. */
export function day(date: string, language: Language): string {
  const [year, month, dayOfMonth] = date.slice(0, 10).split('-').map(Number);
  if (language === 'zh') return `${year}年${month}月${dayOfMonth}日`;
  return `${dayOfMonth} ${monthNames[(month ?? 1) - 1]} ${year}`;
}

/** Two days with nothing said twice: 2026年10月1日至31日 · 1–31 Oct 2026. */
export function days(from: string, to: string, language: Language): string {
  const [sameYear, sameMonth] = [from.slice(0, 4) === to.slice(0, 4), from.slice(0, 7) === to.slice(0, 7)];
  const [start, end] = [day(from, language), day(to, language)];
  if (language === 'zh')
    return `${start}至${sameMonth ? end.replace(/^.*月/, '') : sameYear ? end.replace(/^.*年/, '') : end}`;
  const short = sameMonth ? start.split(' ')[0] : sameYear ? start.replace(/ \d{4}$/, '') : start;
  return `${short}–${end}`;
}

/** `2026-11` → 2026年11月 · Nov 2026. */
export function month(value: string, language: Language): string {
  const [year, index] = value.slice(0, 7).split('-').map(Number);
  return language === 'zh' ? `${year}年${index}月` : `${monthNames[(index ?? 1) - 1]} ${year}`;
}

/** An instant as the utility's clock shows it (Asia/Shanghai, which has no summer time): day and HH:MM. */
export function moment(instant: string, language: Language): string {
  const there = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${day(there, language)} ${there.slice(11, 16)}`;
}

/** Of a term that ends at midnight on the utility's clock: the last day within it. */
export function lastDay(end: string, language: Language): string {
  return day(new Date(Date.parse(end) + 8 * 3_600_000 - 1).toISOString(), language);
}

/** kWh as sent ("123.40") → without idle zeros, thousands marked. */
export function energy(kwh: string | number): string {
  const [whole = '0', decimals = ''] = String(kwh).split('.');
  const shown = decimals.replace(/0+$/, '');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${shown ? `.${shown}` : ''}`;
}

/** The same for a column of figures: two decimals throughout, so that the points stand below each other. */
export function energyColumn(kwh: string | number): string {
  const [whole = '0', decimals = ''] = String(kwh).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals.padEnd(2, '0').slice(0, 2)}`;
}

/** 13 digits in groups of four, as they are read aloud. */
export function spacedNumber(accountNo: string): string {
  return accountNo.replace(/(\d{4})(?=\d)/g, '$1 ');
}

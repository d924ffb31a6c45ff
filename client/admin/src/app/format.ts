/** How numbers and times read. Sums stay integers: the decimal point is set by hand. */
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** "¥1,234.56" */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '−' : ''}¥${whole}.${digits.slice(-2)}`;
}

/** Reads "12.3" as 1230 fen; undefined when it is no amount. */
export function parseYuan(text: string): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}

/** "1234.56", as an input field has it. */
export function plainYuan(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function partsOf(iso: string): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
}

/** "2026-11-22 16:05" in Shanghai, wherever the reader's computer is. */
export function minuteOf(iso: string): string {
  const { year, month, day, hour, minute } = partsOf(iso);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}

/** Today in Shanghai, `YYYY-MM-DD`, wherever the reader's computer is. */
export function shanghaiToday(now = Date.now()): string {
  return dayOf(new Date(now).toISOString());
}

export function dayOf(iso: string): string {
  return minuteOf(iso).slice(0, 10);
}

/** Of a term that ends at midnight: the last day within it. */
export function lastDayOf(end: string): string {
  return dayOf(new Date(Date.parse(end) - 1).toISOString());
}

/** "16:05:03.120" */
export function momentOf(iso: string): string {
  const { hour, minute, second } = partsOf(iso);
  return `${hour}:${minute}:${second}`;
}

/** How long ago, in the unit that suits. */
export function ageOf(iso: string, now: Date): { count: number; unit: 'minutes' | 'hours' | 'days' } {
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(iso)) / 60_000));
  if (minutes < 60) return { count: minutes, unit: 'minutes' };
  if (minutes < 48 * 60) return { count: Math.floor(minutes / 60), unit: 'hours' };
  return { count: Math.floor(minutes / 1_440), unit: 'days' };
}

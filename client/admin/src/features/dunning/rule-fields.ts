/** How the values of dunning rules are written in forms and lists. Pure. */
import type { Rule } from './dunning.queries.ts';

/** `permille`: stored in millionths; `yuan`: in fen; lists are written with commas. */
export type FieldKind = 'yes' | 'count' | 'permille' | 'yuan' | 'counts' | 'dates' | 'proof' | 'percent';

export interface Field {
  key: string;
  kind: FieldKind;
  /** May be left empty. */
  optional?: boolean;
}

const field = (kind: FieldKind, ...keys: string[]): Field[] => keys.map(key => ({ key, kind }));

export const fieldsOf: Record<Rule['name'], readonly Field[]> = {
  lateFee: [
    ...field('yes', 'enabled'),
    ...field('permille', 'residentPpm', 'otherPpm', 'otherCrossYearPpm'),
    ...field('yuan', 'minimumFen'),
    { key: 'capPercent', kind: 'percent', optional: true },
  ],
  reminders: field('counts', 'days'),
  suspension: [
    ...field('count', 'overdueDays'),
    ...field('yuan', 'minimumDebtFen'),
    ...field('count', 'noticeDays', 'lastCallMinutes'),
    ...field('proof', 'proof'),
  ],
  noticeWindow: field('count', 'leastDays', 'mostDays'),
  timing: field(
    'count',
    'writingHour',
    'restDays',
    'lastCallHours',
    'mostCallsADay',
    'disconnectMinutes',
    'reconnectDays',
  ),
  hours: [...field('count', 'fromHour', 'toHour'), ...field('yes', 'workingDaysOnly', 'notBeforeHoliday')],
  coldDays: [
    { key: 'months', kind: 'counts', optional: true },
    { key: 'dates', kind: 'dates', optional: true },
  ],
  restore: field('count', 'withinHours', 'fieldAfterMinutes'),
  prepaid: [...field('yes', 'enabled'), ...field('count', 'graceHours')],
  instalments: field('count', 'mostParts', 'graceDays'),
};

export const ruleNames = Object.keys(fieldsOf) as Rule['name'][];

/** As an input has it. */
export function textOf(kind: FieldKind, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  if (kind === 'permille') return String(Number(value) / 1000);
  if (kind === 'yuan') return (Number(value) / 100).toFixed(2);
  return String(value);
}

/** What is typed as the server takes it; undefined when it is no such value. */
export function readEntry({ kind, optional }: Field, entry: unknown): unknown {
  if (kind === 'yes') return entry === true;
  const text = String(entry ?? '').trim();
  if (text === '' && optional) return kind === 'percent' ? null : [];
  if (kind === 'proof') return text;
  if (kind === 'counts') return all(text, part => whole(part));
  if (kind === 'dates') return all(text, part => (/^\d{4}-\d{2}-\d{2}$/.test(part) ? part : undefined));
  if (kind === 'permille') return scaled(text, 3);
  if (kind === 'yuan') return scaled(text, 2);
  return whole(text);
}

const whole = (text: string) => (/^\d{1,6}$/.test(text) ? Number(text) : undefined);

/** "1.25" with two decimals is 125, without going through a float. */
function scaled(text: string, decimals: number): number | undefined {
  const match = new RegExp(`^(\\d{1,7})(?:\\.(\\d{1,${decimals}}))?$`).exec(text);
  return match ? Number(`${match[1]}${(match[2] ?? '').padEnd(decimals, '0')}`) : undefined;
}

function all<T>(text: string, read: (part: string) => T | undefined): T[] | undefined {
  const values = text
    .split(/[,，、\s]+/)
    .filter(Boolean)
    .map(read);
  return values.every(value => value !== undefined) ? (values as T[]) : undefined;
}

/** Days and months of outages on the utility's clock (Asia/Shanghai). Pure. */
import type { MyOutage } from '@api/types';

const shanghaiMs = 8 * 3_600_000;
const dayMs = 86_400_000;

type Times = Pick<MyOutage, 'fromAt' | 'untilAt' | 'status'>;

/** YYYY-MM-DD */
export function dayOf(instant: string | number): string {
  const at = typeof instant === 'number' ? instant : Date.parse(instant);
  return new Date(at + shanghaiMs).toISOString().slice(0, 10);
}

/** HH:MM */
export function timeOf(instant: string): string {
  return new Date(Date.parse(instant) + shanghaiMs).toISOString().slice(11, 16);
}

export const isOver = ({ status }: Times) => ['cancelled', 'restored', 'closed'].includes(status);

/** Ahead and under way, nearest first; over, latest first. A cancelled one stays ahead until its time has passed. */
export function sorted<Outage extends Times>(outages: Outage[], now: number) {
  const past = (outage: Outage) =>
    outage.status === 'cancelled' ? Date.parse(outage.fromAt) < now : isOver(outage);
  const by = (left: Outage, right: Outage) => left.fromAt.localeCompare(right.fromAt);
  return {
    ahead: outages.filter(outage => !past(outage)).sort(by),
    over: outages.filter(past).sort((left, right) => by(right, left)),
  };
}

/** Whole days from today to the day it begins; 0 today and while it is under way. */
export function daysUntil(fromAt: string, now: number): number {
  return Math.max(0, Math.round((Date.parse(dayOf(fromAt)) - Date.parse(dayOf(now))) / dayMs));
}

/** The days of a month in weeks from Monday; null before the first and after the last. */
export function weeksOf(month: string): (string | null)[][] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const before = (first.getUTCDay() + 6) % 7;
  const cells = [
    ...Array.from({ length: before }, () => null),
    ...Array.from({ length }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`),
  ];
  const weeks: (string | null)[][] = [];
  for (let start = 0; start < cells.length; start += 7) {
    const week = cells.slice(start, start + 7);
    weeks.push([...week, ...Array.from({ length: 7 - week.length }, () => null)]);
  }
  return weeks;
}

export function monthAfter(month: string, by: number): string {
  const [year, index] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, index! - 1 + by, 1)).toISOString().slice(0, 7);
}

/** Those without power at some time of the day, cancelled ones left out. */
export function onDay<Outage extends Times>(outages: Outage[], day: string): Outage[] {
  return outages.filter(
    ({ status, fromAt, untilAt }) => status !== 'cancelled' && dayOf(fromAt) <= day && dayOf(untilAt) >= day,
  );
}

/** What a person typed; null unless it is a real day and time. */
export function instantOf(day: string, time: string): string | null {
  const shown = /^(\d{1,2}):(\d{2})$/.exec(time.trim().replace('：', ':'));
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day.trim()) || !shown) return null;
  const [, hours, minutes] = shown;
  const at = Date.parse(`${day.trim()}T${hours!.padStart(2, '0')}:${minutes}:00+08:00`);
  return Number.isNaN(at) || dayOf(at) !== day.trim() ? null : new Date(at).toISOString();
}

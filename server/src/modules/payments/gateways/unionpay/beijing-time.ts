import { shanghaiIso } from '../../../../shared/dates.ts';

/** "20261122210503", Beijing. */
export const unionpayTime = (instant: Date): string =>
  shanghaiIso(instant).slice(0, 19).replaceAll(/[-T:]/g, '');

const parseTime = (text: string): Date =>
  new Date(
    `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}T${text.slice(8, 10)}:${text.slice(10, 12)}:${text.slice(12, 14)}+08:00`,
  );

/**
 * When UnionPay's system carried a trade out: `traceTime` says month to second, the year follows from the trade's own
 * time, which it cannot precede by months. Without it the trade's own time stands.
 */
export function carriedOutAt(txnTime: string, traceTime: string | undefined): Date {
  if (!traceTime || !/^\d{10}$/.test(traceTime)) return parseTime(txnTime);
  const ordered = parseTime(txnTime);
  const year = Number(txnTime.slice(0, 4));
  // Around the turn of a year it may be another one; their clock may also be a little behind ours.
  const [nearest] = [year, year + 1, year - 1]
    .map(each => parseTime(`${each}${traceTime}`))
    .sort((one, other) => distance(one, ordered) - distance(other, ordered));
  return nearest!;
}

const distance = (one: Date, other: Date) => Math.abs(one.getTime() - other.getTime());

const cutMs = 3_600_000;

/** UnionPay's clearing day ends at 23:00. */
export function clearingDay(instant: Date): string {
  return shanghaiIso(new Date(instant.getTime() + cutMs)).slice(0, 10);
}

/** Both gateways write civil time of Asia/Shanghai (UTC+8, no summer time) whatever zone the process runs in. */

const EIGHT_HOURS = 8 * 3600_000;

const shifted = (at: Date): string => new Date(at.getTime() + EIGHT_HOURS).toISOString();

/** `2018-06-08T10:34:56+08:00`: WeChat Pay's form (RFC 3339, whole seconds). */
export const rfc3339 = (at: Date): string => `${shifted(at).slice(0, 19)}+08:00`;

/** `2018-06-08 10:34:56`: Alipay's form and that of the bill files. */
export const civil = (at: Date): string => shifted(at).slice(0, 19).replace('T', ' ');

/** `2018-06-08`: the business day on which an instant falls. */
export const businessDate = (at: Date): string => shifted(at).slice(0, 10);

/** `20180608103456`: as it stands inside trade numbers. */
export const compact = (at: Date): string => shifted(at).slice(0, 19).replace(/\D/g, '');

/** Instant of a civil time `yyyy-MM-dd HH:mm:ss`; undefined when it is no such time. */
export function parseCivil(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined;
  const at = new Date(`${text.replace(' ', 'T')}+08:00`);
  return Number.isNaN(at.getTime()) || civil(at) !== text ? undefined : at;
}

/** Hour of the day in Shanghai, 0–23. */
export const hourOf = (at: Date): number => Number(shifted(at).slice(11, 13));

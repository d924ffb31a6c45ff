/** Hours of a day in Beijing. Pure. */
import { type BusinessDate, businessDate, startOfDay } from '../../shared/dates.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const at = (day: BusinessDate, hour: number) => new Date(startOfDay(day).getTime() + hour * hourMs);
export const hourOf = (now: Date) => (now.getTime() - startOfDay(businessDate(now)).getTime()) / hourMs;

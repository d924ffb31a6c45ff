import { minuteOf } from '../../app/format.ts';

/** "16:05": the day is today, or the minutes would not count. */
export const timeOf = (iso: string): string => minuteOf(iso).slice(11);

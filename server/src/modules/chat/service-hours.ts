/** When somebody is there to answer. Pure. */
import { addDays, type BusinessDate, businessDate, startOfDay } from '../../shared/dates.ts';
import { type CalendarDays, isWorkingDay } from '../../shared/working-days.ts';
import type { ChatRules } from './chat-rules.ts';

export interface ServiceHours {
  open: boolean;
  /** "08:00", "20:00" in Shanghai. */
  from: string;
  until: string;
  /** Whether weekends and public holidays are served, too. */
  restDays: boolean;
  /** When it opens next, where it is closed; null when no day within a month is served. */
  opensAt: Date | null;
}

const minuteMs = 60_000;
const farthestDays = 31;

const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export function serviceHours(now: Date, rules: ChatRules, days: CalendarDays): ServiceHours {
  const { 'opens-minute': opens, 'closes-minute': closes } = rules;
  const restDays = rules['rest-days'] === 1;
  const served = (day: BusinessDate) => closes > opens && (restDays || isWorkingDay(day, days));
  const at = (day: BusinessDate, minute: number) => new Date(startOfDay(day).getTime() + minute * minuteMs);
  const today = businessDate(now);
  const open = served(today) && now >= at(today, opens) && now < at(today, closes);
  const shown = { open, from: clockOf(opens), until: clockOf(closes), restDays };
  if (open) return { ...shown, opensAt: null };
  for (let ahead = 0; ahead <= farthestDays; ahead += 1) {
    const day = addDays(today, ahead);
    if (served(day) && at(day, opens) > now) return { ...shown, opensAt: at(day, opens) };
  }
  return { ...shown, opensAt: null };
}

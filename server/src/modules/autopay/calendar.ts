/** When a debit may be told, made and tried again. Days and hours are Beijing's. Pure. */
import { addDays, type BusinessDate, businessDate, startOfDay } from '../../shared/dates.ts';

export interface NoticeRule {
  /** Counted with the day of the notice as the first. */
  firstDay: number;
  lastDay: number;
  fromHour: number;
  toHour: number;
}

const hourMs = 3_600_000;
/** Debits are tried in the morning, when somebody can still do something about a failure. */
const debitHour = 9;
/** How long a debit of which nobody need be told ahead is tried. */
const plainDays = 9;

function at(day: BusinessDate, hour: number): Date {
  return new Date(startOfDay(day).getTime() + hour * hourMs);
}

/** Whether the customer may be told now. */
export function mayTell({ fromHour, toHour }: NoticeRule, now: Date): boolean {
  const hour = (now.getTime() - startOfDay(businessDate(now)).getTime()) / hourMs;
  return hour >= fromHour && hour < toHour;
}

/** The next moment at which the customer may be told. */
export function nextTelling(rule: NoticeRule, now: Date): Date {
  if (mayTell(rule, now)) return now;
  const today = at(businessDate(now), rule.fromHour);
  return today > now ? today : at(addDays(businessDate(now), 1), rule.fromHour);
}

export interface DebitDays {
  firstOn: BusinessDate;
  lastOn: BusinessDate;
  /** When it is tried first. */
  nextAt: Date;
}

/** @param toldAt when the customer was told; the days count from then */
export function daysAfterNotice({ firstDay, lastDay }: NoticeRule, toldAt: Date): DebitDays {
  const day = businessDate(toldAt);
  const firstOn = addDays(day, firstDay - 1);
  return { firstOn, lastOn: addDays(day, lastDay - 1), nextAt: at(firstOn, debitHour) };
}

/** Where nobody need be told ahead: from now on. */
export function daysWithoutNotice(now: Date): DebitDays {
  const today = businessDate(now);
  return { firstOn: today, lastOn: addDays(today, plainDays - 1), nextAt: now };
}

/** A failed debit is tried again tomorrow. */
export const retryAt = (now: Date): Date => at(addDays(businessDate(now), 1), debitHour);

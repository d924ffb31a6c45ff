/**
 * The clocks of a case: first contact, next word to the customer, answer. Contact counts hours, whatever the day; the others
 * count working days and end with their last day (mechanisms T5). Pure.
 */
import { addDays, type BusinessDate, businessDate, startOfDay } from '../../shared/dates.ts';
import {
  addWorkingDays,
  type CalendarDays,
  isWorkingDay,
  workingDaysBetween,
} from '../../shared/working-days.ts';
import { type CaseKind, kindDefinitions } from './case-kinds.ts';
import type { CaseRules } from './case-rules.ts';

/** What the limits in working days are counted from, so that another calendar can count them again. Instants in ISO: it is stored. */
export interface ClockFacts {
  /** Opened, or opened again. */
  from: string;
  answerDays: number;
  promisedDays: number;
  /** The last word to the customer. */
  heardFrom: string;
  updateDays: number;
  stops: readonly Stop[];
  /** Of the cases that were joined to it, each from then on: the nearest limit of all holds. */
  joined?: readonly JoinedClock[];
}

interface Stop {
  from: string;
  until: string;
}

type JoinedClock = Omit<ClockFacts, 'joined'> & { joinedAt: string };

export type Limits = Pick<Clocks, 'updateDueAt' | 'answerDueAt' | 'promisedAt'>;

export interface Clocks {
  clock: ClockFacts;
  contactDueAt: Date | null;
  updateDueAt: Date;
  answerDueAt: Date;
  /** What was promised to the public: later than what is asked of the utility's people. */
  promisedAt: Date;
}

const hour = 3_600_000;

/** The last second of the last of so many working days, so that the date people read is the day itself; the first day does not count. */
export function endOfWorkingDays(from: Date, count: number, calendar: CalendarDays): Date {
  return endOfDay(addWorkingDays(businessDate(from), count, calendar));
}

export const endOfDay = (day: BusinessDate) => new Date(startOfDay(addDays(day, 1)).getTime() - 1000);

/** Whoever does not say who they are is telephoned by nobody: no first contact is waited for. */
export function clocksFrom(
  at: Date,
  { kind, anonymous }: { kind: CaseKind; anonymous: boolean },
  rules: CaseRules,
  calendar: CalendarDays,
): Clocks {
  const { contactFirst, answerRule } = kindDefinitions[kind];
  const answerDays = rules[answerRule];
  const clock: ClockFacts = {
    from: at.toISOString(),
    answerDays,
    promisedDays: Math.max(answerDays, rules['promised-answer-days']),
    heardFrom: at.toISOString(),
    updateDays: rules['update-days'],
    stops: [],
  };
  return {
    clock,
    contactDueAt:
      contactFirst && !anonymous ? new Date(at.getTime() + rules['complaint-contact-hours'] * hour) : null,
    ...limitsOf(clock, calendar),
  };
}

export function limitsOf({ joined = [], ...own }: ClockFacts, calendar: CalendarDays): Limits {
  const all = [own, ...joined].map(clock => limitsOfOne(clock, calendar));
  const nearest = (limit: keyof Limits) => new Date(Math.min(...all.map(limits => limits[limit].getTime())));
  return {
    updateDueAt: nearest('updateDueAt'),
    answerDueAt: nearest('answerDueAt'),
    promisedAt: nearest('promisedAt'),
  };
}

/** The working days of a pause come on top of those that a limit has. */
function limitsOfOne(clock: Omit<ClockFacts, 'joined'>, calendar: CalendarDays): Limits {
  const due = (since: string, days: number) =>
    endOfWorkingDays(new Date(since), days + daysStood(clock.stops, since, calendar), calendar);
  return {
    updateDueAt: due(clock.heardFrom, clock.updateDays),
    answerDueAt: due(clock.from, clock.answerDays),
    promisedAt: due(clock.from, clock.promisedDays),
  };
}

/** Who brought the case, or one that was joined to it, has heard a word of it. */
export function heardAt(clock: ClockFacts, at: Date, updateDays: number): ClockFacts {
  const heard = { heardFrom: at.toISOString(), updateDays };
  return { ...clock, ...heard, ...withJoined(clock, each => ({ ...each, ...heard })) };
}

export function stoodStill(clock: ClockFacts, { from, until }: { from: Date; until: Date }): ClockFacts {
  const stop = { from: from.toISOString(), until: until.toISOString() };
  return {
    ...clock,
    stops: [...clock.stops, stop],
    ...withJoined(clock, each => {
      // What was joined during the pause ran until then.
      const since = each.joinedAt > stop.from ? each.joinedAt : stop.from;
      return { ...each, stops: [...each.stops, { ...stop, from: since }] };
    }),
  };
}

/** With the clock of a case that is joined to it now, and those of the cases that had been joined to that one. */
export function joinedBy(clock: ClockFacts, { joined = [], ...other }: ClockFacts, at: Date): ClockFacts {
  const joinedAt = at.toISOString();
  const come = [other, ...joined].map(each => ({ ...each, joinedAt }));
  return { ...clock, joined: [...(clock.joined ?? []), ...come] };
}

const withJoined = ({ joined }: ClockFacts, change: (each: JoinedClock) => JoinedClock) =>
  joined ? { joined: joined.map(change) } : {};

function daysStood(stops: ClockFacts['stops'], since: string, calendar: CalendarDays): number {
  const day = (instant: string) => businessDate(new Date(instant));
  return stops
    .filter(({ until }) => until > since)
    .map(({ from, until }) => workingDaysBetween(day(from > since ? from : since), day(until), calendar))
    .reduce((sum, days) => sum + Math.max(0, days), 0);
}

/** A limit that stood still meanwhile: later by the working days that passed. */
export function afterPause(
  due: Date,
  { from, until }: { from: Date; until: Date },
  calendar: CalendarDays,
): Date {
  const passed = workingDaysBetween(businessDate(from), businessDate(until), calendar);
  return passed > 0 ? endOfWorkingDays(due, passed, calendar) : due;
}

/** The same of a limit that counts hours, whatever the day. */
export const afterPauseOfHours = (due: Date, { from, until }: { from: Date; until: Date }): Date =>
  new Date(due.getTime() + until.getTime() - from.getTime());

/** The same of all the times for which its clock stood still. */
export const afterStopsOfHours = (due: Date, stops: ClockFacts['stops']): Date =>
  stops.reduce(
    (later, { from, until }) => afterPauseOfHours(later, { from: new Date(from), until: new Date(until) }),
    due,
  );

/**
 * Since when so many hours of working days have passed by now: a day of rest neither counts nor is one on which they are over.
 * @returns null on a day of rest
 */
export function workingHoursBefore(now: Date, hours: number, calendar: CalendarDays): Date | null {
  let day = businessDate(now);
  if (!isWorkingDay(day, calendar)) return null;
  let from = now.getTime();
  for (let left = hours * hour; ; ) {
    const passed = from - startOfDay(day).getTime();
    if (left <= passed) return new Date(from - left);
    left -= passed;
    day = addWorkingDays(day, -1, calendar);
    from = startOfDay(addDays(day, 1)).getTime();
  }
}

export type Urgency = 'in-time' | 'at-risk' | 'overdue';

/** How the nearest limit stands; a case whose clock rests is in time. */
export function urgencyOf(due: readonly (Date | null)[], now: Date, warnHours: number): Urgency {
  const nearest = Math.min(...due.filter(each => each !== null).map(each => each.getTime()));
  if (nearest < now.getTime()) return 'overdue';
  return nearest - now.getTime() <= warnHours * hour ? 'at-risk' : 'in-time';
}

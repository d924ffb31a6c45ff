/** What is to happen next in a case. Pure: facts in, one step out; whoever calls carries it out and asks again. */
import { addDays, type BusinessDate, businessDate, daysBetween, startOfDay } from '../../shared/dates.ts';
import { type CalendarDays, isWorkingDay } from '../../shared/working-days.ts';
import { type DunningCase, type Stop, withdrawing } from './dunning-case.ts';
import type { DunningRules } from './dunning-rules.ts';

/** As the books and the other modules say at this moment. */
export interface Facts {
  /** Of overdue bills, late fees aside; for prepaid holders, how far the balance is below zero. */
  debtFen: number;
  oldestDueOn: BusinessDate | null;
  movedOut: boolean;
  specialNeed: boolean;
  disputed: boolean;
  /** An agreed instalment plan that is being kept. */
  instalments: boolean;
  important: boolean;
  /** Somebody is paying at this moment. */
  paymentUnderWay: boolean;
  /** The formal notice of this round is proven to have arrived. */
  noticeProven: boolean;
  /** When this round's last call had been handed over or sent: the 30 minutes count from there. */
  lastCallAt: Date | null;
  disconnect: CommandOutcome;
  connect: CommandOutcome;
}

/** `effective`: by remote control or by hand. `void`: has not been and will not be executed. */
export type CommandOutcome = 'none' | 'pending' | 'effective' | 'void';

export type Step =
  | { do: 'close'; reason: 'paid' | 'restored' | 'moved-out' }
  | { do: 'restore' }
  | { do: 'suspended' }
  | { do: 'remind'; step: number }
  | { do: 'notice'; disconnectOn: BusinessDate }
  | { do: 'withdraw'; stops: Stop[] }
  | { do: 'propose' }
  | { do: 'last-call'; disconnectAt: Date }
  | { do: 'call-again' }
  | { do: 'disconnect' }
  | { do: 'wait'; stops: Stop[]; until: Date };

export interface Setting {
  rules: DunningRules;
  calendar: CalendarDays;
  now: Date;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** Reminders and notices are written in the morning. */
const writingHour = 9;

export function nextStep(file: DunningCase, facts: Facts, setting: Setting): Step {
  const ended = endOf(file, facts);
  if (ended) return ended;
  const { now } = setting;
  if (file.status === 'suspended' || file.status === 'restoring' || file.status === 'disconnecting')
    return wait([], new Date(now.getTime() + minuteMs));
  const stops = stopsOf(file, facts, setting);
  const ending = stops.filter(({ code }) => withdrawing.has(code));
  if (ending.length > 0)
    return file.status === 'reminding'
      ? (reminderOf(file, facts, setting, ending) ?? wait(ending, tomorrow(now)))
      : { do: 'withdraw', stops: ending };
  return onLadder(file, facts, setting, stops);
}

/** What ends a case or turns it, wherever it stands: paid, executed, moved out. */
function endOf(file: DunningCase, facts: Facts): Step | undefined {
  const paid = facts.debtFen <= 0;
  switch (file.status) {
    case 'restoring':
      if (facts.connect === 'effective') return { do: 'close', reason: 'restored' };
      // An order that will not be executed is given anew: nobody stays in the dark for it.
      return facts.connect === 'void' ? { do: 'restore' } : undefined;
    case 'suspended':
      return paid || facts.movedOut ? { do: 'restore' } : undefined;
    case 'disconnecting':
      if (facts.disconnect === 'void') return paid ? { do: 'close', reason: 'paid' } : { do: 'call-again' };
      // Never wait for the outcome of a disconnect whose reason is gone.
      if (paid || facts.movedOut) return { do: 'restore' };
      return facts.disconnect === 'effective' ? { do: 'suspended' } : undefined;
    default:
      if (facts.movedOut) return { do: 'close', reason: 'moved-out' };
      return paid ? { do: 'close', reason: 'paid' } : undefined;
  }
}

function onLadder(file: DunningCase, facts: Facts, setting: Setting, stops: Stop[]): Step {
  const { now, rules } = setting;
  const today = businessDate(now);
  const blocking = stops[0] ? wait(stops, resumeAt(stops, setting)) : undefined;
  switch (file.status) {
    case 'reminding':
      return reminderOf(file, facts, setting, stops) ?? noticeOf(file, facts, setting, stops);
    case 'noticed': {
      const day = file.disconnectOn as BusinessDate;
      if (today < day) return wait([], at(day, 0));
      return stops.some(({ code }) => code === 'not-proven' || code === 'payment-under-way')
        ? blocking!
        : { do: 'propose' };
    }
    case 'proposed':
    case 'submitted':
      return wait(stops, new Date(now.getTime() + hourMs));
    case 'approved': {
      if (blocking) return blocking;
      const disconnectAt = new Date(now.getTime() + rules.suspension.lastCallMinutes * minuteMs);
      return { do: 'last-call', disconnectAt };
    }
    default: {
      // The 30 minutes count from when the last call went out; not sent, it has not been made.
      const sentAt = facts.lastCallAt;
      const lapsed = file.disconnectAt!.getTime() + 4 * hourMs < now.getTime();
      if (!sentAt) return lapsed ? { do: 'call-again' } : wait(stops, new Date(now.getTime() + minuteMs));
      const from = Math.max(
        file.disconnectAt!.getTime(),
        sentAt.getTime() + rules.suspension.lastCallMinutes * minuteMs,
      );
      if (now.getTime() < from) return wait(stops, new Date(from));
      // Said for now, it cannot be done hours later without being said again.
      if (lapsed || stops.some(({ code }) => code !== 'payment-under-way')) return { do: 'call-again' };
      return blocking ?? { do: 'disconnect' };
    }
  }
}

/** Reminders go on whatever stops the rest, except that nobody is pressed who has agreed on parts or disputes the debt. */
function reminderOf(file: DunningCase, facts: Facts, setting: Setting, stops: Stop[]): Step | undefined {
  if (file.kind === 'prepaid' || !facts.oldestDueOn) return undefined;
  if (stops.some(({ code }) => code === 'instalments' || code === 'dispute' || code === 'hold'))
    return undefined;
  const overdue = daysBetween(facts.oldestDueOn, businessDate(setting.now));
  const due = setting.rules.reminders.days.filter(day => day <= overdue).length;
  // After days without service the reminders that were missed are not sent all at once.
  return due > file.step && hourOf(setting.now) >= writingHour ? { do: 'remind', step: due } : undefined;
}

function noticeOf(file: DunningCase, facts: Facts, setting: Setting, stops: Stop[]): Step {
  const { rules, now, calendar } = setting;
  const today = businessDate(now);
  const noticeDays =
    file.kind === 'prepaid' ? Math.ceil(rules.prepaid.graceHours / 24) : rules.suspension.noticeDays;
  const ripeOn =
    file.kind === 'prepaid' ? today : addDays(facts.oldestDueOn ?? today, rules.suspension.overdueDays + 1);
  const nextReminder = rules.reminders.days
    .map(day => addDays(facts.oldestDueOn ?? today, day))
    .find((day, index) => index >= file.step && day > today);
  const reminded = file.kind === 'prepaid' || file.step > 0;
  if (today >= ripeOn && reminded && hourOf(now) >= writingHour) {
    const earliest = addDays(today, noticeDays);
    return { do: 'notice', disconnectOn: allowedFrom(earliest, rules, calendar) };
  }
  const next = [ripeOn, ...(nextReminder ? [nextReminder] : [])].filter(day => day > today).sort()[0];
  return wait(
    stops.filter(({ code }) => withdrawing.has(code)),
    at(next ?? (hourOf(now) < writingHour ? today : addDays(today, 1)), writingHour),
  );
}

/** Everything that stands against going on at this moment. */
export function stopsOf(file: DunningCase, facts: Facts, { rules, calendar, now }: Setting): Stop[] {
  const today = businessDate(now);
  const stops: Stop[] = [];
  const add = (holds: boolean, stop: Stop) => void (holds && stops.push(stop));
  add(facts.specialNeed, { code: 'special-need' });
  add(facts.disputed, { code: 'dispute' });
  add(facts.instalments, { code: 'instalments' });
  add(file.holdUntil !== null && today < file.holdUntil, {
    code: 'hold',
    until: file.holdUntil ?? undefined,
  });
  add(facts.important, { code: 'important-user' });
  add(facts.debtFen < rules.suspension.minimumDebtFen, { code: 'small-debt' });
  if (file.status === 'reminding') return stops;
  add(facts.paymentUnderWay, { code: 'payment-under-way' });
  add(!facts.noticeProven, { code: 'not-proven' });
  add(isCold(today, rules), { code: 'cold-day', until: nextMild(today, rules) });
  add(!isAllowedDay(today, rules, calendar), {
    code: 'holiday',
    until: allowedFrom(addDays(today, 1), rules, calendar),
  });
  add(hourOf(now) < rules.hours.fromHour || hourOf(now) >= rules.hours.toHour, { code: 'outside-hours' });
  return stops;
}

/** Worked, and not the day before a holiday: nobody sits in the dark while nobody is there to help. */
function isAllowedDay(day: BusinessDate, { hours }: DunningRules, calendar: CalendarDays): boolean {
  if (hours.workingDaysOnly && !isWorkingDay(day, calendar)) return false;
  const after = addDays(day, 1);
  return !(hours.notBeforeHoliday && calendar.get(after) === 'holiday');
}

const isCold = (day: BusinessDate, { coldDays }: DunningRules) =>
  coldDays.months.includes(Number(day.slice(5, 7))) || coldDays.dates.includes(day);

function nextMild(day: BusinessDate, rules: DunningRules): string | undefined {
  return search(addDays(day, 1), candidate => !isCold(candidate, rules));
}

/** The first day from this one on which supply may be suspended. */
function allowedFrom(day: BusinessDate, rules: DunningRules, calendar: CalendarDays): BusinessDate {
  return (
    search(day, candidate => !isCold(candidate, rules) && isAllowedDay(candidate, rules, calendar)) ?? day
  );
}

function search(from: BusinessDate, suits: (day: BusinessDate) => boolean): BusinessDate | undefined {
  for (let tried = 0, day = from; tried < 400; tried += 1, day = addDays(day, 1)) if (suits(day)) return day;
  return undefined;
}

/** When it is worth looking again. What other people end is looked at every few minutes. */
function resumeAt(stops: Stop[], { now, rules }: Setting): Date {
  const soon = new Date(now.getTime() + 2 * minuteMs);
  if (stops.some(({ code }) => code === 'payment-under-way' || code === 'not-proven')) return soon;
  const until = stops
    .flatMap(({ until: day }) => day ?? [])
    .sort()
    .at(-1);
  if (until) return at(until as BusinessDate, rules.hours.fromHour);
  const today = businessDate(now);
  return at(hourOf(now) < rules.hours.fromHour ? today : addDays(today, 1), rules.hours.fromHour);
}

const wait = (stops: Stop[], until: Date): Step => ({ do: 'wait', stops, until });
const at = (day: BusinessDate, hour: number) => new Date(startOfDay(day).getTime() + hour * hourMs);
const tomorrow = (now: Date) => at(addDays(businessDate(now), 1), writingHour);
const hourOf = (now: Date) => (now.getTime() - startOfDay(businessDate(now)).getTime()) / hourMs;

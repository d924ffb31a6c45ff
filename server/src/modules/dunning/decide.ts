/** What is to happen next in a case. Pure: facts in, one step out; whoever calls carries it out and asks again. */
import { addDays, type BusinessDate, businessDate } from '../../shared/dates.ts';
import { allowedFrom, isCold } from './allowed-days.ts';
import { type DunningCase, ofTheMoment, type Stop, silencing, withdrawing } from './dunning-case.ts';
import type { DunningRules } from './dunning-rules.ts';
import type { Facts } from './facts.ts';
import { at, hourMs, hourOf, minuteMs } from './hours.ts';
import { isUnfounded, mayCutOff, type Setting, settledAt, stopsOf } from './stops.ts';

export type Step =
  | { do: 'close'; reason: 'paid' | 'restored' | 'restored-owing' | 'moved-out' | 'not-prepaid' }
  | { do: 'restore' }
  | { do: 'suspended' }
  | { do: 'remind'; step: number; suspendOn?: BusinessDate }
  | { do: 'notice'; disconnectOn: BusinessDate; lapsesOn: BusinessDate }
  | { do: 'withdraw'; stops: Stop[] }
  | { do: 'lapse' }
  | { do: 'propose' }
  | { do: 'last-call'; disconnectAt: Date }
  | { do: 'call-again' }
  | { do: 'disconnect' }
  | { do: 'recall' }
  | { do: 'wait'; stops: Stop[]; until: Date };

/** A notice nobody can prove yet is asked after so often: receipts come within minutes, papers within days. */
const proofLookMs = 15 * minuteMs;

export function nextStep(file: DunningCase, facts: Facts, setting: Setting): Step {
  const step = endOf(file, facts, setting.rules) ?? goOn(file, facts, setting);
  if (step.do !== 'wait' || !file.lapsesOn) return step;
  // However long there is to wait, the end of the notice is not slept through.
  const lapse = lapseAt(file.lapsesOn, setting.rules);
  return step.until > lapse && setting.now < lapse ? { ...step, until: lapse } : step;
}

function goOn(file: DunningCase, facts: Facts, setting: Setting): Step {
  const { now } = setting;
  if (file.status === 'suspended' || file.status === 'restoring')
    return wait(facts.paused ? [{ code: 'supply-paused' }] : [], new Date(now.getTime() + minuteMs));
  const stops = stopsOf(file, facts, setting);
  if (file.status === 'disconnecting') return whileOrdered(file, facts, setting, stops);
  const ending = stops.filter(({ code }) => withdrawing.has(code));
  if (ending.length > 0)
    return file.status === 'reminding'
      ? (reminderOf(file, facts, setting, ending) ?? wait(ending, morning(setting)))
      : { do: 'withdraw', stops: ending };
  if (hasLapsed(file, setting)) {
    const lapse = lapseAt(file.lapsesOn as BusinessDate, setting.rules);
    return now < lapse ? wait(stops, lapse) : { do: 'lapse' };
  }
  return onLadder(file, facts, setting, stops);
}

/** A fitter is not at the door at the minute; but hours later, or after a stop has come up, nobody is to be cut off by his order. */
function whileOrdered(file: DunningCase, facts: Facts, setting: Setting, stops: Stop[]): Step {
  const stands =
    !callIsOld(file, setting) &&
    !hasLapsed(file, setting) &&
    stops.every(({ code }) => code === 'payment-under-way' || code === 'estimate-old');
  if (facts.disconnect === 'visit' && !stands) return { do: 'recall' };
  return wait([], new Date(setting.now.getTime() + minuteMs));
}

/** The notice speaks of three to seven days: when they are over it is worth nothing, and another one must be given. */
const hasLapsed = ({ status, lapsesOn }: DunningCase, { now }: Setting) =>
  status !== 'reminding' && lapsesOn !== null && businessDate(now) > lapsesOn;
/** Told in the morning after its last day. */
const lapseAt = (lapsesOn: string, { timing }: DunningRules) =>
  at(addDays(lapsesOn as BusinessDate, 1), timing.writingHour);
/** Said for now, it cannot be done hours later without being said again. */
const callIsOld = ({ disconnectAt }: DunningCase, { now, rules }: Setting) =>
  disconnectAt!.getTime() + rules.timing.lastCallHours * hourMs < now.getTime();

/** What ends a case or turns it, wherever it stands: paid, executed, without ground. */
function endOf(file: DunningCase, facts: Facts, rules: DunningRules): Step | undefined {
  const paid = facts.debtFen <= 0;
  const unfounded = isUnfounded(file, facts, rules);
  // Nobody is left in the dark for a debt that could not have taken the power, nor who must not be cut off or has agreed on parts.
  const over =
    !mayCutOff(facts, rules) || facts.movedOut || unfounded || facts.specialNeed || facts.instalments;
  switch (file.status) {
    case 'restoring':
      if (facts.connect === 'effective') return { do: 'close', reason: paid ? 'restored' : 'restored-owing' };
      // An order that will not be executed is given anew: nobody stays in the dark for it.
      return facts.connect === 'void' ? { do: 'restore' } : undefined;
    case 'suspended':
      if (file.restoreAskedBy) return { do: 'restore' };
      return over && !facts.paused ? { do: 'restore' } : undefined;
    case 'disconnecting':
      if (facts.disconnect === 'void' || facts.disconnect === 'unsure')
        return paid ? { do: 'close', reason: 'paid' } : { do: 'call-again' };
      // Never wait for the outcome of a disconnect whose reason is gone.
      if (over && !facts.paused) return { do: 'restore' };
      return facts.disconnect === 'effective' ? { do: 'suspended' } : undefined;
    default:
      if (paid) return { do: 'close', reason: 'paid' };
      // What was used ahead of payment is billed as they go: the bill is dunned like any.
      if (facts.movedOut && file.kind === 'prepaid') return { do: 'close', reason: 'moved-out' };
      return unfounded ? { do: 'close', reason: 'not-prepaid' } : undefined;
  }
}

function onLadder(file: DunningCase, facts: Facts, setting: Setting, stops: Stop[]): Step {
  const { now, rules } = setting;
  const today = businessDate(now);
  if (!facts.debtKnown) return wait(ofTheCase(stops), soonAfter(now));
  const blocking = stops[0]
    ? wait(stops, resumeAt(stops, settledAt(file, facts, rules), setting))
    : undefined;
  switch (file.status) {
    case 'reminding':
      return reminderOf(file, facts, setting, stops) ?? noticeOf(file, facts, setting, stops);
    case 'noticed': {
      // People need days to look at it: it is proposed as soon as the notice has arrived, and cut off not before its day.
      const open = stops.filter(({ code }) => code === 'not-proven' || code === 'payment-under-way');
      return open[0] ? wait(open, new Date(now.getTime() + proofLookMs)) : { do: 'propose' };
    }
    case 'proposed':
    case 'submitted':
      return wait(ofTheCase(stops), new Date(now.getTime() + hourMs));
    case 'approved': {
      const day = at(file.disconnectOn as BusinessDate, rules.hours.fromHour);
      if (today < file.disconnectOn!)
        return wait(ofTheCase(stops), new Date(Math.min(day.getTime(), now.getTime() + hourMs)));
      if (blocking) return blocking;
      const disconnectAt = new Date(now.getTime() + rules.suspension.lastCallMinutes * minuteMs);
      return { do: 'last-call', disconnectAt };
    }
    default: {
      // The 30 minutes count from when the last call went out; not sent, it has not been made.
      const sentAt = facts.lastCallAt;
      const old = callIsOld(file, setting);
      if (!sentAt) return old ? { do: 'call-again' } : wait(stops, new Date(now.getTime() + minuteMs));
      const from = Math.max(
        file.disconnectAt!.getTime(),
        sentAt.getTime() + rules.suspension.lastCallMinutes * minuteMs,
      );
      if (now.getTime() < from) return wait(stops, new Date(from));
      if (old || stops.some(({ code }) => code !== 'payment-under-way')) return { do: 'call-again' };
      return blocking ?? { do: 'disconnect' };
    }
  }
}

/** Reminders go on whatever stops the rest, except where nobody is to be pressed. */
function reminderOf(file: DunningCase, facts: Facts, setting: Setting, stops: Stop[]): Step | undefined {
  const { rules, now } = setting;
  if (stops.some(({ code }) => silencing.has(code))) return undefined;
  const on = nextReminderOn(file, facts, rules);
  if (!on || at(on, rules.timing.writingHour) > now) return undefined;
  const step = file.step + 1;
  // The last one names the day that may follow it, where a notice may follow at all.
  const suspendOn =
    step === rules.reminders.days.length && stops.length === 0 ? soonestDay(facts, setting) : undefined;
  return { do: 'remind', step, ...(suspendOn ? { suspendOn } : {}) };
}

/**
 * The day of the next reminder, in the past where nothing ran on it. Each is sent, late rather than never; but what was missed in days
 * without service comes on days that follow each other and not all at once.
 */
export function nextReminderOn(
  { kind, step }: Pick<DunningCase, 'kind' | 'step'>,
  { oldestDueOn, remindedOn }: Pick<Facts, 'oldestDueOn' | 'remindedOn'>,
  { reminders }: DunningRules,
): BusinessDate | undefined {
  const day = reminders.days[step];
  if (kind === 'prepaid' || !oldestDueOn || day === undefined) return undefined;
  const on = addDays(oldestDueOn, day);
  return remindedOn && remindedOn >= on ? addDays(remindedOn, 1) : on;
}

/** The first day that the notice of a debt may name which is reminded of today: undefined where its year is not known yet. */
function soonestDay({ oldestDueOn }: Facts, { rules, now, calendar }: Setting): BusinessDate | undefined {
  const tomorrow = addDays(businessDate(now), 1);
  const ripeOn = ripeFrom(oldestDueOn!, rules);
  const { suspension, noticeWindow } = rules;
  const days = Math.max(suspension.noticeDays, noticeWindow.leastDays);
  return allowedFrom(addDays(ripeOn > tomorrow ? ripeOn : tomorrow, days), rules, calendar);
}

/** From when on a debt has been overdue for longer than supply must be left on. */
export const ripeFrom = (dueOn: BusinessDate, { suspension }: DunningRules) =>
  addDays(dueOn, suspension.overdueDays + 1);

function noticeOf(file: DunningCase, facts: Facts, setting: Setting, stops: Stop[]): Step {
  const { rules, now, calendar } = setting;
  const today = businessDate(now);
  const { writingHour } = rules.timing;
  const { mostDays } = rules.noticeWindow;
  const dueOn = facts.oldestDueOn ?? today;
  const ripeOn = file.kind === 'prepaid' ? today : ripeFrom(dueOn, rules);
  const isRipe = today >= ripeOn && mayCutOff(facts, rules);
  if (isRipe && wasReminded(file, facts, today) && hourOf(now) >= writingHour) {
    const earliest = earliestDay(file, setting);
    const disconnectOn = allowedFrom(earliest, rules, calendar);
    if (!disconnectOn) return wait([{ code: 'no-calendar' }], at(addDays(today, 1), writingHour));
    // A notice is for the days that follow it: where none of them suits, it is given as many days before the first that does.
    const noticeOn = addDays(disconnectOn, -mostDays);
    const stands = addDays(today, mostDays);
    // What a prepaid holder signed names no last day, but a notice is none that is older than the day it names.
    const lapsesOn = disconnectOn > stands ? disconnectOn : stands;
    return file.kind === 'prepaid' || today >= noticeOn
      ? { do: 'notice', disconnectOn, lapsesOn }
      : wait([{ code: isCold(earliest, rules) ? 'cold-day' : 'holiday' }], at(noticeOn, writingHour));
  }
  const ending = stops.filter(({ code }) => withdrawing.has(code));
  if (isRipe) return wait(ending, morning(setting));
  // Just after midnight, what is due today is waited for until its hour and no longer.
  const [next] = [ripeOn, nextReminderOn(file, facts, rules)]
    .flatMap(day => (day ? at(day > today ? day : today, writingHour) : []))
    .filter(moment => moment > now)
    .sort((one, other) => one.getTime() - other.getTime());
  return wait(ending, next ?? morning(setting));
}

/** A formal notice does not come in one breath with the first word. */
const wasReminded = ({ kind, step }: DunningCase, { remindedOn }: Facts, today: BusinessDate) =>
  kind === 'prepaid' || (step > 0 && !(remindedOn && remindedOn >= today));

/** The first day that a notice written now may name: days later, or after the hours that a prepaid holder signed. */
function earliestDay({ kind }: DunningCase, { rules, now }: Setting): BusinessDate {
  const { suspension, noticeWindow, prepaid, hours } = rules;
  if (kind === 'postpaid')
    return addDays(businessDate(now), Math.max(suspension.noticeDays, noticeWindow.leastDays));
  const call = new Date(now.getTime() + prepaid.graceHours * hourMs + suspension.lastCallMinutes * minuteMs);
  return hourOf(call) < hours.toHour ? businessDate(call) : addDays(businessDate(call), 1);
}

/** Reminders are of the oldest debt: where that was paid, the next one's begin with its own first. */
export const withStepOfDebt = (file: DunningCase, { oldestDueOn }: Facts): DunningCase =>
  oldestDueOn && oldestDueOn > file.overdueSince ? { ...file, step: 0 } : file;

/** Before its day has come it does not matter which hour or day it is now. */
const ofTheCase = (stops: Stop[]) => stops.filter(({ code }) => !ofTheMoment.has(code));

/** When it is worth looking again. What other people end is looked at every few minutes. */
function resumeAt(stops: Stop[], settled: Date | undefined, { now, rules }: Setting): Date {
  if (stops.some(({ code }) => code === 'payment-under-way' || code === 'not-proven')) return soonAfter(now);
  const until = stops
    .flatMap(({ until: day }) => day ?? [])
    .sort()
    .at(-1);
  if (until) return later(at(until as BusinessDate, rules.hours.fromHour), settled ?? now);
  const today = businessDate(now);
  return at(hourOf(now) < rules.hours.fromHour ? today : addDays(today, 1), rules.hours.fromHour);
}

const wait = (stops: Stop[], until: Date): Step => ({ do: 'wait', stops, until });
const later = (one: Date, other: Date) => (one > other ? one : other);
const soonAfter = (now: Date) => new Date(now.getTime() + 2 * minuteMs);
/** When writing begins next: today where its hour is still to come. */
function morning({ now, rules }: Setting): Date {
  const { writingHour } = rules.timing;
  const today = businessDate(now);
  return at(hourOf(now) < writingHour ? today : addDays(today, 1), writingHour);
}

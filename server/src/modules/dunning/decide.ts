/** What is to happen next in a case. Pure: facts in, one step out; whoever calls carries it out and asks again. */
import { addDays, type BusinessDate, businessDate, daysBetween, startOfDay } from '../../shared/dates.ts';
import type { WorkingCalendar } from '../calendar/index.ts';
import { allowedFrom, isAllowedDay, isCold, isKnown, nextMild } from './allowed-days.ts';
import { type DunningCase, ofTheMoment, type Stop, withdrawing } from './dunning-case.ts';
import type { DunningRules } from './dunning-rules.ts';

/** As the books and the other modules say at this moment. */
export interface Facts {
  /** Of overdue bills, late fees aside; for prepaid holders, how far the balance is below zero. */
  debtFen: number;
  oldestDueOn: BusinessDate | null;
  movedOut: boolean;
  /** Of a prepaid case: the agreement that allows it still holds. */
  signed: boolean;
  /** Of a prepaid case: what was used stands as of today. Until it does nobody goes a step further. */
  debtKnown: boolean;
  specialNeed: boolean;
  disputed: boolean;
  /** An agreed instalment plan that is being kept. */
  instalments: boolean;
  important: boolean;
  /** 暂停用电: there is nothing to cut off, and nothing to bring back before the customer has asked for it. */
  paused: boolean;
  /** Somebody is paying at this moment. */
  paymentUnderWay: boolean;
  /** The day on which the formal notice of this round is proven to have arrived. */
  provenOn: BusinessDate | null;
  /** When this round's last call had been handed over or sent: the 30 minutes count from there. */
  lastCallAt: Date | null;
  /** Last calls that this day has seen already. */
  callsToday: number;
  disconnect: CommandOutcome;
  connect: CommandOutcome;
}

/**
 * `visit`: a fitter has the order. `effective`: by remote control or by hand. `void`: has not been and will not be executed.
 * `unsure`: a disconnect that failed, nobody goes for it any more, and the meter may have acted.
 */
export type CommandOutcome = 'none' | 'pending' | 'visit' | 'effective' | 'void' | 'unsure';

export type Step =
  | { do: 'close'; reason: 'paid' | 'restored' | 'restored-owing' | 'moved-out' | 'not-prepaid' }
  | { do: 'restore' }
  | { do: 'suspended' }
  | { do: 'remind'; step: number }
  | { do: 'notice'; disconnectOn: BusinessDate; lapsesOn: BusinessDate }
  | { do: 'withdraw'; stops: Stop[] }
  | { do: 'lapse' }
  | { do: 'propose' }
  | { do: 'last-call'; disconnectAt: Date }
  | { do: 'call-again' }
  | { do: 'disconnect' }
  | { do: 'recall' }
  | { do: 'wait'; stops: Stop[]; until: Date };

export interface Setting {
  rules: DunningRules;
  calendar: WorkingCalendar;
  now: Date;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** A notice nobody can prove yet is asked after so often: receipts come within minutes, papers within days. */
const proofLookMs = 15 * minuteMs;
const mostCallsADay = 2;

export function nextStep(file: DunningCase, facts: Facts, setting: Setting): Step {
  const step = endOf(file, facts, setting) ?? goOn(file, facts, setting);
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
      ? (reminderOf(file, facts, setting, ending) ?? wait(ending, tomorrow(setting)))
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

/** Nobody is cut off by the prepaid rule whose agreement has ended, or once the utility has switched the rule off. */
export const isUnfounded = ({ kind }: DunningCase, { signed }: Facts, { prepaid }: DunningRules) =>
  kind === 'prepaid' && !(signed && prepaid.enabled);

/** What ends a case or turns it, wherever it stands: paid, executed, moved out, without ground. */
function endOf(file: DunningCase, facts: Facts, { rules, now }: Setting): Step | undefined {
  const paid = facts.debtFen <= 0;
  const unfounded = isUnfounded(file, facts, rules);
  // What is left would cut nobody off: whoever has paid what they were cut off for is not kept in the dark for it.
  const tooLittle =
    facts.debtFen < rules.suspension.minimumDebtFen || isYoung(file, facts, rules, businessDate(now));
  const over = paid || facts.movedOut || unfounded;
  switch (file.status) {
    case 'restoring':
      if (facts.connect === 'effective') return { do: 'close', reason: paid ? 'restored' : 'restored-owing' };
      // An order that will not be executed is given anew: nobody stays in the dark for it.
      return facts.connect === 'void' ? { do: 'restore' } : undefined;
    case 'suspended':
      if (file.restoreAskedBy) return { do: 'restore' };
      if (facts.paused) return undefined;
      // Who must not be cut off, or has agreed on parts, is not left in the dark until the last of them is paid.
      return over || tooLittle || facts.specialNeed || facts.instalments ? { do: 'restore' } : undefined;
    case 'disconnecting':
      if (facts.disconnect === 'void' || facts.disconnect === 'unsure')
        return paid ? { do: 'close', reason: 'paid' } : { do: 'call-again' };
      // Never wait for the outcome of a disconnect whose reason is gone.
      if (over && !facts.paused) return { do: 'restore' };
      return facts.disconnect === 'effective' ? { do: 'suspended' } : undefined;
    default:
      if (facts.movedOut) return { do: 'close', reason: 'moved-out' };
      if (paid) return { do: 'close', reason: 'paid' };
      return unfounded ? { do: 'close', reason: 'not-prepaid' } : undefined;
  }
}

function onLadder(file: DunningCase, facts: Facts, setting: Setting, stops: Stop[]): Step {
  const { now, rules } = setting;
  const today = businessDate(now);
  if (!facts.debtKnown) return wait(ofTheCase(stops), soonAfter(now));
  const blocking = stops[0] ? wait(stops, resumeAt(stops, setting)) : undefined;
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
      // An order that comes to nothing, at a door that stays locked say, is no reason to cry wolf all day.
      if (facts.callsToday >= mostCallsADay)
        return wait([{ code: 'called-often' }], at(addDays(today, 1), rules.hours.fromHour));
      const disconnectAt = new Date(now.getTime() + rules.suspension.lastCallMinutes * minuteMs);
      // Nobody is told of a moment that cannot come any more today.
      if (hourOf(disconnectAt) >= rules.hours.toHour)
        return wait([{ code: 'outside-hours' }], at(addDays(today, 1), rules.hours.fromHour));
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

/** Reminders go on whatever stops the rest, except that nobody is pressed who has agreed on parts or disputes the debt. */
function reminderOf(file: DunningCase, facts: Facts, setting: Setting, stops: Stop[]): Step | undefined {
  if (file.kind === 'prepaid' || !facts.oldestDueOn) return undefined;
  if (stops.some(({ code }) => code === 'instalments' || code === 'other' || code === 'hold'))
    return undefined;
  const overdue = daysBetween(facts.oldestDueOn, businessDate(setting.now));
  const due = setting.rules.reminders.days.filter(day => day <= overdue).length;
  // After days without service the reminders that were missed are not sent all at once.
  return due > file.step && hourOf(setting.now) >= setting.rules.timing.writingHour
    ? { do: 'remind', step: due }
    : undefined;
}

function noticeOf(file: DunningCase, facts: Facts, setting: Setting, stops: Stop[]): Step {
  const { rules, now, calendar } = setting;
  const today = businessDate(now);
  const { writingHour } = rules.timing;
  const { mostDays } = rules.noticeWindow;
  const least = leastDays(file, rules);
  const noticeDays = file.kind === 'prepaid' ? least : Math.max(rules.suspension.noticeDays, least);
  const ripeOn =
    file.kind === 'prepaid' ? today : addDays(facts.oldestDueOn ?? today, rules.suspension.overdueDays + 1);
  const nextReminder = rules.reminders.days
    .map(day => addDays(facts.oldestDueOn ?? today, day))
    .find((day, index) => index >= file.step && day > today);
  const reminded = file.kind === 'prepaid' || file.step > 0;
  if (today >= ripeOn && reminded && hourOf(now) >= writingHour) {
    const disconnectOn = allowedFrom(addDays(today, noticeDays), rules, calendar);
    if (!disconnectOn) return wait([{ code: 'no-calendar' }], at(addDays(today, 1), writingHour));
    // A notice is for the days that follow it: where none of them suits, it is given as many days before the first that does.
    const noticeOn = addDays(disconnectOn, -mostDays);
    const stands = addDays(today, mostDays);
    // What a prepaid holder signed names no last day, but a notice is none that is older than the day it names.
    const lapsesOn = disconnectOn > stands ? disconnectOn : stands;
    return file.kind === 'prepaid' || today >= noticeOn
      ? { do: 'notice', disconnectOn, lapsesOn }
      : wait(
          [{ code: isCold(addDays(today, noticeDays), rules) ? 'cold-day' : 'holiday' }],
          at(noticeOn, writingHour),
        );
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
  // Not said by its name: whoever collects would learn of a complaint made in confidence or without a name.
  add(facts.disputed, { code: 'other' });
  add(facts.instalments, { code: 'instalments' });
  add(file.holdUntil !== null && today < file.holdUntil, {
    code: 'hold',
    until: file.holdUntil ?? undefined,
  });
  add(facts.important, { code: 'important-user' });
  add(facts.debtFen < rules.suspension.minimumDebtFen, { code: 'small-debt' });
  add(facts.paused, { code: 'supply-paused' });
  add(!facts.debtKnown, { code: 'estimate-old' });
  if (file.status === 'reminding') return stops;
  // The bill that the notice was about may have been paid meanwhile, and a younger one be what is left.
  add(isYoung(file, facts, rules, today), { code: 'young-debt' });
  add(facts.paymentUnderWay, { code: 'payment-under-way' });
  add(facts.provenOn === null, { code: 'not-proven' });
  if (facts.provenOn) {
    const until = addDays(facts.provenOn, leastDays(file, rules));
    add(today < until, { code: 'late-arrival', until });
  }
  add(isCold(today, rules), { code: 'cold-day', until: nextMild(today, rules) });
  if (isKnown(today, rules, calendar))
    add(!isAllowedDay(today, rules, calendar), {
      code: 'holiday',
      until: allowedFrom(addDays(today, 1), rules, calendar),
    });
  else stops.push({ code: 'no-calendar' });
  add(hourOf(now) < rules.hours.fromHour || hourOf(now) >= rules.hours.toHour, { code: 'outside-hours' });
  return stops;
}

/** No bill that is owed is overdue for so long that anybody may be cut off for it. What a prepaid holder signed has no due day. */
export const isYoung = (
  { kind }: DunningCase,
  { oldestDueOn }: Pick<Facts, 'oldestDueOn'>,
  { suspension }: DunningRules,
  today: BusinessDate,
): boolean =>
  kind !== 'prepaid' && (oldestDueOn === null || daysBetween(oldestDueOn, today) <= suspension.overdueDays);

/** For so many days the notice must have been in the house: by law, or as a prepaid holder has signed. */
const leastDays = ({ kind }: DunningCase, { prepaid, noticeWindow }: DunningRules) =>
  kind === 'prepaid' ? Math.ceil(prepaid.graceHours / 24) : noticeWindow.leastDays;

/** Before its day has come it does not matter which hour or day it is now. */
const ofTheCase = (stops: Stop[]) => stops.filter(({ code }) => !ofTheMoment.has(code));

/** When it is worth looking again. What other people end is looked at every few minutes. */
function resumeAt(stops: Stop[], { now, rules }: Setting): Date {
  if (stops.some(({ code }) => code === 'payment-under-way' || code === 'not-proven')) return soonAfter(now);
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
const soonAfter = (now: Date) => new Date(now.getTime() + 2 * minuteMs);
const tomorrow = ({ now, rules }: Setting) => at(addDays(businessDate(now), 1), rules.timing.writingHour);
const hourOf = (now: Date) => (now.getTime() - startOfDay(businessDate(now)).getTime()) / hourMs;

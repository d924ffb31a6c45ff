/** Whether a debt may cut anybody off, and everything else that stands against it. Pure. */
import { addDays, businessDate, startOfDay } from '../../shared/dates.ts';
import type { WorkingCalendar } from '../calendar/index.ts';
import { allowedFrom, isAllowedDay, isCold, isKnown, nextMild } from './allowed-days.ts';
import type { DunningCase, Stop } from './dunning-case.ts';
import type { DunningRules } from './dunning-rules.ts';
import type { Facts } from './facts.ts';
import { hourMs, hourOf, minuteMs } from './hours.ts';

export interface Setting {
  rules: DunningRules;
  calendar: WorkingCalendar;
  now: Date;
}

/** Less is too little to cut anybody off for, whatever the utility sets. */
const leastFen = ({ suspension }: DunningRules) => Math.max(1, suspension.minimumDebtFen);

/**
 * The one rule for taking power and for giving it back: enough of the debt is overdue for longer than the law asks. What has only just
 * fallen due neither lets a household be cut off nor keeps it in the dark.
 */
export const mayCutOff = ({ ripeFen }: Facts, rules: DunningRules) => ripeFen >= leastFen(rules);

/** Nobody is cut off by the prepaid rule whose agreement has ended, or once the utility has switched the rule off. */
export const isUnfounded = ({ kind }: DunningCase, { signed }: Facts, { prepaid }: DunningRules) =>
  kind === 'prepaid' && !(signed && prepaid.enabled);

/** What ends a round: with any of them no notice is given, and one that is out is taken back. */
export function stopsOfCase(file: DunningCase, facts: Facts, rules: DunningRules, now: Date): Stop[] {
  const { stops, add } = collect();
  // They are reminded of what they owe; the supply is somebody else's by now.
  add(facts.movedOut, { code: 'moved-out' });
  add(facts.specialNeed, { code: 'special-need' });
  // Not said by its name: whoever collects would learn of a complaint made in confidence or without a name.
  add(facts.disputed, { code: 'other' });
  add(facts.instalments, { code: 'instalments' });
  add(file.holdUntil !== null && businessDate(now) < file.holdUntil, {
    code: 'hold',
    until: file.holdUntil ?? undefined,
  });
  add(facts.important, { code: 'important-user' });
  add(facts.isProtected, { code: 'protected' });
  const small = facts.debtFen < leastFen(rules);
  add(small, { code: 'small-debt' });
  // Before the notice that is the rule and no stop.
  add(!small && file.status !== 'reminding' && !mayCutOff(facts, rules), { code: 'young-debt' });
  add(facts.paused, { code: 'supply-paused' });
  return stops;
}

/** Everything that stands against going on at this moment. */
export function stopsOf(file: DunningCase, facts: Facts, setting: Setting): Stop[] {
  const { rules, calendar, now } = setting;
  const today = businessDate(now);
  const { stops, add } = collect(stopsOfCase(file, facts, rules, now));
  add(!facts.debtKnown, { code: 'estimate-old' });
  if (file.status === 'reminding') return stops;
  add(facts.paymentUnderWay, { code: 'payment-under-way' });
  const settled = settledAt(file, facts, rules);
  if (!settled) stops.push({ code: 'not-proven' });
  else add(now < settled, { code: 'late-arrival', until: businessDate(settled) });
  add(isCold(today, rules), { code: 'cold-day', until: nextMild(today, rules) });
  if (isKnown(today, rules, calendar))
    add(!isAllowedDay(today, rules, calendar), {
      code: 'holiday',
      until: allowedFrom(addDays(today, 1), rules, calendar),
    });
  else stops.push({ code: 'no-calendar' });
  add(isOutsideHours(file, setting), { code: 'outside-hours' });
  // An order that comes to nothing, at a door that stays locked say, is no reason to cry wolf all day.
  add(file.status === 'approved' && facts.callsToday >= rules.timing.mostCallsADay, {
    code: 'called-often',
    until: addDays(today, 1),
  });
  return stops;
}

/** A last call speaks of a moment that must come within the hours of its day. */
function isOutsideHours({ status }: DunningCase, { rules, now }: Setting): boolean {
  const { hours, suspension } = rules;
  const lead = status === 'approved' ? suspension.lastCallMinutes * minuteMs : 0;
  const end = startOfDay(businessDate(now)).getTime() + hours.toHour * hourMs;
  return hourOf(now) < hours.fromHour || now.getTime() + lead >= end;
}

/** From when the notice has been in the house for as long as the law asks, or for the hours that a prepaid holder signed. */
export function settledAt(
  { kind }: DunningCase,
  { provenAt }: Facts,
  { prepaid, noticeWindow }: DunningRules,
): Date | undefined {
  if (!provenAt) return undefined;
  return kind === 'prepaid'
    ? new Date(provenAt.getTime() + prepaid.graceHours * hourMs)
    : startOfDay(addDays(businessDate(provenAt), noticeWindow.leastDays));
}

function collect(stops: Stop[] = []) {
  return { stops, add: (holds: boolean, stop: Stop) => void (holds && stops.push(stop)) };
}

/** Forms cases as the API gives them. Pure. */
import { type BusinessDate, businessDate, daysBetween } from '../../shared/dates.ts';
import type { CaseRow } from './board.repository.ts';
import { nextReminderOn, ripeFrom } from './decide.ts';
import { silencing, withdrawing } from './dunning-case.ts';
import type { DunningRules } from './dunning-rules.ts';

export function viewCase(row: CaseRow, now: Date, rules: DunningRules) {
  const {
    id: _,
    holderPeriodId: _h,
    accountId: _a,
    decidedAt: _d,
    proposedAt: _p,
    remindedOn: _r,
    ...shown
  } = row;
  const today = businessDate(now);
  const daysOverdue = daysBetween(row.overdueSince as BusinessDate, today);
  return { ...shown, daysOverdue: Math.max(0, daysOverdue), ...aheadOf(row, today, rules) };
}

/** Of a debt that is reminded of: the days on which the ladder goes on by itself, where nothing stops it. */
function aheadOf(row: CaseRow, today: BusinessDate, rules: DunningRules) {
  if (row.status !== 'reminding' || row.kind === 'prepaid')
    return { nextReminderOn: null, noticeFromOn: null };
  const oldestDueOn = row.overdueSince as BusinessDate;
  const isStopped = (by: typeof silencing) => row.stops.some(({ code }) => by.has(code));
  const on = isStopped(silencing) ? undefined : nextReminderOn(row, { ...row, oldestDueOn }, rules);
  return {
    nextReminderOn: on ? (on > today ? on : today) : null,
    noticeFromOn: isStopped(withdrawing) ? null : ripeFrom(oldestDueOn, rules),
  };
}

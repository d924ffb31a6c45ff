/** Forms cases as the API gives them. Pure. */
import { type BusinessDate, businessDate, daysBetween } from '../../shared/dates.ts';
import type { CaseRow } from './board.repository.ts';

export function viewCase(row: CaseRow, now: Date) {
  const { id: _, holderPeriodId: _h, accountId: _a, decidedAt: _d, proposedAt: _p, ...shown } = row;
  const daysOverdue = daysBetween(row.overdueSince as BusinessDate, businessDate(now));
  return { ...shown, daysOverdue: Math.max(0, daysOverdue) };
}

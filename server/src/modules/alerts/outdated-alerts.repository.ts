/** Which alerts are no longer so when they are about to leave: what is queued at midnight waits for the morning, and money comes in between. */
import type { Database } from '../../infra/database.ts';

const openOn = (condition: string) => `coalesce((
  SELECT sum(p.amount_fen - p.paid_fen) FROM payables p JOIN bills b ON b.payable_id = p.id
   WHERE p.holder_period_id = n.holder_period_id AND p.kind = 'bill' AND p.status = 'open' AND p.paid_fen < p.amount_fen AND b.due_on ${condition}), 0)`;
const kept = `coalesce((SELECT c.balance_fen + c.prepaid_fen FROM customer_balances c WHERE c.holder_period_id = n.holder_period_id), 0)`;
const dueOn = `(n.params ->> 'dueOn')::date`;

// Of a key in the form of earlier versions, which began with the month, there is nothing to compare: it goes out as it is.
// Whoever is low still after money came in is told anew by the next sweep, with what is left then: its alert bears the number of that money.
const outdatedSql = `
  SELECT n.id FROM notices n
   WHERE n.id = ANY ($1) AND CASE
     WHEN NOT starts_with(n.dedupe_key, 'alert:') THEN false
     WHEN n.event = 'due-soon' THEN ${openOn(`= ${dueOn}`)} = 0 OR ${openOn(`<= ${dueOn}`)} <= ${kept}
     WHEN n.event = 'overdue' THEN ${openOn('< $2::date')} <= ${kept}
     WHEN n.event = 'low-balance' THEN EXISTS (SELECT FROM allocations l WHERE l.holder_period_id = n.holder_period_id
       AND l.id > substring(split_part(n.dedupe_key, ':', 5) FROM '^(\\d+)\\.')::bigint)
     ELSE false END`;

/** Of these notices those that say what is no longer so, on that day. */
export function createOutdatedAlerts({ pool }: Pick<Database, 'pool'>) {
  return async (noticeIds: readonly number[], today: string): Promise<ReadonlySet<number>> => {
    const values = [noticeIds, today];
    const { rows } = await pool.query<{ id: number }>({ name: 'alerts-outdated', text: outdatedSql, values });
    return new Set(rows.map(({ id }) => id));
  };
}

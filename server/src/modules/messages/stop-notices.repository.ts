import type { PoolClient } from 'pg';
import type { EventName } from './events/catalogue.ts';

/** What was queued of a cause and says by now what is no longer so. */
export interface Outdated {
  /** As when it was queued. */
  source: { table: string; id: string | number };
  holderPeriodId: number;
  events: readonly EventName[];
}

const lockSql = `SELECT FROM notices WHERE holder_period_id = $1 AND source_table = $2 AND source_id = $3 AND event = ANY ($4)
    AND status IN ('waiting', 'working', 'sent') ORDER BY id FOR UPDATE`;

const stopSql = `
  UPDATE notices n SET status = s.status, why = CASE s.status WHEN 'stopped' THEN 'lapsed' END, next_at = 'infinity', not_after = $5
    FROM (SELECT id, CASE WHEN EXISTS (SELECT FROM message_deliveries d WHERE d.notice_id = o.id AND d.state IN ('handed', 'unknown'))
                          THEN 'sent' ELSE 'stopped' END AS status
            FROM notices o WHERE o.holder_period_id = $1 AND o.source_table = $2 AND o.source_id = $3 AND o.event = ANY ($4)
             AND o.status IN ('waiting', 'working', 'sent')) s
   WHERE n.id = s.id`;

/**
 * Goes out no more, by no further way either, nor once a way is reported to have failed, nor when somebody is about to send it.
 * Locked in a statement of its own: whoever is about to send one is waited for, and what they wrote of it is then seen.
 */
export async function stopNotices(
  tx: PoolClient,
  { source, holderPeriodId, events }: Outdated,
  now: Date,
): Promise<void> {
  const which = [holderPeriodId, source.table, String(source.id), events];
  await tx.query(lockSql, which);
  await tx.query(stopSql, [...which, now]);
}

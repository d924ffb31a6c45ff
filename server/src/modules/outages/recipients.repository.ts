/** The log of who was told what, with what became of each notice. */
import type { Pool } from 'pg';

export interface RecipientRow {
  version: number;
  event: string;
  at: Date;
  kind: 'person' | 'customer' | 'contact';
  accountNo: string;
  status: string | null;
  reason: string | null;
  deliveries: { channel: string; state: string; to: string | null; at: string | null }[];
}

export function createRecipientsRepository(pool: Pool) {
  return {
    async list(
      outageId: number,
      { version, state }: { version?: number | undefined; state?: string | undefined },
      page: number,
      pageSize: number,
    ): Promise<RecipientRow[]> {
      const text = `SELECT l.version, l.event, l.at, split_part(r.recipient, ':', 1) AS kind, s.account_no AS "accountNo", n.status, n.why AS reason,
          (SELECT coalesce(json_agg(json_build_object('channel', d.channel, 'state', d.state, 'to', d.recipient,
             'at', coalesce(d.receipt_at, d.handed_at)) ORDER BY d.id), '[]') FROM message_deliveries d WHERE d.notice_id = n.id) AS deliveries
        FROM outage_notice_log l JOIN outage_recipients r ON r.id = l.recipient_id
        JOIN holder_periods h ON h.id = r.holder_period_id JOIN supply_accounts s ON s.id = h.account_id
        LEFT JOIN notices n ON n.dedupe_key = l.notice_key
        WHERE l.outage_id = $1 AND ($2::int IS NULL OR l.version = $2)
          AND ($3::text IS NULL OR n.status = $3 OR $3 = 'waiting' AND n.status = 'working')
        ORDER BY l.version DESC, l.recipient_id LIMIT $4 OFFSET $5`;
      const values = [outageId, version ?? null, state ?? null, pageSize, (page - 1) * pageSize];
      return (await pool.query<RecipientRow>(text, values)).rows;
    },

    async totals(
      outageId: number,
      version: number | undefined,
    ): Promise<{ status: string; count: number }[]> {
      const text = `SELECT coalesce(n.status, 'gone') AS status, count(*)::int AS count
        FROM outage_notice_log l LEFT JOIN notices n ON n.dedupe_key = l.notice_key
        WHERE l.outage_id = $1 AND ($2::int IS NULL OR l.version = $2) GROUP BY 1 ORDER BY 1`;
      return (await pool.query(text, [outageId, version ?? null])).rows;
    },
  };
}

export type RecipientsRepository = ReturnType<typeof createRecipientsRepository>;

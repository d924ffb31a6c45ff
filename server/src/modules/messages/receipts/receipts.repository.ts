import type { Pool } from 'pg';
import type { ChannelName, Report } from '../channels/channel.ts';

// What has arrived has arrived, whatever is reported before or afterwards; a call that ended does not ring again.
const applySql = `
  WITH told AS (
    SELECT DISTINCT ON (d.id) d.id, r.state, r."callState", r.at, r.reason, r."providerId"
      FROM jsonb_to_recordset($2::jsonb) AS r ("requestId" text, "providerId" text, state text, "callState" text, at timestamptz, reason text)
      JOIN message_deliveries d ON d.channel = $1 AND (d.request_id = r."requestId" OR r."requestId" IS NULL AND d.provider_id = r."providerId")
     ORDER BY d.id, r.state = 'delivered' DESC, r.state = 'failed' DESC, r.at DESC
  ), held AS (
    SELECT n.id FROM notices n WHERE n.id IN (SELECT d.notice_id FROM message_deliveries d JOIN told USING (id)) ORDER BY n.id FOR UPDATE
  ), locked AS (
    SELECT d.id, d.state AS was FROM message_deliveries d JOIN told USING (id) JOIN held h ON h.id = d.notice_id ORDER BY d.id FOR UPDATE OF d
  ), delivery AS (
    UPDATE message_deliveries d
       SET state = CASE WHEN l.was = 'delivered' OR t.state = 'delivered' THEN 'delivered' WHEN l.was = 'failed' OR t.state = 'failed' THEN 'failed' ELSE 'handed' END,
           call_state = CASE WHEN t."callState" IS NULL OR l.was = 'delivered' OR l.was = 'failed' AND t.state <> 'delivered' THEN d.call_state
                             WHEN d.call_state IS NOT NULL AND t.state = 'handed' AND d.receipt_at > t.at THEN d.call_state ELSE t."callState" END,
           receipt_at = CASE WHEN l.was = 'delivered' OR l.was = 'failed' AND t.state <> 'delivered' THEN d.receipt_at ELSE greatest(d.receipt_at, t.at) END,
           reason = CASE WHEN t.state = 'delivered' THEN NULL WHEN l.was IN ('delivered', 'failed') THEN d.reason ELSE coalesce(t.reason, d.reason) END,
           provider_id = coalesce(d.provider_id, t."providerId"), handed_at = coalesce(d.handed_at, t.at)
      FROM told t JOIN locked l USING (id) WHERE d.id = t.id
    RETURNING d.id, d.notice_id, d.state, l.was
  ), notice AS (
    UPDATE notices n
       SET status = CASE d.state WHEN 'delivered' THEN 'delivered' ELSE 'waiting' END, why = NULL,
           next_at = CASE d.state WHEN 'delivered' THEN 'infinity'::timestamptz END, handed_at = coalesce(n.handed_at, $3)
      FROM (SELECT notice_id, min(state) AS state FROM delivery WHERE state IN ('delivered', 'failed') AND was IS DISTINCT FROM state GROUP BY notice_id) d
     WHERE n.id = d.notice_id AND (d.state = 'delivered' AND n.status <> 'stopped' OR d.state = 'failed' AND n.status = 'sent')
  )
  SELECT count(*)::int AS matched FROM delivery`;

export function createReceiptsRepository(pool: Pool) {
  return {
    /** False when it is here already. */
    async store(
      channel: ChannelName,
      eventId: string,
      reports: readonly Report[],
      bodyEnc: Buffer | null,
    ): Promise<number | undefined> {
      const { rows } = await pool.query<{ id: number; repeats: number }>(
        `INSERT INTO message_receipts AS r (channel, event_id, reports, body_enc) VALUES ($1, $2, $3, $4)
         ON CONFLICT (channel, event_id) DO UPDATE SET repeats = r.repeats + 1 RETURNING id, repeats`,
        [channel, eventId, JSON.stringify(reports), bodyEnc],
      );
      return rows[0]!.repeats === 0 ? rows[0]!.id : undefined;
    },

    /** Those whose turn it is; each pauses longer after every look. */
    async claimWaiting(
      limit: number,
    ): Promise<{ id: number; channel: ChannelName; reports: Report[]; receivedAt: Date }[]> {
      const { rows } = await pool.query(
        `UPDATE message_receipts SET tries = tries + 1, next_at = clock_timestamp() + make_interval(secs => least(900, 5 * power(2, least(tries, 12))))
          WHERE id IN (SELECT id FROM message_receipts WHERE handled_at IS NULL AND next_at <= clock_timestamp() ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
          RETURNING id, channel, reports, received_at AS "receivedAt"`,
        [limit],
      );
      return rows;
    },

    /** Gives how many of our deliveries the reports are about. */
    async apply(channel: ChannelName, reports: readonly Report[], now: Date): Promise<number> {
      const { rows } = await pool.query<{ matched: number }>(applySql, [
        channel,
        JSON.stringify(reports),
        now,
      ]);
      return rows[0]!.matched;
    },

    async handled(id: number): Promise<void> {
      await pool.query('UPDATE message_receipts SET handled_at = clock_timestamp() WHERE id = $1', [id]);
    },

    /** What was read stays; how it came does not. */
    async forgetBodies(keptDays: number): Promise<void> {
      await pool.query(
        `UPDATE message_receipts SET body_enc = NULL WHERE body_enc IS NOT NULL AND handled_at < clock_timestamp() - make_interval(days => $1)`,
        [keptDays],
      );
    },
  };
}

export type ReceiptsRepository = ReturnType<typeof createReceiptsRepository>;

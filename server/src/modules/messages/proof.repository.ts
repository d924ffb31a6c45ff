import type { Pool } from 'pg';
import type { ChannelName } from './channels/channel.ts';
import type { EventName } from './events/catalogue.ts';

/** One way a notice went: what shows that somebody was told. */
export interface ProofOfDelivery {
  noticeId: number;
  dedupeKey: string;
  event: EventName;
  channel: ChannelName;
  state: 'waiting' | 'handed' | 'delivered' | 'failed' | 'unknown';
  /** When a provider took it. */
  handedAt: Date | null;
  /** When it arrived, as the provider reported; null while that is not known. */
  deliveredAt: Date | null;
  /** Masked. */
  recipient: string | null;
}

export type Asked = { dedupeKeyPrefix: string } | { noticeIds: readonly number[] };

const text = `SELECT n.id AS "noticeId", n.dedupe_key AS "dedupeKey", n.event, d.channel, d.state, d.handed_at AS "handedAt",
    CASE d.state WHEN 'delivered' THEN coalesce(d.receipt_at, d.handed_at) END AS "deliveredAt", d.recipient
  FROM notices n JOIN message_deliveries d ON d.notice_id = n.id`;

/** Every way the notices went, oldest first. */
export function createProofOf(pool: Pool) {
  return async function proofOf(asked: Asked): Promise<ProofOfDelivery[]> {
    const byPrefix = 'dedupeKeyPrefix' in asked;
    const where = byPrefix ? 'starts_with(n.dedupe_key, $1)' : 'n.id = ANY($1)';
    const value = byPrefix ? asked.dedupeKeyPrefix : asked.noticeIds;
    return (await pool.query<ProofOfDelivery>(`${text} WHERE ${where} ORDER BY n.id, d.id`, [value])).rows;
  };
}

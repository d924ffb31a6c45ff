import type { Pool } from 'pg';
import { everyRow } from '../../../infra/every-row.ts';
import { withAudit } from '../../../infra/with-audit.ts';
import type { AuditRecord } from '../../../shared/audit.ts';
import type { Language } from '../../../shared/errors.ts';
import type { CallState, ChannelName } from '../channels/channel.ts';
import type { Params } from '../events/catalogue.ts';

export interface LogFilter {
  accountNo?: string;
  /** Keyed hash: of the person, of the holder on file, or of the number it was sent to. */
  phoneHash?: Buffer;
  event?: string;
  status?: string;
  from?: Date;
  to?: Date;
}

export interface LogRow {
  id: number;
  event: string;
  status: string;
  why: string | null;
  accountNo: string | null;
  to: 'person' | 'contact' | 'holder';
  createdAt: Date;
  handedAt: Date | null;
  ways: { channel: ChannelName; state: string; recipient: string | null }[];
}

export interface NoticeStory extends Omit<LogRow, 'ways'> {
  dedupeKey: string;
  params: Params;
  language: Language | null;
  templateVersion: number | null;
  reasonCode: string | null;
  sourceTable: string | null;
  sourceId: string | null;
  notBefore: Date | null;
  notAfter: Date | null;
  readAt: Date | null;
  deliveries: {
    channel: ChannelName;
    state: string;
    callState: CallState | null;
    requestId: string;
    providerId: string | null;
    attempts: number;
    triedAt: Date | null;
    handedAt: Date | null;
    receiptAt: Date | null;
    costMilliFen: number;
    reason: string | null;
    recipient: string | null;
  }[];
}

export interface CostRow {
  month: string;
  channel: ChannelName;
  /** codes: sign-in codes and answers to text messages, which are no notices. */
  what: 'notices' | 'codes';
  sent: number;
  delivered: number | null;
  failed: number;
  costFen: number;
}

export interface DepthRow {
  event: string;
  waiting: number;
  due: number;
  dead: number;
  oldestAt: Date | null;
}

const head = `n.id, n.event, n.status, n.why, s.account_no AS "accountNo", n.created_at AS "createdAt", n.handed_at AS "handedAt",
  CASE WHEN n.person_id IS NOT NULL THEN 'person' WHEN n.contact_id IS NOT NULL THEN 'contact' ELSE 'holder' END AS to`;
const tables = `notices n LEFT JOIN holder_periods h ON h.id = n.holder_period_id LEFT JOIN supply_accounts s ON s.id = h.account_id`;

// By whatever way it went, or will go: each of the three finds its rows by an index.
const toPhone = `
  SELECT notice_id FROM message_deliveries WHERE phone_hash = $2
   UNION SELECT t.id FROM people p JOIN notices t ON t.person_id = p.id WHERE p.phone_hash = $2
   UNION SELECT t.id FROM customers c JOIN holder_periods o ON o.customer_id = c.id
           JOIN notices t ON t.holder_period_id = o.id AND t.person_id IS NULL AND t.contact_id IS NULL
          WHERE c.phone_hash = $2`;

const listSql = `
  SELECT ${head}, coalesce((SELECT jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'recipient', d.recipient) ORDER BY d.id)
      FROM message_deliveries d WHERE d.notice_id = n.id), '[]') AS ways
    FROM ${tables}
   WHERE ($1::text IS NULL OR n.holder_period_id IN (SELECT p.id FROM holder_periods p JOIN supply_accounts a ON a.id = p.account_id WHERE a.account_no = $1))
     AND ($2::bytea IS NULL OR n.id IN (${toPhone}))
     AND ($3::text IS NULL OR n.event = $3) AND ($4::text IS NULL OR n.status = $4)
     AND ($5::timestamptz IS NULL OR n.created_at >= $5) AND ($6::timestamptz IS NULL OR n.created_at < $6)
   ORDER BY n.id DESC LIMIT $7 OFFSET $8`;

const listed = ({ accountNo, phoneHash, event, status, from, to }: LogFilter) =>
  [accountNo, phoneHash, event, status, from, to].map(value => value ?? null);

const storySql = `
  SELECT ${head}, n.dedupe_key AS "dedupeKey", n.params, n.language, n.template_version AS "templateVersion", n.reason_code AS "reasonCode",
      n.source_table AS "sourceTable", n.source_id AS "sourceId", n.not_before AS "notBefore", n.not_after AS "notAfter", n.read_at AS "readAt"
    FROM ${tables} WHERE n.id = $1`;
const waysSql = `
  SELECT channel, state, call_state AS "callState", request_id AS "requestId", provider_id AS "providerId", attempts, tried_at AS "triedAt",
      handed_at AS "handedAt", receipt_at AS "receiptAt", cost_milli_fen AS "costMilliFen", reason, recipient
    FROM message_deliveries WHERE notice_id = $1 ORDER BY id`;

export function createMessageLog(pool: Pool) {
  return {
    list: async (filter: LogFilter, page: number, size: number): Promise<LogRow[]> =>
      (await pool.query<LogRow>(listSql, [...listed(filter), size, (page - 1) * size])).rows,
    /** All of them, as they were at one moment. */
    every: (filter: LogFilter) => everyRow<LogRow>(pool, listSql, [...listed(filter), null, 0]),
    async story(id: number): Promise<NoticeStory | undefined> {
      const [notice, ways] = await Promise.all([
        pool.query<Omit<NoticeStory, 'deliveries'>>(storySql, [id]),
        pool.query<NoticeStory['deliveries'][number]>(waysSql, [id]),
      ]);
      return notice.rows[0] && { ...notice.rows[0], deliveries: ways.rows };
    },
    /** Puts a dead notice back, with the log of it; false when it is not dead (any more). */
    async retry(id: number, at: Date, audit: AuditRecord): Promise<boolean> {
      const { text, values } = withAudit('SELECT retry_notice($1, $2) AS back', [id, at], audit);
      return (await pool.query<{ back: boolean }>(text, values)).rows[0]!.back;
    },
    async depth(now: Date): Promise<DepthRow[]> {
      const { rows } = await pool.query<DepthRow>(
        `SELECT event, count(*) FILTER (WHERE status IN ('waiting', 'working'))::int AS waiting,
            count(*) FILTER (WHERE status IN ('waiting', 'working') AND coalesce(greatest(next_at, not_before), '-infinity') <= $1)::int AS due,
            count(*) FILTER (WHERE status = 'dead')::int AS dead,
            min(created_at) FILTER (WHERE status IN ('waiting', 'working')) AS "oldestAt"
           FROM notices WHERE status IN ('waiting', 'working', 'dead') GROUP BY event ORDER BY event`,
        [now],
      );
      return rows;
    },
    /** What a provider took is charged, also when it was not delivered after all; what may have been taken is counted as well. */
    async costs(from: Date, to: Date): Promise<CostRow[]> {
      const { rows } = await pool.query<CostRow>(
        `SELECT to_char(coalesce(handed_at, created_at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month, channel, 'notices' AS what,
            count(*) FILTER (WHERE state IN ('handed', 'delivered'))::int AS sent, count(*) FILTER (WHERE state = 'delivered')::int AS delivered,
            count(*) FILTER (WHERE state = 'failed')::int AS failed,
            round(coalesce(sum(cost_milli_fen) FILTER (WHERE handed_at IS NOT NULL OR state = 'unknown'), 0) / 1000.0)::bigint AS "costFen"
           FROM message_deliveries WHERE created_at >= $1 AND created_at < $2 GROUP BY 1, 2
          UNION ALL
         SELECT to_char(sent_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM'), 'sms', 'codes', count(*)::int, NULL, 0,
            round(sum(cost_milli_fen) / 1000.0)::bigint
           FROM outbox_messages WHERE cost_milli_fen > 0 AND sent_at >= $1 AND sent_at < $2 GROUP BY 1
          ORDER BY 1, 2, 3 DESC`,
        [from, to],
      );
      return rows;
    },
  };
}

export type MessageLog = ReturnType<typeof createMessageLog>;

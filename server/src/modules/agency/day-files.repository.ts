import type { Pool } from 'pg';
import type { wechatBill } from '../payments/index.ts';

export interface BookedLine {
  tradeKey: string;
  accountNo: string | null;
  amountFen: number;
  channel: string | null;
  kind: '1' | '2';
}

export interface HandedInFile {
  partnerId: number;
  /** YYYY-MM-DD */
  clearingOn: string;
  kind: 'day' | 'refund';
  sha256: string;
  lineCount: number;
  totalFen: number;
  content: Buffer;
  receivedAt: Date;
}

interface Trade {
  tradeNo: string;
  /** YYYYMMDD */
  date: string;
}

interface OtherDay {
  place: number;
  /** YYYY-MM-DD */
  day: string;
}

/** Of refunds, not worked through to its end. */
export interface LeftFile {
  partnerId: number;
  clearingOn: string;
  sha256: string;
  content: Buffer;
}

export interface DayFilesRepository {
  /** Undefined: the date is not over, or something received on it waits. */
  booked(partnerId: number, clearingOn: string, now: Date): Promise<BookedLine[] | undefined>;
  /** A day file that is new makes its day due for reconciliation again. */
  keep(file: HandedInFile): Promise<void>;
  /** The other clearing date whose payments these are by our books, and the first of them, counted from 1. */
  otherDay(
    source: string,
    clearingOn: string,
    byDate: boolean,
    trades: Trade[],
  ): Promise<OtherDay | undefined>;
  /** Another clearing date whose day file has these very bytes, and may count with them. */
  heldFor(partnerId: number, sha256: string, clearingOn: string): Promise<string | undefined>;
  /** Shows staff what the partner gave back and we could not take back; once, however often it is told. */
  queueRefund(partnerId: number, clearingOn: string, refund: wechatBill.RefundLine): Promise<void>;
  /** A file of refunds was worked through to its end. */
  taken(partnerId: number, clearingOn: string, sha256: string, now: Date): Promise<void>;
  /** Files of refunds that a process has left in between: those first that were tried longest ago. */
  notTaken(before: Date, now: Date): Promise<LeftFile[]>;
  find(
    code: string,
    clearingOn: string,
    kind: 'day' | 'refund',
  ): Promise<{ sha256: string; content: Buffer } | undefined>;
  /** Closes every date that is over; returns how many were closed. */
  closeDays(now: Date): Promise<number>;
}

export function createDayFilesRepository(pool: Pool): DayFilesRepository {
  return {
    async booked(partnerId, clearingOn, now) {
      const { rows } = await pool.query<{ over: boolean }>(
        'SELECT partner_day_is_over(p, $2::date, $3) AS over FROM partners p WHERE id = $1',
        [partnerId, clearingOn, now],
      );
      if (!rows[0]?.over) return undefined;
      const text = `SELECT trade_key AS "tradeKey", account_no AS "accountNo", amount_fen AS "amountFen", channel, kind
        FROM partners p, partner_day_lines(p, $2::date) WHERE p.id = $1`;
      return (await pool.query<BookedLine>(text, [partnerId, clearingOn])).rows;
    },
    async keep(file) {
      await pool.query(
        `WITH kept AS (
           INSERT INTO partner_files (partner_id, clearing_on, kind, sha256, line_count, total_fen, content, received_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (partner_id, clearing_on, kind) DO UPDATE SET sha256 = excluded.sha256, line_count = excluded.line_count,
               total_fen = excluded.total_fen, content = excluded.content, received_at = excluded.received_at, taken_at = NULL
             WHERE partner_files.sha256 <> excluded.sha256
             RETURNING partner_id, clearing_on, received_at
         )
         SELECT reopen_day(CASE WHEN p.prefunded THEN 'agent:' ELSE 'partner:' END || p.code, k.clearing_on, k.received_at)
           FROM kept k JOIN partners p ON p.id = k.partner_id WHERE $3 = 'day'`,
        [
          file.partnerId,
          file.clearingOn,
          file.kind,
          file.sha256,
          file.lineCount,
          file.totalFen,
          file.content,
          file.receivedAt,
        ],
      );
    },
    async otherDay(source, clearingOn, byDate, trades) {
      const { rows } = await pool.query<OtherDay>(
        'SELECT place, day::text AS day FROM day_of_lines($1, $2, $3, $4::text[], $5::date[])',
        [source, clearingOn, byDate, trades.map(({ tradeNo }) => tradeNo), trades.map(({ date }) => date)],
      );
      return rows[0];
    },
    async heldFor(partnerId, sha256, clearingOn) {
      const text = `SELECT f.clearing_on::text AS day FROM partner_files f JOIN partners p ON p.id = f.partner_id
        WHERE f.partner_id = $1 AND f.kind = 'day' AND f.sha256 = $2 AND f.clearing_on <> $3::date
          AND NOT EXISTS (SELECT FROM statement_files s WHERE s.source = CASE WHEN p.prefunded THEN 'agent:' ELSE 'partner:' END || p.code
                             AND s.day = f.clearing_on AND s.part = 'day' AND s.sha256 = decode(f.sha256, 'hex') AND s.status IN ('refused', 'withdrawn'))
        LIMIT 1`;
      return (await pool.query<{ day: string }>(text, [partnerId, sha256, clearingOn])).rows[0]?.day;
    },
    async queueRefund(partnerId, clearingOn, { transId, amountFen, refundedAt }) {
      const values = [partnerId, transId, amountFen, refundedAt, clearingOn];
      await pool.query('SELECT queue_partner_refund($1, $2, $3, $4, $5::date)', values);
    },
    async taken(partnerId, clearingOn, sha256, now) {
      const text = `UPDATE partner_files SET taken_at = $4 WHERE partner_id = $1 AND clearing_on = $2 AND kind = 'refund' AND sha256 = $3`;
      await pool.query(text, [partnerId, clearingOn, sha256, now]);
    },
    async notTaken(before, now) {
      const text = `UPDATE partner_files SET tried_at = $2 WHERE id IN (
          SELECT id FROM partner_files WHERE kind = 'refund' AND taken_at IS NULL AND received_at <= $1 ORDER BY tried_at NULLS FIRST, received_at LIMIT 20)
        RETURNING partner_id AS "partnerId", clearing_on::text AS "clearingOn", sha256, content`;
      return (await pool.query<LeftFile>(text, [before, now])).rows;
    },
    async find(code, clearingOn, kind) {
      const text = `SELECT f.sha256, f.content FROM partner_files f JOIN partners p ON p.id = f.partner_id
        WHERE p.code = $1 AND f.clearing_on = $2 AND f.kind = $3`;
      return (await pool.query<{ sha256: string; content: Buffer }>(text, [code, clearingOn, kind])).rows[0];
    },
    async closeDays(now) {
      // Each date on its own: one that cannot be closed yet does not hold up the others, and is looked at until it is, however long ago.
      const { rows } = await pool.query<{ partnerId: number; day: string }>(
        `SELECT p.id AS "partnerId", day::date::text AS day FROM partners p,
            generate_series(clearing_date(p.created_at, p.cut_off), clearing_date($1, p.cut_off) - 1, interval '1 day') AS day
          WHERE NOT EXISTS (SELECT FROM partner_days d WHERE d.partner_id = p.id AND d.clearing_on = day::date AND d.closed_at IS NOT NULL)
          ORDER BY 1, 2`,
        [now],
      );
      let closed = 0;
      for (const { partnerId, day } of rows) {
        const done = await pool.query<{ closed: boolean }>('SELECT close_partner_day($1, $2, $3) AS closed', [
          partnerId,
          day,
          now,
        ]);
        if (done.rows[0]?.closed) closed += 1;
      }
      return closed;
    },
  };
}

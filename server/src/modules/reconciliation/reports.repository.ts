/** What the pages of reconciliation show: sums by channel, settlements, the channels' share. */
import type { Pool } from 'pg';
import type { BusinessDate } from '../../shared/dates.ts';
import type { DayProblem, DayStatus } from './reconciliation-day.ts';

export interface ChannelDayRow {
  day: BusinessDate;
  channel: string;
  /** The worst of its sources'. */
  status: DayStatus;
  sources: number;
  oursCount: number;
  oursFen: number;
  theirsCount: number;
  theirsFen: number;
  matchedCount: number;
  openDifferences: number;
}

export interface SettlementRow {
  source: string;
  day: BusinessDate;
  paidFen: number;
  refundedFen: number;
  feeFen: number;
  netFen: number;
  postedAt: Date;
  transactionId: number;
}

export interface ShareRow {
  /** First day of the week (Monday). */
  week: BusinessDate;
  channel: string;
  count: number;
  amountFen: number;
}

export interface FileRow {
  id: number;
  part: string;
  sha256: string;
  bytes: number;
  status: string;
  rowCount: number;
  totals: Record<string, unknown>;
  refusal: DayProblem | null;
  fetchedBy: string;
  fetchedAt: Date;
  /** What was adjusted for its lines, and is booked back when it is withdrawn; null where nothing was. */
  adjusted: { count: number; fen: number } | null;
  /** The last that was asked for about it. */
  decision: {
    id: number;
    action: 'withdraw' | 'restore';
    reason: string;
    outcome: 'waiting' | 'approved' | 'rejected';
    proposedBy: string;
    decidedBy: string | null;
  } | null;
}

export interface SumRow {
  channel: string;
  oursCount: number;
  oursFen: number;
  theirsCount: number;
  theirsFen: number;
  matchedCount: number;
  matchedFen: number;
}

export interface ReportsRepository {
  channelDays(from: BusinessDate, to: BusinessDate): Promise<ChannelDayRow[]>;
  channelsOf(dayId: number): Promise<SumRow[]>;
  filesOf(source: string, day: BusinessDate): Promise<FileRow[]>;
  settlements(from: BusinessDate, to: BusinessDate): Promise<SettlementRow[]>;
  settlementOf(source: string, day: BusinessDate): Promise<SettlementRow | undefined>;
  /** By our own books, so that every channel counts whether or not its files are in. */
  shares(from: BusinessDate, to: BusinessDate): Promise<ShareRow[]>;
  /** Sources that have ever had a day, or money lately. */
  knownSources(from: BusinessDate, to: BusinessDate): Promise<string[]>;
}

const settlementColumns = `source, day::text AS day, paid_fen AS "paidFen", refunded_fen AS "refundedFen", fee_fen AS "feeFen", net_fen AS "netFen",
  posted_at AS "postedAt", transaction_id AS "transactionId"`;

/** Where a day of a source has no result yet, what we collected stands alone: a channel must not vanish with its file. */
const channelDaysSql = `
  WITH piece AS (
    SELECT y.day, y.status, c.channel, c.ours_count, c.ours_fen, c.theirs_count, c.theirs_fen, c.matched_count
      FROM reconciliation_days y JOIN reconciliation_channels c ON c.day_id = y.id WHERE y.day BETWEEN $1 AND $2
    UNION ALL
    SELECT y.day, y.status, coalesce(p.channel, 'unattributed'), count(*), sum(o.amount_fen), 0, 0, 0
      FROM reconciliation_days y JOIN collections o ON o.source = y.source AND o.clearing_on = y.day LEFT JOIN payments p ON p.id = o.payment_id
     WHERE y.day BETWEEN $1 AND $2 AND y.status NOT IN ('matched', 'differences') AND NOT EXISTS (SELECT FROM reconciliation_channels c WHERE c.day_id = y.id)
     GROUP BY y.day, y.status, coalesce(p.channel, 'unattributed')
  ), open AS (
    SELECT y.day, d.channel, count(*)::int AS count FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id
     WHERE y.day BETWEEN $1 AND $2 AND d.status IN ('open', 'proposed') GROUP BY y.day, d.channel
  )
  SELECT p.day::text AS day, p.channel, count(*)::int AS sources, sum(ours_count)::bigint AS "oursCount", sum(ours_fen)::bigint AS "oursFen",
         sum(theirs_count)::bigint AS "theirsCount", sum(theirs_fen)::bigint AS "theirsFen", sum(matched_count)::bigint AS "matchedCount",
         coalesce(min(o.count), 0) AS "openDifferences",
         CASE WHEN min(o.count) > 0 THEN 'differences' ELSE (array_agg(CASE p.status WHEN 'differences' THEN 'matched' ELSE p.status END ORDER BY array_position(
           '{refused,failed,no-file,running,waiting,differences,matched}', p.status)))[1] END AS status
    FROM piece p LEFT JOIN open o ON o.day = p.day AND o.channel = p.channel GROUP BY p.day, p.channel ORDER BY p.day, p.channel`;

export function createReportsRepository(pool: Pool): ReportsRepository {
  const all = async <T extends object>(text: string, values: unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, values)).rows;
  return {
    channelDays: (from, to) => all(channelDaysSql, [from, to]),
    channelsOf: dayId =>
      all(
        `SELECT channel, ours_count AS "oursCount", ours_fen AS "oursFen", theirs_count AS "theirsCount", theirs_fen AS "theirsFen",
                matched_count AS "matchedCount", matched_fen AS "matchedFen" FROM reconciliation_channels WHERE day_id = $1 ORDER BY ours_fen DESC, channel`,
        [dayId],
      ),
    filesOf: (source, day) =>
      all(
        `SELECT id, part, encode(sha256, 'hex') AS sha256, bytes, status, row_count AS "rowCount", totals, refusal, fetched_by AS "fetchedBy", fetched_at AS "fetchedAt",
                (SELECT jsonb_build_object('count', count(*), 'fen', sum((a.detail ->> 'adjustedFen')::bigint)) FROM adjusted_for_file(f.id) a HAVING count(*) > 0) AS adjusted,
                (SELECT jsonb_build_object('id', d.id, 'action', d.action, 'reason', d.reason, 'outcome', d.outcome, 'proposedBy', d.proposed_by, 'decidedBy', d.decided_by)
                   FROM statement_file_decisions d WHERE d.file_id = f.id ORDER BY d.id DESC LIMIT 1) AS decision
           FROM statement_files f WHERE source = $1 AND day = $2 ORDER BY fetched_at DESC, id DESC LIMIT 50`,
        [source, day],
      ),
    settlements: (from, to) =>
      all(
        `SELECT ${settlementColumns} FROM source_settlements WHERE day BETWEEN $1 AND $2 ORDER BY day DESC, source, no`,
        [from, to],
      ),
    settlementOf: async (source, day) =>
      (
        await all<SettlementRow>(
          `SELECT source, day::text AS day, sum(paid_fen)::bigint AS "paidFen", sum(refunded_fen)::bigint AS "refundedFen", sum(fee_fen)::bigint AS "feeFen",
                  sum(net_fen)::bigint AS "netFen", max(posted_at) AS "postedAt", min(transaction_id) AS "transactionId"
             FROM source_settlements WHERE source = $1 AND day = $2 GROUP BY source, day`,
          [source, day],
        )
      )[0],
    shares: (from, to) =>
      all(
        `SELECT date_trunc('week', c.clearing_on)::date::text AS week, coalesce(p.channel, 'unattributed') AS channel,
                count(*)::int AS count, sum(c.amount_fen)::bigint AS "amountFen"
           FROM collections c LEFT JOIN payments p ON p.id = c.payment_id WHERE c.clearing_on BETWEEN $1 AND $2
          GROUP BY 1, 2 ORDER BY 1, 2`,
        [from, to],
      ),
    async knownSources(from, to) {
      const rows = await all<{ source: string }>(
        'SELECT DISTINCT source FROM reconciliation_days WHERE day BETWEEN $1 AND $2 ORDER BY source',
        [from, to],
      );
      return rows.map(row => row.source);
    },
  };
}

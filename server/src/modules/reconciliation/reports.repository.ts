/** What the pages of reconciliation show: sums by channel, settlements, the channels' share. */
import type { Pool } from 'pg';
import type { BusinessDate } from '../../shared/dates.ts';
import type { DayProblem } from './reconciliation-day.ts';

export interface ChannelDayRow {
  day: BusinessDate;
  channel: string;
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

export function createReportsRepository(pool: Pool): ReportsRepository {
  const all = async <T extends object>(text: string, values: unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, values)).rows;
  return {
    channelDays: (from, to) =>
      all(
        `SELECT y.day::text AS day, c.channel, count(*)::int AS sources, sum(c.ours_count)::bigint AS "oursCount", sum(c.ours_fen)::bigint AS "oursFen",
                sum(c.theirs_count)::bigint AS "theirsCount", sum(c.theirs_fen)::bigint AS "theirsFen", sum(c.matched_count)::bigint AS "matchedCount",
                (SELECT count(*)::int FROM reconciliation_differences d JOIN reconciliation_days o ON o.id = d.day_id
                  WHERE o.day = y.day AND d.channel = c.channel AND d.status IN ('open', 'proposed')) AS "openDifferences"
           FROM reconciliation_days y JOIN reconciliation_channels c ON c.day_id = y.id
          WHERE y.day BETWEEN $1 AND $2 GROUP BY y.day, c.channel ORDER BY y.day, c.channel`,
        [from, to],
      ),
    channelsOf: dayId =>
      all(
        `SELECT channel, ours_count AS "oursCount", ours_fen AS "oursFen", theirs_count AS "theirsCount", theirs_fen AS "theirsFen",
                matched_count AS "matchedCount", matched_fen AS "matchedFen" FROM reconciliation_channels WHERE day_id = $1 ORDER BY ours_fen DESC, channel`,
        [dayId],
      ),
    filesOf: (source, day) =>
      all(
        `SELECT id, part, encode(sha256, 'hex') AS sha256, bytes, status, row_count AS "rowCount", totals, refusal, fetched_by AS "fetchedBy", fetched_at AS "fetchedAt"
           FROM statement_files WHERE source = $1 AND day = $2 ORDER BY fetched_at DESC, id DESC LIMIT 50`,
        [source, day],
      ),
    settlements: (from, to) =>
      all(
        `SELECT ${settlementColumns} FROM source_settlements WHERE day BETWEEN $1 AND $2 ORDER BY day DESC, source`,
        [from, to],
      ),
    settlementOf: async (source, day) =>
      (
        await all<SettlementRow>(
          `SELECT ${settlementColumns} FROM source_settlements WHERE source = $1 AND day = $2`,
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

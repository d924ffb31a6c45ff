/** Days of sources: who is due, what a run has found. Matching and posting are functions of the database. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { Awaited, SettledTotal } from '../payments/index.ts';
import type { DayProblem, DayStatus, Progress } from './reconciliation-day.ts';

export interface DayRow {
  id: number;
  source: string;
  day: BusinessDate;
  status: DayStatus;
  stage: string | null;
  progressDone: number;
  progressTotal: number;
  oursCount: number;
  oursFen: number;
  theirsCount: number;
  theirsFen: number;
  matchedCount: number;
  matchedFen: number;
  ledgerFen: number;
  settledFen: number | null;
  feeFen: number | null;
  postedCount: number;
  attempts: number;
  nextTryAt: Date | null;
  problem: DayProblem | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  openDifferences: number;
}

export interface DaysRepository {
  /** Runs `work` while nobody else, in whatever process, works on this day; undefined when somebody does. */
  alone<T>(source: string, day: BusinessDate, work: () => Promise<T>): Promise<T | undefined>;
  begin(source: string, day: BusinessDate): Promise<DayRow>;
  progress(progress: Progress): Promise<void>;
  /** Three ways, every difference classed; see match_day. */
  match(dayId: number, fileIds: readonly number[], settled: SettledTotal | undefined): Promise<void>;
  /** Differences that may be posted without a person, as far as the class tells. */
  missingHere(dayId: number): Promise<number[]>;
  /** `posted`, or why not. */
  postByItself(differenceId: number): Promise<string>;
  /** Says at the difference, as long as it is open, why posting it broke off. */
  notPosted(differenceId: number, reason: string): Promise<void>;
  postSettlement(source: string, day: BusinessDate, settled: SettledTotal): Promise<void>;
  /** It has a result, and is tried again at that time where posting was cut off. */
  finish(dayId: number, nextTryAt: Date | null): Promise<void>;
  /** Its lines agree, and something of it is still to be found outside: it is looked at again at that time. */
  await(dayId: number, awaited: Awaited, nextTryAt: Date): Promise<void>;
  /** It ended without a result: it is tried again at that time. */
  fail(dayId: number, status: DayStatus, problem: DayProblem, nextTryAt: Date | null): Promise<void>;
  /** The books have something that a file of this day should show, or one was withdrawn. */
  expectsFile(source: string, day: BusinessDate): Promise<boolean>;
  find(source: string, day: BusinessDate): Promise<DayRow | undefined>;
  list(from: BusinessDate, to: BusinessDate): Promise<DayRow[]>;
  /** Makes days due at that time, unless they are known already. */
  plan(days: readonly { source: string; day: BusinessDate; at: Date }[]): Promise<void>;
  /** Makes it due now, whatever became of it. */
  /** @param entry of the log, where nothing else has been written of it */
  request(source: string, day: BusinessDate, at: Date, entry?: AuditRecord): Promise<DayRow>;
  due(now: Date, sources: readonly string[], limit: number): Promise<{ source: string; day: BusinessDate }[]>;
  /** The first day from that one on, since any was, on which nothing at all was planned. */
  earliestUnplanned(from: BusinessDate, until: BusinessDate): Promise<BusinessDate | undefined>;
  /** Of all days that are due. */
  earliestDue(now: Date): Promise<BusinessDate | undefined>;
}

const columns = `y.id, y.source, y.day::text AS day, y.status, y.stage, y.progress_done AS "progressDone", y.progress_total AS "progressTotal",
  y.ours_count AS "oursCount", y.ours_fen AS "oursFen", y.theirs_count AS "theirsCount", y.theirs_fen AS "theirsFen",
  y.matched_count AS "matchedCount", y.matched_fen AS "matchedFen", y.ledger_fen AS "ledgerFen", y.settled_fen AS "settledFen", y.fee_fen AS "feeFen",
  y.posted_count AS "postedCount", y.attempts, y.next_try_at AS "nextTryAt", y.problem, y.started_at AS "startedAt", y.finished_at AS "finishedAt",
  open_differences(y.id) AS "openDifferences"`;

/** A file that came, or a run that was asked for, while the day was being worked at, may have been missed: it stays due. */
const unlessFileCame = (next: string) =>
  `CASE WHEN file_at >= started_at THEN next_try_at ELSE ${next}::timestamptz END`;

const lockKey = `hashtextextended('reconciliation:' || $1 || ':' || $2::date, 0)`;

export function createDaysRepository(pool: Pool): DaysRepository {
  const one = async (text: string, values: unknown[]): Promise<DayRow | undefined> =>
    (await pool.query<DayRow>(text, values)).rows[0];
  const run = async (text: string, values: unknown[]): Promise<void> => void (await pool.query(text, values));
  return {
    alone: (source, day, work) => alone(pool, source, day, work),
    async begin(source, day) {
      const row = await one(
        `INSERT INTO reconciliation_days AS y (source, day, status, stage, attempts, started_at) VALUES ($1, $2, 'running', 'fetching', 1, clock_timestamp())
           ON CONFLICT (source, day) DO UPDATE SET status = 'running', stage = 'fetching', attempts = y.attempts + 1, started_at = clock_timestamp(),
             progress_done = 0, progress_total = 0 RETURNING ${columns}`,
        [source, day],
      );
      return row!;
    },
    // Matching leaves its result as the day's status; while the rest is posted, the day is still being worked at.
    progress: ({ source, day, stage, done, total }) =>
      run(
        `UPDATE reconciliation_days SET status = 'running', stage = $3, progress_done = $4, progress_total = $5
          WHERE source = $1 AND day = $2 AND (status = 'running' OR $3 = 'posting')`,
        [source, day, stage, done, total],
      ),
    match: (dayId, fileIds, settled) =>
      run('SELECT match_day($1, $2, $3)', [dayId, fileIds, settled ? JSON.stringify(settled) : null]),
    async missingHere(dayId) {
      const { rows } = await pool.query<{ id: number }>(
        `SELECT id FROM reconciliation_differences WHERE day_id = $1 AND class = 'missing-here' AND status = 'open'
            AND (kind = 'payment' OR reference LIKE 'reversal:%') ORDER BY kind, id`,
        [dayId],
      );
      return rows.map(row => row.id);
    },
    async postByItself(id) {
      const { rows } = await pool.query({
        name: 'post-by-itself',
        text: 'SELECT post_by_itself($1) AS result',
        values: [id],
      });
      return rows[0].result;
    },
    notPosted: (id, reason) =>
      run(
        `UPDATE reconciliation_differences SET detail = detail || jsonb_build_object('notPosted', $2::text) WHERE id = $1 AND status = 'open'`,
        [id, reason],
      ),
    postSettlement: (source, day, settled) =>
      run('SELECT post_settlement($1, $2, $3)', [source, day, JSON.stringify(settled)]),
    // Tries are counted as long as they bring no result: looking again while something is awaited is none of them.
    finish: (dayId, nextTryAt) =>
      run(
        `UPDATE reconciliation_days SET stage = NULL, problem = NULL, next_try_at = ${unlessFileCame('$2')}, finished_at = clock_timestamp(),
           attempts = CASE WHEN $2::timestamptz IS NULL THEN 0 ELSE attempts END,
           status = CASE WHEN open_differences(id) > 0 THEN 'differences' ELSE 'matched' END WHERE id = $1`,
        [dayId, nextTryAt],
      ),
    await: (dayId, awaited, nextTryAt) =>
      run(
        `UPDATE reconciliation_days SET stage = NULL, problem = $2, next_try_at = $3, finished_at = clock_timestamp(), attempts = 0,
           status = CASE WHEN open_differences(id) > 0 THEN 'differences' ELSE 'waiting' END WHERE id = $1`,
        [dayId, JSON.stringify({ reason: `awaits-${awaited}` }), nextTryAt],
      ),
    fail: (dayId, status, problem, nextTryAt) =>
      run(
        `UPDATE reconciliation_days SET status = $2, stage = NULL, problem = $3, next_try_at = ${unlessFileCame('$4')}, finished_at = clock_timestamp() WHERE id = $1`,
        [dayId, status, JSON.stringify(problem), nextTryAt],
      ),
    async expectsFile(source, day) {
      const { rows } = await pool.query('SELECT expects_file($1, $2) AS found', [source, day]);
      return rows[0].found;
    },
    find: (source, day) =>
      one(`SELECT ${columns} FROM reconciliation_days y WHERE y.source = $1 AND y.day = $2`, [source, day]),
    list: async (from, to) =>
      (
        await pool.query<DayRow>(
          `SELECT ${columns} FROM reconciliation_days y WHERE y.day BETWEEN $1 AND $2 ORDER BY y.day, y.source`,
          [from, to],
        )
      ).rows,
    plan: days =>
      run(
        `INSERT INTO reconciliation_days (source, day, next_try_at) SELECT * FROM unnest($1::text[], $2::date[], $3::timestamptz[])
           ON CONFLICT (source, day) DO NOTHING`,
        [days.map(each => each.source), days.map(each => each.day), days.map(each => each.at)],
      ),
    async request(source, day, at, entry) {
      const text = `INSERT INTO reconciliation_days AS y (source, day, next_try_at, file_at) VALUES ($1, $2, $3, clock_timestamp())
           ON CONFLICT (source, day) DO UPDATE SET next_try_at = excluded.next_try_at, file_at = excluded.file_at, matched_files = '{}' RETURNING ${columns}`;
      const values = [source, day, at];
      const { rows } = await pool.query<DayRow>(entry ? withAudit(text, values, entry) : { text, values });
      return rows[0]!;
    },
    due: async (now, sources, limit) =>
      (
        await pool.query(
          `SELECT source, day::text AS day FROM reconciliation_days WHERE next_try_at <= $1 AND source = ANY ($2) ORDER BY next_try_at, id LIMIT $3`,
          [now, sources, limit],
        )
      ).rows,
    async earliestUnplanned(from, until) {
      const text = `SELECT one::date::text AS day
         FROM generate_series((SELECT greatest(min(day), $1::date) FROM reconciliation_days)::timestamp, $2::date::timestamp, '1 day') AS one
        WHERE NOT EXISTS (SELECT FROM reconciliation_days y WHERE y.day = one::date) ORDER BY 1 LIMIT 1`;
      return (await pool.query<{ day: BusinessDate }>(text, [from, until])).rows[0]?.day;
    },
    async earliestDue(now) {
      const text = 'SELECT min(day)::text AS day FROM reconciliation_days WHERE next_try_at <= $1';
      return (await pool.query<{ day: BusinessDate | null }>(text, [now])).rows[0]?.day ?? undefined;
    },
  };
}

/** A session's lock: it goes with the connection, so that a killed process leaves nothing locked. */
async function alone<T>(
  pool: Pool,
  source: string,
  day: BusinessDate,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const client: PoolClient = await pool.connect();
  let broken = false;
  try {
    const { rows } = await client.query(`SELECT pg_try_advisory_lock(${lockKey}) AS got`, [source, day]);
    if (!rows[0].got) return undefined;
    try {
      return await work();
    } finally {
      await client.query(`SELECT pg_advisory_unlock(${lockKey})`, [source, day]).catch(() => {
        broken = true;
      });
    }
  } finally {
    client.release(broken);
  }
}

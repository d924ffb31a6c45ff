/** Files as they came, compressed in pieces, and the lines of those that were accepted. */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { PoolClient } from 'pg';
import { type Cell, copyInto, copyLine } from '../../infra/copy-rows.ts';
import type { Database } from '../../infra/database.ts';
import type { KeptFile } from '../../infra/kept-file.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import {
  type BankDoor,
  type BankEntry,
  type StatementLine,
  type StatementPart,
  StatementProblem,
  type StatementTotals,
} from '../payments/index.ts';
import type { DayProblem } from './reconciliation-day.ts';

const pieceBytes = 2 * 1024 * 1024;
const compress = promisify(gzip);
const expand = promisify(gunzip);

export interface FileKey {
  source: string;
  day: BusinessDate;
  part: string;
}

export interface StoredFile {
  id: number;
  status: 'stored' | 'accepted' | 'refused' | 'withdrawn';
  totals: Partial<StatementTotals>;
  refusal: DayProblem | null;
  rowCount: number;
}

export interface FileWish {
  action: 'withdraw' | 'restore';
  by: string;
  reason: string;
}

export interface FileVerdict {
  decisionId: number;
  approve: boolean;
  by: string;
  at: Date;
}

export interface StatementFilesRepository {
  /** The same bytes again are the same file. */
  store(key: FileKey, file: KeptFile, by: string): Promise<StoredFile>;
  /**
   * Reads a file into its lines: all of them and the verdict, or nothing. Fails with what `lines` fails with.
   * Of equal readers of one file the second waits and finds it read.
   * @param fitsNeighbours fails with `wrong-day` when most of the lines are those of a day beside it
   */
  accept(
    id: number,
    lines: () => AsyncGenerator<StatementLine[], StatementTotals>,
    fitsNeighbours: StatementPart['fitsNeighbours'],
  ): Promise<StoredFile>;
  /** Another day of the part whose file, which counts there, has these very bytes. */
  heldFor(id: number): Promise<BusinessDate | undefined>;
  refuse(id: number, problem: DayProblem): Promise<void>;
  /** Of a part, the accepted file that was judged last. */
  counting(key: FileKey): Promise<StoredFile | undefined>;
  /** The same, of those that people brought. */
  broughtByHand(key: FileKey): Promise<StoredFile | undefined>;
  /** Asks that an accepted file counts no longer, or a withdrawn one again. */
  propose(id: number, wish: FileWish, audit: AuditRecord): Promise<void>;
  /** The wish of that id; another one is not decided in its place. */
  decide(id: number, decision: FileVerdict, audit: AuditRecord): Promise<void>;
  keyOf(id: number): Promise<(FileKey & Pick<StoredFile, 'status'>) | undefined>;
  /** What was asked for; a wish never becomes another. */
  wish(id: number, decisionId: number): Promise<Pick<FileWish, 'action' | 'by'> | undefined>;
  /** Its bytes, for a person who wants to look at it. */
  content(id: number): Promise<Buffer | undefined>;
}

const columns = `id, status, totals, refusal, row_count::int AS "rowCount"`;

export function createStatementFilesRepository({
  pool,
  inSqlTransaction,
}: Pick<Database, 'pool' | 'inSqlTransaction'>): StatementFilesRepository {
  const one = async (text: string, values: unknown[]): Promise<StoredFile | undefined> =>
    (await pool.query<StoredFile>(text, values)).rows[0];
  return {
    store: (key, file, by) => inSqlTransaction(client => store(client, key, file, by)),
    accept: (id, lines, fitsNeighbours) =>
      inSqlTransaction(client => accept(client, id, lines, fitsNeighbours)),
    async heldFor(id) {
      const { rows } = await pool.query<{ day: BusinessDate }>(
        `SELECT f.day::text AS day FROM statement_files own JOIN statement_files f USING (source, part, sha256)
          WHERE own.id = $1 AND f.day <> own.day AND f.status = 'accepted' AND f.row_count > 0
            AND NOT EXISTS (SELECT FROM statement_files later WHERE (later.source, later.day, later.part, later.status) = (f.source, f.day, f.part, 'accepted')
                               AND later.judged_at > f.judged_at)
          LIMIT 1`,
        [id],
      );
      return rows[0]?.day;
    },
    async refuse(id, problem) {
      await pool.query(
        `UPDATE statement_files SET status = 'refused', refusal = $2, judged_at = clock_timestamp() WHERE id = $1 AND status NOT IN ('accepted', 'withdrawn')`,
        [id, JSON.stringify(problem)],
      );
    },
    counting: ({ source, day, part }) =>
      one(
        `SELECT ${columns} FROM statement_files WHERE source = $1 AND day = $2 AND part = $3 AND status = 'accepted' ORDER BY judged_at DESC LIMIT 1`,
        [source, day, part],
      ),
    broughtByHand: ({ source, day, part }) =>
      one(
        `SELECT ${columns} FROM statement_files WHERE source = $1 AND day = $2 AND part = $3 AND status = 'accepted' AND fetched_by LIKE 'staff:%'
          ORDER BY judged_at DESC LIMIT 1`,
        [source, day, part],
      ),
    // Logged by the statement that does it: neither stands without the other.
    async propose(id, { action, by, reason }, audit) {
      const text = 'SELECT propose_file_decision($1, $2, $3, $4)';
      await pool.query(withAudit(text, [id, action, by, reason], audit));
    },
    async decide(id, { decisionId, approve, by, at }, audit) {
      const text = 'SELECT decide_file($1, $2, $3, $4, $5)';
      await pool.query(withAudit(text, [id, decisionId, approve, by, at], audit));
    },
    async keyOf(id) {
      const text = 'SELECT source, day::text AS day, part, status FROM statement_files WHERE id = $1';
      return (await pool.query<FileKey & Pick<StoredFile, 'status'>>(text, [id])).rows[0];
    },
    async wish(id, decisionId) {
      const text =
        'SELECT action, proposed_by AS by FROM statement_file_decisions WHERE file_id = $1 AND id = $2';
      return (await pool.query<Pick<FileWish, 'action' | 'by'>>(text, [id, decisionId])).rows[0];
    },
    async content(id) {
      const { rows } = await pool.query<{ content: Buffer }>(
        'SELECT content FROM statement_chunks WHERE file_id = $1 ORDER BY place',
        [id],
      );
      return rows.length === 0
        ? undefined
        : Buffer.concat(await Promise.all(rows.map(row => expand(row.content))));
    },
  };
}

async function store(client: PoolClient, key: FileKey, file: KeptFile, by: string): Promise<StoredFile> {
  const { rows } = await client.query<StoredFile>(
    `INSERT INTO statement_files (source, day, part, sha256, bytes, fetched_by) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (source, day, part, sha256) DO NOTHING RETURNING ${columns}`,
    [key.source, key.day, key.part, file.sha256, file.size, by],
  );
  const fresh = rows[0];
  if (!fresh) {
    const known = await client.query<StoredFile>(
      `SELECT ${columns} FROM statement_files WHERE source = $1 AND day = $2 AND part = $3 AND sha256 = $4`,
      [key.source, key.day, key.part, file.sha256],
    );
    return known.rows[0]!;
  }
  for (let place = 0; place * pieceBytes < file.size; place += 1) {
    const content = await compress(await file.read(place * pieceBytes, pieceBytes), { level: 1 });
    await client.query('INSERT INTO statement_chunks (file_id, place, content) VALUES ($1, $2, $3)', [
      fresh.id,
      place,
      content,
    ]);
  }
  return fresh;
}

async function accept(
  client: PoolClient,
  id: number,
  lines: () => AsyncGenerator<StatementLine[], StatementTotals>,
  fitsNeighbours: StatementPart['fitsNeighbours'],
): Promise<StoredFile> {
  const { rows } = await client.query<StoredFile>(
    `SELECT ${columns} FROM statement_files WHERE id = $1 FOR UPDATE`,
    [id],
  );
  const file = rows[0]!;
  if (file.status === 'withdrawn') throw new StatementProblem('withdrawn', null);
  if (file.status !== 'accepted') {
    const read: { totals?: StatementTotals } = {};
    await copyInto(
      client,
      'statement_rows (file_id, line, kind, state, trade_no, order_no, refund_no, account_no, amount_fen, fee_milli, at, place)',
      copyLines(id, lines(), read),
    );
    // The planner must know of a million new rows before they are joined.
    if (read.totals!.rows > 20_000) await client.query('ANALYZE statement_rows');
    const other =
      fitsNeighbours &&
      ((await dayOfBooks(client, id, fitsNeighbours.byDate)) ?? (await dayOfMost(client, id)));
    if (other) throw new StatementProblem('wrong-day', other.line, other.day);
    const { entries = [], ...totals } = read.totals!;
    await keepEntries(client, id, entries);
    file.totals = totals;
    file.rowCount = totals.rows;
  }
  await refuseEntryTwice(client, id);
  await client.query(
    `UPDATE statement_files SET status = 'accepted', refusal = NULL, totals = $2, row_count = $3, judged_at = clock_timestamp() WHERE id = $1`,
    [id, JSON.stringify(file.totals), file.rowCount],
  );
  return { ...file, status: 'accepted', refusal: null };
}

async function keepEntries(client: PoolClient, id: number, entries: readonly BankEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await client.query(
    `INSERT INTO bank_credit_entries (file_id, line, entry_on, reference, fen, whole_fen)
       SELECT $1, * FROM unnest($2::int[], $3::date[], $4::text[], $5::bigint[], $6::bigint[])`,
    [
      id,
      entries.map(({ line }) => line),
      entries.map(({ on }) => on),
      entries.map(({ reference }) => reference),
      entries.map(({ fen }) => fen),
      entries.map(({ wholeFen }) => wholeFen),
    ],
  );
}

/** An entry on the bank's account counts once; a part of one, up to its whole. Only bank credits wait for one another. */
async function refuseEntryTwice(client: PoolClient, id: number): Promise<void> {
  const { rows } = await client.query<Clash>(
    `SELECT c.line, c.reference, c.kind, c.source, c.day::text AS day FROM statement_files f, bank_entry_clash(f.id) c WHERE f.id = $1 AND f.part = 'credit'`,
    [id],
  );
  if (!rows[0]) return;
  const { kind, line, reference, source, day } = rows[0];
  const other = `${reference}: ${source} ${day}`;
  if (kind === 'whole') throw new StatementProblem('totals', line, other);
  if (kind === 'counted') throw new StatementProblem('counted-elsewhere', line, other);
  throw new StatementProblem(`booked-${kind}`, line, reference);
}

interface Clash {
  line: number;
  reference: string;
  /** Counted by another bank credit, or with it more than the whole entry, or booked by another door. */
  kind: 'counted' | 'whole' | BankDoor;
  /** The other bank credit's. */
  source: string | null;
  day: string | null;
}

interface OtherDay {
  day: BusinessDate;
  /** The first that is of it. */
  line: number;
}

/** Another day whose payments these are by our books. */
async function dayOfBooks(client: PoolClient, id: number, byDate: boolean): Promise<OtherDay | undefined> {
  const text = 'SELECT day::text AS day, line FROM day_of_file($1, $2)';
  return (await client.query<OtherDay>(text, [id, byDate])).rows[0];
}

/** A day beside it whose counting file has more than half of these lines. */
async function dayOfMost(client: PoolClient, id: number): Promise<OtherDay | undefined> {
  const { rows } = await client.query<OtherDay>(
    `WITH counting AS (
       SELECT DISTINCT ON (f.day) f.id, f.day FROM statement_files own JOIN statement_files f USING (source, part)
        WHERE own.id = $1 AND f.status = 'accepted' AND f.day <> own.day AND f.day BETWEEN own.day - 3 AND own.day + 3
        ORDER BY f.day, f.judged_at DESC
     )
     SELECT c.day::text AS day, min(here.line) AS line FROM counting c JOIN statement_rows there ON there.file_id = c.id
       JOIN statement_rows here ON here.file_id = $1 AND (here.kind, here.trade_no) = (there.kind, there.trade_no)
      GROUP BY c.day HAVING count(DISTINCT here.line) * 2 > (SELECT count(*) FROM statement_rows WHERE file_id = $1)
      ORDER BY count(DISTINCT here.line) DESC LIMIT 1`,
    [id],
  );
  return rows[0];
}

async function* copyLines(
  fileId: number,
  lines: AsyncGenerator<StatementLine[], StatementTotals>,
  read: { totals?: StatementTotals },
): AsyncGenerator<string> {
  for (;;) {
    const { done, value } = await lines.next();
    if (done) {
      read.totals = value;
      return;
    }
    yield value.map(line => copyLine(cellsOf(fileId, line))).join('');
  }
}

function cellsOf(fileId: number, row: StatementLine): Cell[] {
  const { line, kind, state, tradeNo, orderNo, refundNo, accountNo, amountFen, feeMilli, at, place } = row;
  return [
    fileId,
    line,
    kind,
    state,
    tradeNo,
    orderNo,
    refundNo,
    accountNo,
    amountFen,
    feeMilli,
    `${at}+08`,
    place,
  ];
}

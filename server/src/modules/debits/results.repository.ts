/** What banks answer: stored whole first, booked row by row afterwards. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';

export interface Arrival {
  bankCode: string;
  name: string;
  kind: 'result' | 'day';
  sha256: string;
  /** The file, encrypted in pieces. */
  pieces(): AsyncIterable<Buffer>;
  origin: string;
  outcome: 'taken' | 'refused';
  line: number | null;
  reason: string | null;
  receivedAt: Date;
}

export interface AnswerToStore {
  seq: number;
  code: string;
  bankSerial: string;
  decidedAt: Date;
  remark: string;
}

/** A row whose result is stored and not yet booked. */
export interface ToldItem {
  id: number;
  bankCode: string;
  payableId: number;
  holderPeriodId: number;
  mandateId: number;
  mandateNo: string;
  personId: string | null;
  accountNo: string;
  month: string;
  /** What is debited is the bill's late fee. */
  lateFee: boolean;
  amountFen: number;
  debitNo: string;
  code: string;
  bankSerial: string | null;
  decidedAt: Date;
  clearingOn: BusinessDate;
  /** The bank had been said to have taken nothing of its file. */
  released: boolean;
  /** Failures of this bill under this mandate before this one; files refused whole not counted. */
  failures: number;
}

export interface ResultsRepository {
  /** Of a name: the arrival that was taken, and those refused. */
  arrivals(name: string): Promise<Pick<Arrival, 'sha256' | 'outcome'>[]>;
  refused(arrival: Arrival): Promise<void>;
  /** The file and all its rows, or nothing; false when this name has been taken, or the bank refused the request, meanwhile. */
  takeResult(
    arrival: Arrival,
    fileId: number,
    clearingOn: BusinessDate,
    rows: readonly AnswerToStore[],
  ): Promise<boolean>;
  /** Of these serials of a bank, those that it gave to rows of other files. */
  serialsElsewhere(bankCode: string, fileId: number, serials: readonly string[]): Promise<Set<string>>;
  /** A request that the bank refused whole; false as above. */
  takeRefusal(arrival: Arrival, fileId: number, fileCode: string): Promise<boolean>;
  /** Its day is due for reconciliation again. */
  takeDay(arrival: Arrival, source: string, day: BusinessDate): Promise<boolean>;
  /** The arrival that counts under this name. */
  dayFile(bankCode: string, name: string): Promise<number | undefined>;
  piece(arrivalId: number, place: number): Promise<Buffer | undefined>;
  list(page: number, limit: number): Promise<Omit<Arrival, 'pieces'>[]>;
  toldIds(limit: number): Promise<number[]>;
  /** Locks one told row in the caller's transaction; undefined when somebody else has booked it. */
  lockTold(tx: PoolClient, id: number): Promise<ToldItem | undefined>;
  bookTaken(tx: PoolClient, id: number, paymentNo: string): Promise<void>;
  /** Shows finance money that was not expected any more. */
  queueLate(tx: PoolClient, paymentNo: string, debitNo: string): Promise<void>;
  bookFailed(tx: PoolClient, id: number, retryOn: BusinessDate | null): Promise<void>;
  changeMandate(
    tx: PoolClient,
    mandateId: number,
    to: 'suspend' | 'end',
    reason: string,
    at: Date,
  ): Promise<void>;
  /** Sealed phone of whoever is to be told: who signed in the hall, else the holder. None when they have opted out. */
}

const arrivalColumns = `bank_code AS "bankCode", name, kind, sha256, origin, outcome, line, reason, received_at AS "receivedAt"`;

export function createResultsRepository(
  pool: Pool,
  inTransaction: <T>(work: (tx: PoolClient) => Promise<T>) => Promise<T>,
): ResultsRepository {
  const take = (arrival: Arrival, work: (tx: PoolClient) => Promise<boolean>) =>
    inTransaction(async tx => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `debit-arrival:${arrival.name}`,
      ]);
      const { rowCount } = await tx.query(
        `SELECT FROM debit_arrivals WHERE name = $1 AND outcome = 'taken'`,
        [arrival.name],
      );
      if (rowCount || !(await work(tx))) return false;
      await insertArrival(tx, arrival);
      return true;
    });
  return {
    arrivals: async name =>
      (
        await pool.query<Pick<Arrival, 'sha256' | 'outcome'>>(
          'SELECT sha256, outcome FROM debit_arrivals WHERE name = $1',
          [name],
        )
      ).rows,
    refused: arrival => inTransaction(tx => insertArrival(tx, arrival)),
    takeResult: (arrival, fileId, clearingOn, rows) =>
      take(arrival, tx =>
        done(tx, 'SELECT store_debit_result($1, $2, $3, $4, $5, $6, $7) AS done', [
          fileId,
          clearingOn,
          rows.map(row => row.seq),
          rows.map(row => row.code),
          rows.map(row => row.bankSerial),
          rows.map(row => row.decidedAt),
          rows.map(row => row.remark),
        ]),
      ),
    async serialsElsewhere(bankCode, fileId, serials) {
      const { rows } = await pool.query<{ serial: string }>(
        'SELECT bank_serial AS serial FROM debit_items WHERE bank_code = $1 AND file_id <> $2 AND bank_serial = ANY ($3)',
        [bankCode, fileId, serials],
      );
      return new Set(rows.map(({ serial }) => serial));
    },
    takeRefusal: (arrival, fileId, fileCode) =>
      take(arrival, tx => done(tx, 'SELECT release_debit_file($1, $2) AS done', [fileId, fileCode])),
    takeDay: (arrival, source, day) =>
      take(arrival, async tx => {
        await tx.query('SELECT reopen_day($1, $2, $3)', [source, day, arrival.receivedAt]);
        return true;
      }),
    async dayFile(bankCode, name) {
      const text = `SELECT id FROM debit_arrivals WHERE bank_code = $1 AND name = $2 AND kind = 'day' AND outcome = 'taken'`;
      return (await pool.query<{ id: number }>(text, [bankCode, name])).rows[0]?.id;
    },
    async piece(arrivalId, place) {
      const text =
        'SELECT content_enc AS "contentEnc" FROM debit_arrival_pieces WHERE arrival_id = $1 AND place = $2';
      return (await pool.query<{ contentEnc: Buffer }>(text, [arrivalId, place])).rows[0]?.contentEnc;
    },
    list: async (page, limit) =>
      (
        await pool.query<Omit<Arrival, 'pieces'>>(
          `SELECT ${arrivalColumns} FROM debit_arrivals ORDER BY id DESC OFFSET $1 LIMIT $2`,
          [(page - 1) * (limit - 1), limit],
        )
      ).rows,
    toldIds: async limit =>
      (
        await pool.query<{ id: number }>(
          `SELECT id FROM debit_items WHERE status = 'told' ORDER BY id LIMIT $1`,
          [limit],
        )
      ).rows.map(row => row.id),
    async lockTold(tx, id) {
      const { rows } = await tx.query<ToldItem>({ name: 'debit-told', text: toldSql, values: [id] });
      return rows[0];
    },
    async bookTaken(tx, id, paymentNo) {
      await tx.query(`UPDATE debit_items SET status = 'taken', payment_no = $2 WHERE id = $1`, [
        id,
        paymentNo,
      ]);
      await tx.query('SELECT unlock_debits(ARRAY[$1::bigint])', [id]);
    },
    async queueLate(tx, paymentNo, debitNo) {
      await tx.query('SELECT queue_late_debit($1, $2)', [paymentNo, JSON.stringify({ debitNo })]);
    },
    async bookFailed(tx, id, retryOn) {
      await tx.query(`UPDATE debit_items SET status = 'failed', retry_on = $2 WHERE id = $1`, [id, retryOn]);
      await tx.query('SELECT unlock_debits(ARRAY[$1::bigint])', [id]);
    },
    async changeMandate(tx, mandateId, to, reason, at) {
      await tx.query(
        to === 'suspend'
          ? `UPDATE debit_mandates SET status = 'suspended', reason = $2 WHERE id = $1 AND status = 'active'`
          : `UPDATE debit_mandates SET status = 'ended', reason = $2, ended_at = $3, ended_by = 'bank' WHERE id = $1 AND status <> 'ended'`,
        to === 'suspend' ? [mandateId, reason] : [mandateId, reason, at],
      );
    },
  };
}

const toldSql = `SELECT i.id, i.bank_code AS "bankCode", i.payable_id AS "payableId", i.holder_period_id AS "holderPeriodId", i.mandate_id AS "mandateId",
    m.mandate_no AS "mandateNo", m.person_id AS "personId", s.account_no AS "accountNo", i.month,
    EXISTS (SELECT FROM late_fees l WHERE l.payable_id = i.payable_id) AS "lateFee", i.amount_fen AS "amountFen", i.debit_no AS "debitNo",
    i.code, i.bank_serial AS "bankSerial", i.decided_at AS "decidedAt", f.clearing_on::text AS "clearingOn",
    f.released_at IS NOT NULL AS released,
    (SELECT count(*)::int FROM debit_items p WHERE p.payable_id = i.payable_id AND p.mandate_id = i.mandate_id AND p.status = 'failed' AND p.code < '2000') AS failures
  FROM debit_items i JOIN debit_files f ON f.id = i.file_id JOIN debit_mandates m ON m.id = i.mandate_id
  JOIN holder_periods h ON h.id = i.holder_period_id JOIN supply_accounts s ON s.id = h.account_id
 WHERE i.id = $1 AND i.status = 'told' FOR UPDATE OF i SKIP LOCKED`;

const done = async (tx: PoolClient, text: string, values: unknown[]) =>
  (await tx.query<{ done: boolean }>(text, values)).rows[0]!.done;

/** The same bytes may be refused first (an unknown key, a request not written down) and be taken later: then they count as taken. */
async function insertArrival(tx: PoolClient, arrival: Arrival): Promise<void> {
  const { bankCode, name, kind, sha256, origin, outcome, line, reason, receivedAt } = arrival;
  const text = `INSERT INTO debit_arrivals (bank_code, name, kind, sha256, origin, outcome, line, reason, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (name, sha256) DO UPDATE
       SET outcome = excluded.outcome, line = NULL, reason = NULL, origin = excluded.origin, received_at = excluded.received_at
     WHERE debit_arrivals.outcome = 'refused' AND excluded.outcome = 'taken'
     RETURNING id`;
  const values = [bankCode, name, kind, sha256, origin, outcome, line, reason, receivedAt];
  const entry = {
    actor: origin,
    action: 'debit-file.bring',
    subject: `debit-file:${name}`,
    detail: { kind, outcome },
  };
  const { rows } = await tx.query<{ id: number }>(
    origin === 'sftp' ? { text, values } : withAudit(text, values, entry),
  );
  if (!rows[0]) return;
  let place = 0;
  for await (const piece of arrival.pieces())
    await tx.query(
      'INSERT INTO debit_arrival_pieces (arrival_id, place, content_enc) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [rows[0].id, place++, piece],
    );
}

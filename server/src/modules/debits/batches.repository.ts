/** Batches, their files and rows. Choosing, locking and letting go are functions of the debits migration. */

import type { WaitingRow } from '../../http/waiting-view.ts';
import type { Database } from '../../infra/database.ts';
import { auditStatement, withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { FileStatus, ItemStatus } from './debit.ts';

export interface StartedBatch {
  batchId: number | null;
  batchNo: string | null;
  rows: number;
  totalFen: number;
  files: number;
}

export interface FileRow {
  id: number;
  name: string;
  bankCode: string;
  batchNo: string;
  fileNo: string;
  on: BusinessDate;
  deadline: Date;
  rows: number;
  totalFen: number;
  status: FileStatus;
  sha256: string | null;
  sentAt: Date | null;
  answeredAt: Date | null;
  fileCode: string | null;
  clearingOn: BusinessDate | null;
  takenRows: number | null;
  takenFen: number | null;
  /** Who said that the bank took nothing of it; another person confirms. */
  releaseAskedBy: string | null;
  releaseAskedAt: Date | null;
  releaseReason: string | null;
  releasedBy: string | null;
}

/** What a row of a file is made of; account and name still encrypted. */
export interface RowToWrite {
  seq: number;
  debitNo: string;
  mandateNo: string;
  accountEnc: Buffer;
  holderNameEnc: Buffer;
  amountFen: number;
  accountNo: string;
  month: string;
}

export interface ItemView {
  seq: number;
  debitNo: string;
  mandateNo: string;
  accountNo: string;
  month: string;
  amountFen: number;
  status: ItemStatus;
  code: string | null;
  bankSerial: string | null;
  remark: string | null;
  retryOn: string | null;
  paymentNo: string | null;
}

export interface BatchesRepository {
  /** @param entryOf of the log; there is none where nothing was to be debited */
  start(
    batch: {
      bankCode: string;
      on: BusinessDate;
      now: Date;
      deadline: Date;
      by: string;
      maxRows: number;
    },
    entryOf: (started: StartedBatch) => AuditRecord,
  ): Promise<StartedBatch>;
  /** What a batch made now would hold. */
  preview(bankCode: string, on: BusinessDate, now: Date): Promise<{ rows: number; totalFen: number }>;
  planned(limit: number): Promise<FileRow[]>;
  rowsOf(fileId: number): Promise<RowToWrite[]>;
  /** False when it was written already, or its deadline passed meanwhile. `queued`: to be sent by the outbox. */
  written(fileId: number, contentEnc: Buffer, sha256: string, outboxName: string | null): Promise<boolean>;
  findFile(name: string): Promise<FileRow | undefined>;
  contentOf(fileId: number): Promise<Buffer | undefined>;
  sent(fileId: number, at: Date): Promise<void>;
  files(filter: { bankCode?: string; status?: FileStatus }, page: number, size: number): Promise<FileRow[]>;
  /** Sent, and without a result past their term. */
  expired(): Promise<WaitingRow>;
  items(fileId: number): Promise<ItemView[]>;
  expire(now: Date): Promise<number>;
  /** The bank is said to have taken nothing of it. */
  askRelease(fileId: number, by: string, reason: string, audit: AuditRecord): Promise<void>;
  /** Another person confirms or rejects that. */
  decideRelease(fileId: number, approve: boolean, by: string, audit: AuditRecord): Promise<void>;
}

const fileColumns = `f.id, f.name, b.bank_code AS "bankCode", b.batch_no AS "batchNo", f.file_no AS "fileNo", b.made_on::text AS "on", b.deadline,
  f.rows, f.total_fen AS "totalFen", f.status, f.sha256, f.sent_at AS "sentAt", f.answered_at AS "answeredAt", f.file_code AS "fileCode",
  f.clearing_on::text AS "clearingOn", f.taken_rows AS "takenRows", f.taken_fen AS "takenFen",
  f.release_asked_by AS "releaseAskedBy", f.release_asked_at AS "releaseAskedAt", f.release_reason AS "releaseReason", f.released_by AS "releasedBy"`;
const fileTables = 'debit_files f JOIN debit_batches b ON b.id = f.batch_id';

export function createBatchesRepository({
  pool,
  inSqlTransaction,
}: Pick<Database, 'pool' | 'inSqlTransaction'>): BatchesRepository {
  const filesWhere = async (rest: string, values: unknown[]) =>
    (await pool.query<FileRow>(`SELECT ${fileColumns} FROM ${fileTables} ${rest}`, values)).rows;
  return {
    start({ bankCode, on, now, deadline, by, maxRows }, entryOf) {
      const text = `SELECT batch_id AS "batchId", batch_no AS "batchNo", rows, total_fen AS "totalFen", files FROM start_debit_batch($1, $2, $3, $4, $5, $6)`;
      return inSqlTransaction(async tx => {
        const started = (await tx.query<StartedBatch>(text, [bankCode, on, now, deadline, by, maxRows]))
          .rows[0]!;
        if (started.batchNo) await tx.query(auditStatement(entryOf(started)));
        return started;
      });
    },
    async preview(bankCode, on, now) {
      const { rows } = await pool.query<{ rows: number; totalFen: number }>(
        `SELECT count(*)::int AS rows, coalesce(sum(amount_fen), 0)::bigint AS "totalFen" FROM debit_candidates($1, $2, $3)`,
        [bankCode, on, now],
      );
      return rows[0]!;
    },
    planned: limit => filesWhere(`WHERE f.status = 'planned' ORDER BY f.id LIMIT $1`, [limit]),
    async rowsOf(fileId) {
      const text = `SELECT i.seq, i.debit_no AS "debitNo", m.mandate_no AS "mandateNo", m.account_enc AS "accountEnc", m.holder_name_enc AS "holderNameEnc",
          i.amount_fen AS "amountFen", s.account_no AS "accountNo", i.month
        FROM debit_items i JOIN debit_mandates m ON m.id = i.mandate_id
        JOIN holder_periods h ON h.id = i.holder_period_id JOIN supply_accounts s ON s.id = h.account_id
       WHERE i.file_id = $1 ORDER BY i.seq`;
      return (await pool.query<RowToWrite>({ name: 'debit-rows', text, values: [fileId] })).rows;
    },
    async written(fileId, contentEnc, sha256, outboxName) {
      // The file and the wish to send it are there together.
      const text = `WITH file AS (
          UPDATE debit_files SET status = 'written', content_enc = $2, sha256 = $3 WHERE id = $1 AND status = 'planned' RETURNING name
        ), wish AS (
          INSERT INTO outbox_messages (kind, dedupe_key, payload)
            SELECT 'debit-file', 'debit-file:' || name, jsonb_build_object('name', name) FROM file WHERE $4::text IS NOT NULL
            ON CONFLICT DO NOTHING
        ) SELECT count(*)::int AS count FROM file`;
      const { rows } = await pool.query<{ count: number }>(text, [fileId, contentEnc, sha256, outboxName]);
      return rows[0]!.count === 1;
    },
    findFile: async name => (await filesWhere('WHERE f.name = $1', [name]))[0],
    async contentOf(fileId) {
      const text = 'SELECT content_enc AS "contentEnc" FROM debit_files WHERE id = $1';
      return (
        (await pool.query<{ contentEnc: Buffer | null }>(text, [fileId])).rows[0]?.contentEnc ?? undefined
      );
    },
    async sent(fileId, at) {
      await pool.query(
        `UPDATE debit_files SET status = 'sent', sent_at = $2 WHERE id = $1 AND status = 'written'`,
        [fileId, at],
      );
    },
    files: ({ bankCode, status }, page, size) =>
      filesWhere(
        'WHERE ($1::text IS NULL OR b.bank_code = $1) AND ($2::text IS NULL OR f.status = $2) ORDER BY f.id DESC OFFSET $3 LIMIT $4',
        [bankCode ?? null, status ?? null, (page - 1) * size, size],
      ),
    async expired() {
      const text = `SELECT count(*)::int AS count, coalesce(sum(total_fen), 0)::bigint AS "amountFen", min(sent_at) AS "oldestAt" FROM debit_files WHERE status = 'expired'`;
      return (await pool.query<WaitingRow>(text)).rows[0]!;
    },
    async items(fileId) {
      const text = `SELECT i.seq, i.debit_no AS "debitNo", m.mandate_no AS "mandateNo", s.account_no AS "accountNo", i.month, i.amount_fen AS "amountFen",
          i.status, i.code, i.bank_serial AS "bankSerial", i.remark, i.retry_on::text AS "retryOn", i.payment_no AS "paymentNo"
        FROM debit_items i JOIN debit_mandates m ON m.id = i.mandate_id
        JOIN holder_periods h ON h.id = i.holder_period_id JOIN supply_accounts s ON s.id = h.account_id
       WHERE i.file_id = $1 ORDER BY i.seq`;
      return (await pool.query<ItemView>(text, [fileId])).rows;
    },
    async expire(now) {
      return (await pool.query<{ count: number }>('SELECT expire_debit_files($1) AS count', [now])).rows[0]!
        .count;
    },
    // Logged by the statement that does it: neither stands without the other.
    async askRelease(fileId, by, reason, audit) {
      await pool.query(withAudit('SELECT ask_debit_release($1, $2, $3)', [fileId, by, reason], audit));
    },
    async decideRelease(fileId, approve, by, audit) {
      await pool.query(withAudit('SELECT decide_debit_release($1, $2, $3)', [fileId, approve, by], audit));
    },
  };
}

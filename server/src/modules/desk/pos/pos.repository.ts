/** Card terminals, sales and batches as rows. Methods with `tx` take part in the caller's transaction. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../../infra/with-audit.ts';
import type { AuditRecord } from '../../../shared/audit.ts';
import type { BusinessDate } from '../../../shared/dates.ts';
import type { Fen } from '../../../shared/money.ts';
import type { Approval, BatchTotals } from '../../payments/index.ts';
import type { Order } from '../order.ts';

export type SaleStatus = 'asking' | 'approved' | 'refused' | 'reversing' | 'reversed' | 'voiding' | 'voided';

export interface TerminalRow {
  terminal: string;
  name: string;
  keyId: string;
  keyEnc: Buffer;
  batch: number;
  trace: number;
  active: boolean;
}

export interface SaleRow {
  id: number;
  terminal: string;
  batch: number;
  trace: number;
  shiftId: number;
  accountNo: string;
  amountFen: Fen;
  pays: Pick<Order, 'items' | 'prepayments'>;
  description: string;
  status: SaleStatus;
  code: string | null;
  reference: string | null;
  authorisation: string | null;
  cardMasked: string | null;
  approvedAt: Date | null;
  settlesOn: BusinessDate | null;
  paymentNo: string | null;
  voidTrace: number | null;
  voidedBy: string | null;
  voidReason: string | null;
  voidedAt: Date | null;
  createdBy: string;
  createdAt: Date;
  attempts: number;
  requestKey: string;
}

export interface BatchRow extends BatchTotals {
  terminal: string;
  batch: number;
  trace: number;
  status: 'asking' | 'equal' | 'different';
  theirs: BatchTotals | null;
  settledBy: string;
  askedAt: Date;
  settledAt: Date | null;
}

const terminalColumns = 'terminal, name, key_id AS "keyId", key_enc AS "keyEnc", batch, trace, active';
const saleColumns = `id, terminal, batch, trace, shift_id AS "shiftId", account_no AS "accountNo", amount_fen AS "amountFen", pays, description, status, code,
  reference, authorisation, card_masked AS "cardMasked", approved_at AS "approvedAt", settles_on::text AS "settlesOn", payment_no AS "paymentNo",
  void_trace AS "voidTrace", voided_by AS "voidedBy", void_reason AS "voidReason", voided_at AS "voidedAt", created_by AS "createdBy", created_at AS "createdAt", attempts,
  request_key AS "requestKey"`;
const batchColumns = `terminal, batch, trace, sales, sales_fen AS "salesFen", voids, voids_fen AS "voidsFen", status, theirs, settled_by AS "settledBy",
  asked_at AS "askedAt", settled_at AS "settledAt"`;

export function createPosRepository(pool: Pool) {
  return {
    async terminals() {
      return (await pool.query<TerminalRow>(`SELECT ${terminalColumns} FROM pos_terminals ORDER BY terminal`))
        .rows;
    },
    async terminal(terminal: string, tx?: PoolClient) {
      const text = `SELECT ${terminalColumns} FROM pos_terminals WHERE terminal = $1${tx ? ' FOR UPDATE' : ''}`;
      return (await (tx ?? pool).query<TerminalRow>(text, [terminal])).rows[0];
    },
    async saveTerminal(
      row: { terminal: string; name: string; keyId: string; keyEnc: Buffer; active: boolean; now: Date },
      entry: AuditRecord,
    ) {
      const text = `INSERT INTO pos_terminals (terminal, name, key_id, key_enc, active, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (terminal) DO UPDATE SET name = $2, key_id = $3, key_enc = $4, active = $5 RETURNING ${terminalColumns}`;
      const values = [row.terminal, row.name, row.keyId, row.keyEnc, row.active, row.now];
      return (await pool.query<TerminalRow>(withAudit(text, values, entry))).rows[0]!;
    },
    async saleOf({ terminal, batch, reference }: { terminal: string; batch: number; reference: string }) {
      const text = 'SELECT trace FROM pos_sales WHERE terminal = $1 AND batch = $2 AND reference = $3';
      return (await pool.query<{ trace: number }>(text, [terminal, batch, reference])).rows[0];
    },
    /** The terminal is locked. */
    async nextTrace(tx: PoolClient, terminal: string) {
      const text =
        'UPDATE pos_terminals SET trace = trace + 1 WHERE terminal = $1 RETURNING trace - 1 AS trace';
      return (await tx.query<{ trace: number }>(text, [terminal])).rows[0]!.trace;
    },
    /** Whether a sale or a settlement of this terminal is under way. */
    async isBusy(tx: PoolClient, terminal: string) {
      const text = `SELECT EXISTS (SELECT FROM pos_sales WHERE terminal = $1 AND status = 'asking')
        OR EXISTS (SELECT FROM pos_batches WHERE terminal = $1 AND status = 'asking') AS busy`;
      return (await tx.query<{ busy: boolean }>(text, [terminal])).rows[0]!.busy;
    },
    async addSale(
      tx: PoolClient,
      sale: Pick<
        SaleRow,
        | 'terminal'
        | 'batch'
        | 'trace'
        | 'shiftId'
        | 'accountNo'
        | 'amountFen'
        | 'pays'
        | 'description'
        | 'createdBy'
        | 'createdAt'
        | 'requestKey'
      > & { nextAt: Date },
    ) {
      const text = `INSERT INTO pos_sales (terminal, batch, trace, shift_id, account_no, amount_fen, pays, description, created_by, created_at, request_key, next_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (request_key) DO NOTHING RETURNING ${saleColumns}`;
      const values = [
        sale.terminal,
        sale.batch,
        sale.trace,
        sale.shiftId,
        sale.accountNo,
        sale.amountFen,
        JSON.stringify(sale.pays),
        sale.description,
        sale.createdBy,
        sale.createdAt,
        sale.requestKey,
        sale.nextAt,
      ];
      return (await tx.query<SaleRow>(text, values)).rows[0];
    },
    async sale(id: number) {
      return (await pool.query<SaleRow>(`SELECT ${saleColumns} FROM pos_sales WHERE id = $1`, [id])).rows[0];
    },
    async saleByRequest(requestKey: string) {
      const text = `SELECT ${saleColumns} FROM pos_sales WHERE request_key = $1`;
      return (await pool.query<SaleRow>(text, [requestKey])).rows[0];
    },
    async saleOfPayment(tx: PoolClient, paymentNo: string) {
      const text = `SELECT ${saleColumns} FROM pos_sales WHERE payment_no = $1 FOR UPDATE`;
      return (await tx.query<SaleRow>(text, [paymentNo])).rows[0];
    },
    async lockSale(tx: PoolClient, id: number) {
      const text = `SELECT ${saleColumns} FROM pos_sales WHERE id = $1 FOR UPDATE`;
      return (await tx.query<SaleRow>(text, [id])).rows[0]!;
    },
    /** The first answer decides: false when the sale is no longer being asked for. */
    async refuse(id: number, code: string) {
      const text = `UPDATE pos_sales SET status = 'refused', code = $2, next_at = NULL WHERE id = $1 AND status = 'asking'`;
      return (await pool.query(text, [id, code])).rowCount === 1;
    },
    /** Also after a while without any answer, by the job. */
    async beginReversal(id: number, code: string, nextAt: Date) {
      const text = `UPDATE pos_sales SET status = 'reversing', code = $2, next_at = $3 WHERE id = $1 AND status = 'asking'`;
      return (await pool.query(text, [id, code, nextAt])).rowCount === 1;
    },
    async reversed(id: number, code: string) {
      const text = `UPDATE pos_sales SET status = 'reversed', code = $2, next_at = NULL WHERE id = $1 AND status = 'reversing'`;
      await pool.query(text, [id, code]);
    },
    async approve(tx: PoolClient, id: number, paymentNo: string, approval: Approval) {
      const text = `UPDATE pos_sales SET status = 'approved', code = '00', payment_no = $2, reference = $3, authorisation = $4, card_masked = $5,
          approved_at = $6, settles_on = $7, next_at = NULL WHERE id = $1`;
      const { reference, authorisation, cardMasked, at, settlesOn } = approval;
      await tx.query(text, [id, paymentNo, reference, authorisation, cardMasked, at, settlesOn]);
    },
    async beginVoid(
      tx: PoolClient,
      id: number,
      mark: { trace: number; by: string; reason: string; now: Date; nextAt: Date },
    ) {
      const text = `UPDATE pos_sales SET status = 'voiding', void_trace = $2, voided_by = $3, void_reason = $4, next_at = $5, voided_at = $6, attempts = 0 WHERE id = $1`;
      await tx.query(text, [id, mark.trace, mark.by, mark.reason, mark.nextAt, mark.now]);
    },
    async endVoid(
      tx: PoolClient,
      id: number,
      end: { status: 'voided' | 'approved'; reference?: string; code: string },
    ) {
      const text = `UPDATE pos_sales SET status = $2, void_reference = $3, code = $4, next_at = NULL WHERE id = $1`;
      await tx.query(text, [id, end.status, end.reference ?? null, end.code]);
    },
    /** Takes what is due for a minute; another worker then leaves it alone. */
    async claimSales(now: Date, limit: number) {
      const text = `UPDATE pos_sales SET next_at = $1::timestamptz + interval '1 minute', attempts = attempts + 1
        WHERE id IN (SELECT id FROM pos_sales WHERE next_at <= $1 ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING ${saleColumns}`;
      return (await pool.query<SaleRow>(text, [now, limit])).rows;
    },
    async schedule(id: number, at: Date) {
      await pool.query('UPDATE pos_sales SET next_at = $2 WHERE id = $1 AND next_at IS NOT NULL', [id, at]);
    },
    async totals(tx: PoolClient, terminal: string, batch: number) {
      const text = `SELECT count(*) FILTER (WHERE status IN ('approved', 'voided'))::int AS sales,
          coalesce(sum(amount_fen) FILTER (WHERE status IN ('approved', 'voided')), 0)::bigint AS "salesFen",
          count(*) FILTER (WHERE status = 'voided')::int AS voids, coalesce(sum(amount_fen) FILTER (WHERE status = 'voided'), 0)::bigint AS "voidsFen",
          count(*) FILTER (WHERE status IN ('asking', 'reversing', 'voiding'))::int AS uncertain
        FROM pos_sales WHERE terminal = $1 AND batch = $2`;
      return (await tx.query<BatchTotals & { uncertain: number }>(text, [terminal, batch])).rows[0]!;
    },
    async addBatch(
      tx: PoolClient,
      batch: Omit<BatchRow, 'status' | 'theirs' | 'settledAt'> & { nextAt: Date },
    ) {
      const text = `INSERT INTO pos_batches (terminal, batch, trace, sales, sales_fen, voids, voids_fen, settled_by, asked_at, next_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING ${batchColumns}`;
      const { terminal, trace, sales, salesFen, voids, voidsFen, settledBy, askedAt, nextAt } = batch;
      const values = [
        terminal,
        batch.batch,
        trace,
        sales,
        salesFen,
        voids,
        voidsFen,
        settledBy,
        askedAt,
        nextAt,
      ];
      return (await tx.query<BatchRow>(text, values)).rows[0]!;
    },
    /** The acquirer has closed the batch: the terminal goes on with the next. */
    async endBatch(
      tx: PoolClient,
      { terminal, batch }: BatchRow,
      end: { status: 'equal' | 'different'; theirs: BatchTotals; at: Date },
    ) {
      const text = `WITH ended AS (UPDATE pos_batches SET status = $3, theirs = $4, settled_at = $5, next_at = NULL
          WHERE terminal = $1 AND batch = $2 AND status = 'asking' RETURNING batch)
        UPDATE pos_terminals SET batch = ended.batch % 999999 + 1, trace = 1 FROM ended WHERE terminal = $1`;
      await tx.query(text, [terminal, batch, end.status, JSON.stringify(end.theirs), end.at]);
    },
    async claimBatches(now: Date, limit: number) {
      const text = `UPDATE pos_batches SET next_at = $1::timestamptz + interval '1 minute'
        WHERE (terminal, batch) IN (SELECT terminal, batch FROM pos_batches WHERE next_at <= $1 ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING ${batchColumns}`;
      return (await pool.query<BatchRow>(text, [now, limit])).rows;
    },
    async batch(terminal: string, batch: number) {
      const text = `SELECT ${batchColumns} FROM pos_batches WHERE terminal = $1 AND batch = $2`;
      return (await pool.query<BatchRow>(text, [terminal, batch])).rows[0];
    },
    async batches(limit: number) {
      const text = `SELECT ${batchColumns} FROM pos_batches ORDER BY asked_at DESC LIMIT $1`;
      return (await pool.query<BatchRow>(text, [limit])).rows;
    },
    /** What the terminals are still unsure about, and the latest sales. */
    async sales(limit: number) {
      const text = `SELECT ${saleColumns} FROM pos_sales ORDER BY next_at IS NULL, id DESC LIMIT $1`;
      return (await pool.query<SaleRow>(text, [limit])).rows;
    },
  };
}

export type PosRepository = ReturnType<typeof createPosRepository>;

import type { PoolClient } from 'pg';
import type { Database } from '../../infra/database.ts';
import type { Fen } from '../../shared/money.ts';
import type { InvoiceStatus, IssuedInvoice, TitleKind } from './invoice.ts';

export interface TitleRow {
  titleId: number;
  kind: TitleKind;
  nameEnc: Buffer;
  taxNoEnc: Buffer | null;
}

export interface InvoiceRow {
  id: number;
  invoiceNo: string;
  kind: 'blue' | 'red';
  originalInvoiceNo: string | null;
  originalFiscalNo: string | null;
  paymentNo: string;
  titleKind: TitleKind;
  titleNameEnc: Buffer;
  taxNoEnc: Buffer | null;
  amountFen: Fen;
  status: InvoiceStatus;
  fiscalNo: string | null;
  pdfUrl: string | null;
  createdAt: Date;
  issuedAt: Date | null;
  attempts: number;
}

const selectInvoice = `SELECT i.id, i.invoice_no AS "invoiceNo", i.kind, b.invoice_no AS "originalInvoiceNo", b.fiscal_no AS "originalFiscalNo",
    p.payment_no AS "paymentNo", i.title_kind AS "titleKind", i.title_name_enc AS "titleNameEnc", i.tax_no_enc AS "taxNoEnc",
    i.amount_fen AS "amountFen", i.status, i.fiscal_no AS "fiscalNo", i.pdf_url AS "pdfUrl", i.created_at AS "createdAt",
    i.issued_at AS "issuedAt", i.attempts
  FROM invoices i JOIN collections c ON c.id = i.collection_id JOIN payments p ON p.id = c.payment_id
  LEFT JOIN invoices b ON b.id = i.original_id`;

// Our number: FP, Beijing's date, and the row's own number.
const numberOf = (id: string) =>
  `'FP' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(${id}::text, 10, '0')`;

export function createInvoicesRepository({
  pool,
  inSqlTransaction,
}: Pick<Database, 'pool' | 'inSqlTransaction'>) {
  return {
    async titles(personId: string): Promise<TitleRow[]> {
      const text = `SELECT id AS "titleId", kind, name_enc AS "nameEnc", tax_no_enc AS "taxNoEnc" FROM invoice_titles
        WHERE person_id = $1 ORDER BY id DESC`;
      return (await pool.query<TitleRow>(text, [personId])).rows;
    },

    async addTitle(personId: string, title: Omit<TitleRow, 'titleId'>): Promise<number> {
      const text = `INSERT INTO invoice_titles (person_id, kind, name_enc, tax_no_enc) VALUES ($1, $2, $3, $4) RETURNING id`;
      const values = [personId, title.kind, title.nameEnc, title.taxNoEnc];
      return (await pool.query<{ id: number }>(text, values)).rows[0]!.id;
    },

    async removeTitle(personId: string, titleId: number): Promise<boolean> {
      const text = 'DELETE FROM invoice_titles WHERE person_id = $1 AND id = $2';
      return (await pool.query(text, [personId, titleId])).rowCount === 1;
    },

    /** Of the person's payments, newest first; of one payment when it is named. */
    async list(personId: string, paymentNo: string | null): Promise<InvoiceRow[]> {
      const text = `${selectInvoice} WHERE i.person_id = $1 AND ($2::text IS NULL OR p.payment_no = $2) ORDER BY i.id DESC LIMIT 200`;
      return (await pool.query<InvoiceRow>(text, [personId, paymentNo])).rows;
    },

    /**
     * What may be invoiced of a payment: undefined when it is not the person's. Its money is held meanwhile: a refund that begins now,
     * and whoever else asks for the invoice, come after.
     */
    async invoiceable(
      tx: PoolClient,
      personId: string,
      paymentNo: string,
    ): Promise<{ collectionId: number | null; leftFen: Fen; refunding: boolean } | undefined> {
      await tx.query(
        `SELECT FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1 ORDER BY c.id FOR NO KEY UPDATE OF c`,
        [paymentNo],
      );
      const text = `SELECT c.id AS "collectionId", coalesce(c.amount_fen - c.refunded_fen, 0)::bigint AS "leftFen",
           EXISTS (SELECT FROM refunds f WHERE f.collection_id = c.id AND f.status IN ('awaiting-approval', 'pending')) AS refunding
         FROM payments p LEFT JOIN collections c ON c.payment_id = p.id
        WHERE p.payment_no = $2 AND p.person_id = $1 ORDER BY c.id LIMIT 1`;
      return (await tx.query(text, [personId, paymentNo])).rows[0];
    },

    /** @returns the invoice's number, or undefined when the money has one already */
    async request(
      tx: PoolClient,
      personId: string,
      collectionId: number,
      titleId: number,
      amountFen: Fen,
    ): Promise<string | undefined> {
      const text = `WITH next AS (SELECT nextval('invoices_id_seq') AS id)
        INSERT INTO invoices (id, invoice_no, kind, collection_id, person_id, title_kind, title_name_enc, tax_no_enc, amount_fen, next_at)
        SELECT next.id, ${numberOf('next.id')}, 'blue', $2, $1, t.kind, t.name_enc, t.tax_no_enc, $4, now()
          FROM next, invoice_titles t WHERE t.id = $3 AND t.person_id = $1
        ON CONFLICT DO NOTHING RETURNING invoice_no AS "invoiceNo"`;
      const values = [personId, collectionId, titleId, amountFen];
      return (await tx.query<{ invoiceNo: string }>(text, values)).rows[0]?.invoiceNo;
    },

    /**
     * A red invoice of what is due by sum: all that has left, less what had left when the blue one was made, less the red ones there are,
     * whatever became of them. By sum because a refund may come back and leave anew, or be told of late: its own day says nothing.
     */
    async requestReds(): Promise<void> {
      await inSqlTransaction(async tx => {
        // A second process would not see the red ones of the first and ask for them again.
        await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('red-invoices', 0))`);
        await tx.query(`WITH due AS (
          SELECT b.*, latest.id AS latest_refund_id, back.fen - (c.amount_fen - b.amount_fen)
                 - (SELECT coalesce(sum(r.amount_fen), 0) FROM invoices r WHERE r.original_id = b.id) AS due_fen
            FROM (SELECT collection_id, sum(amount_fen) AS fen FROM refunds WHERE status = 'succeeded' GROUP BY collection_id) AS back
            JOIN invoices b ON b.collection_id = back.collection_id AND b.kind = 'blue' AND b.status = 'issued'
            JOIN collections c ON c.id = b.collection_id
            JOIN LATERAL (SELECT f.id FROM refunds f WHERE f.collection_id = b.collection_id AND f.status = 'succeeded'
                             AND NOT EXISTS (SELECT FROM invoices r WHERE r.refund_id = f.id)
                           ORDER BY f.finished_at DESC, f.id DESC LIMIT 1) AS latest ON true
        ), numbered AS (SELECT nextval('invoices_id_seq') AS new_id, due.* FROM due WHERE due_fen > 0)
        INSERT INTO invoices (id, invoice_no, kind, original_id, refund_id, collection_id, person_id, title_kind, title_name_enc,
                              tax_no_enc, amount_fen, next_at)
        SELECT new_id, ${numberOf('new_id')}, 'red', id, latest_refund_id, collection_id, person_id, title_kind, title_name_enc, tax_no_enc,
               due_fen, now() FROM numbered`);
      });
    },

    /** Takes what is due for this process: nobody else gets it for two minutes. */
    async takeDue(limit: number): Promise<InvoiceRow[]> {
      const { rows } = await pool.query<{ id: number }>(
        `UPDATE invoices SET next_at = now() + interval '2 minutes' WHERE id IN (
           SELECT id FROM invoices WHERE status = 'requested' AND next_at <= now() ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING id`,
        [limit],
      );
      const ids = rows.map(({ id }) => id);
      return (await pool.query<InvoiceRow>(`${selectInvoice} WHERE i.id = ANY ($1) ORDER BY i.id`, [ids]))
        .rows;
    },

    async issued(id: number, { fiscalNo, issuedAt, pdfUrl }: IssuedInvoice): Promise<void> {
      await pool.query(
        `UPDATE invoices SET status = 'issued', next_at = NULL, fiscal_no = $2, issued_at = $3, pdf_url = $4
          WHERE id = $1 AND status = 'requested'`,
        [id, fiscalNo, issuedAt, pdfUrl],
      );
    },

    async refused(id: number, failure: string): Promise<void> {
      await pool.query(
        `UPDATE invoices SET status = 'failed', next_at = NULL, failure = $2 WHERE id = $1 AND status = 'requested'`,
        [id, failure],
      );
    },

    async askAgain(id: number, seconds: number): Promise<void> {
      await pool.query(
        `UPDATE invoices SET attempts = attempts + 1, next_at = now() + make_interval(secs => $2) WHERE id = $1 AND status = 'requested'`,
        [id, seconds],
      );
    },
  };
}

export type InvoicesRepository = ReturnType<typeof createInvoicesRepository>;

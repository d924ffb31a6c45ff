/** Looks into the books behind the pages, as the owner of the database. */
import type pg from 'pg';

export interface PaymentOnBooks {
  collections: number;
  /** Of all postings of this payment, by ledger account; debits positive, in fen. Accounts that come to nothing are left out. */
  postings: Record<string, number>;
  refundedFen: number;
}

const collectionsSql = `
  SELECT count(*)::int AS collections, coalesce(sum(c.refunded_fen), 0)::int AS "refundedFen"
    FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`;

const postingsSql = `
  SELECT l.account_code AS code, sum(l.amount_fen)::int AS amount
    FROM ledger_postings l JOIN ledger_transactions t ON t.id = l.transaction_id
   WHERE (t.kind = 'collection' AND t.reference IN (
            SELECT c.source || ':' || c.trade_no FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1))
      OR ((t.kind LIKE 'refund-%' OR t.kind = 'payout-returned') AND t.reference IN (
            SELECT r.refund_no FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.payment_no = $1))
   GROUP BY l.account_code HAVING sum(l.amount_fen) <> 0`;

export async function onBooks(owner: pg.Pool, paymentNo: string): Promise<PaymentOnBooks> {
  const [collections, postings] = await Promise.all([
    owner.query(collectionsSql, [paymentNo]),
    owner.query<{ code: string; amount: number }>(postingsSql, [paymentNo]),
  ]);
  return {
    ...collections.rows[0],
    postings: Object.fromEntries(postings.rows.map(({ code, amount }) => [code, amount])),
  };
}

/** Every transaction on the books sums to zero. */
export async function unbalanced(owner: pg.Pool): Promise<number> {
  const sql = 'SELECT FROM ledger_postings GROUP BY transaction_id HAVING sum(amount_fen) <> 0';
  return (await owner.query(sql)).rowCount ?? 0;
}

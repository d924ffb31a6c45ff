/** Reads the books. Nothing here writes: posting is `post_transaction` and what calls it, in the database. */
import type { Pool } from 'pg';

export interface TrialBalanceRow {
  code: string;
  nameZh: string;
  nameEn: string;
  kind: 'asset' | 'liability' | 'income' | 'expense';
  debitFen: number;
  creditFen: number;
  /** Debits minus credits. */
  balanceFen: number;
}

/** Something kept beside the books that does not agree with them. */
export interface Difference {
  check: string;
  subject: string;
  booksFen: number;
  keptFen: number;
}

/** One posting with the event it belongs to. */
export interface PostingRow {
  id: number;
  transactionId: number;
  kind: string;
  reference: string;
  /** YYYY-MM-DD */
  businessDate: string;
  postedAt: Date;
  accountCode: string;
  accountNo: string | null;
  amountFen: number;
}

export interface PostingFilter {
  account?: string;
  kind?: string;
  reference?: string;
  /** Business dates, both included. */
  from?: string;
  to?: string;
  accountNo?: string;
}

export interface LedgerRepository {
  /** Up to the end of a business date, when one is given. */
  trialBalance(to?: string): Promise<TrialBalanceRow[]>;
  /** Newest first; `before` is the id of the last one seen. */
  postings(filter: PostingFilter, before: number | undefined, limit: number): Promise<PostingRow[]>;
  /** Every posting of one business event, in the order in which they were written. */
  transaction(id: number): Promise<PostingRow[]>;
  /** Recomputes from the postings whatever is kept beside them, in one snapshot. At most `limit` differences a check. */
  differences(limit?: number): Promise<Difference[]>;
}

const trialBalanceSql = `SELECT a.code, a.name_zh AS "nameZh", a.name_en AS "nameEn", a.kind,
    coalesce(sum(p.amount_fen) FILTER (WHERE p.amount_fen > 0), 0)::bigint AS "debitFen",
    coalesce(-sum(p.amount_fen) FILTER (WHERE p.amount_fen < 0), 0)::bigint AS "creditFen",
    coalesce(sum(p.amount_fen), 0)::bigint AS "balanceFen"
  FROM ledger_accounts a LEFT JOIN (
    SELECT p.account_code, p.amount_fen FROM ledger_postings p
     WHERE $1::date IS NULL OR EXISTS (SELECT FROM ledger_transactions t WHERE t.id = p.transaction_id AND t.business_date <= $1)) p ON p.account_code = a.code
 GROUP BY a.code ORDER BY array_position('{asset,liability,income,expense}', a.kind), a.code`;

const postingColumns = `p.id, t.id AS "transactionId", t.kind, t.reference, t.business_date::text AS "businessDate", t.posted_at AS "postedAt",
    p.account_code AS "accountCode", s.account_no AS "accountNo", p.amount_fen AS "amountFen"
  FROM ledger_postings p JOIN ledger_transactions t ON t.id = p.transaction_id
  LEFT JOIN holder_periods h ON h.id = p.holder_period_id LEFT JOIN supply_accounts s ON s.id = h.account_id`;

// A customer's postings go by the index on holders, all others backwards by number until the page is full.
const postingsSql = `SELECT ${postingColumns}
  WHERE ($1::text IS NULL OR p.account_code = $1) AND ($2::text IS NULL OR t.kind = $2) AND ($3::text IS NULL OR t.reference = $3)
    AND ($4::date IS NULL OR t.business_date >= $4) AND ($5::date IS NULL OR t.business_date <= $5)
    AND ($6::text IS NULL OR p.holder_period_id IN (SELECT x.id FROM holder_periods x JOIN supply_accounts a ON a.id = x.account_id WHERE a.account_no = $6))
    AND ($7::bigint IS NULL OR p.id < $7)
  ORDER BY p.id DESC LIMIT $8`;

/** Accounts that `source_account` names, besides those of gateways. */
const sourceAccounts = `'partner-clearing', 'agent-prefund', 'acquirer-clearing', 'debit-bank-clearing', 'till', 'cash-box', 'recharge-cards'`;
/** Other business on the accounts of sources: settled sums, top-ups, cards sold, cash banked. Each kind's own check stands below. */
const movesOfSources = `'source-settled', 'agent-topped-up', 'agent-commission', 'cards-sold', 'cards-voided', 'till-closed', 'paper-cleared', 'cash-box-emptied', 'difference-adjusted'`;

/** Each yields (subject, books, kept) where the two differ. Sums of postings are negative where the utility owes. */
export const checks: Readonly<Record<string, string>> = {
  'every transaction sums to zero': `
    SELECT 'transaction ' || transaction_id AS subject, sum(amount_fen) AS books, 0 AS kept
      FROM ledger_postings GROUP BY transaction_id HAVING sum(amount_fen) <> 0`,
  'no transaction is empty': `
    SELECT 'transaction ' || t.id AS subject, 0 AS books, 0 AS kept
      FROM ledger_transactions t WHERE NOT EXISTS (SELECT FROM ledger_postings p WHERE p.transaction_id = t.id)`,
  'customer balances': `
    SELECT 'holder ' || holder_period_id AS subject, coalesce(books, 0) AS books, coalesce(kept, 0) AS kept
      FROM (SELECT holder_period_id, -sum(amount_fen) AS books FROM ledger_postings WHERE account_code = 'customer-balance' GROUP BY 1) l
      FULL JOIN (SELECT holder_period_id, balance_fen AS kept FROM customer_balances) b USING (holder_period_id)
     WHERE coalesce(books, 0) <> coalesce(kept, 0)`,
  'customer prepayments': `
    SELECT 'holder ' || holder_period_id AS subject, coalesce(books, 0) AS books, coalesce(kept, 0) AS kept
      FROM (SELECT holder_period_id, -sum(amount_fen) AS books FROM ledger_postings WHERE account_code = 'customer-prepaid' GROUP BY 1) l
      FULL JOIN (SELECT holder_period_id, prepaid_fen AS kept FROM customer_balances) b USING (holder_period_id)
     WHERE coalesce(books, 0) <> coalesce(kept, 0)`,
  'receivable of each holder is what its open payables owe': `
    SELECT 'holder ' || holder_period_id AS subject, coalesce(books, 0) AS books, coalesce(kept, 0) AS kept
      FROM (SELECT holder_period_id, sum(amount_fen) AS books FROM ledger_postings WHERE account_code = 'receivable' GROUP BY 1) l
      FULL JOIN (SELECT holder_period_id, sum(amount_fen - paid_fen) AS kept FROM payables
                  WHERE status = 'open' AND credit_account = 'receivable' GROUP BY 1) y USING (holder_period_id)
     WHERE coalesce(books, 0) <> coalesce(kept, 0)`,
  'what payables say is paid': `
    SELECT 'payable ' || y.id AS subject, coalesce(a.books, 0) + coalesce(b.books, 0) AS books, y.paid_fen AS kept
      FROM payables y
      LEFT JOIN (SELECT payable_id, sum(amount_fen - taken_back_fen) AS books FROM allocations WHERE payable_id IS NOT NULL GROUP BY 1) a ON a.payable_id = y.id
      LEFT JOIN (SELECT split_part(t.reference, ':', 2)::bigint AS payable_id, -sum(p.amount_fen) AS books
                   FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id
                  WHERE t.kind IN ('balance-applied', 'balance-unapplied') AND p.account_code NOT IN ('customer-balance', 'customer-prepaid') GROUP BY 1) b ON b.payable_id = y.id
     WHERE y.status = 'open' AND coalesce(a.books, 0) + coalesce(b.books, 0) <> y.paid_fen`,
  'nothing lies on reversed bills': `
    SELECT 'payable ' || y.id AS subject, coalesce(sum(a.amount_fen - a.taken_back_fen), 0) AS books, y.paid_fen AS kept
      FROM payables y LEFT JOIN allocations a ON a.payable_id = y.id
     WHERE y.status = 'void' GROUP BY y.id HAVING y.paid_fen <> 0 OR coalesce(sum(a.amount_fen - a.taken_back_fen), 0) <> 0`,
  'every bill is owed as it was issued': `
    SELECT 'bill ' || b.bill_no AS subject, b.total_fen AS books, y.amount_fen AS kept
      FROM bills b JOIN payables y ON y.id = b.payable_id
     WHERE b.total_fen <> y.amount_fen OR b.holder_period_id <> y.holder_period_id OR b.live <> (y.status = 'open')`,
  'every bill is posted once, and every reversal': `
    SELECT 'bill ' || bill_no AS subject, coalesce(p.books, 0) AS books, b.kept FROM (
        SELECT bill_no, 'bill-issued' AS kind, total_fen AS kept FROM bills WHERE kind = 'bill' AND payable_id IS NOT NULL
        UNION ALL SELECT bill_no, 'bill-reversed', total_fen FROM bills WHERE kind = 'reversal') b
      LEFT JOIN (SELECT t.kind, t.reference, -sum(p.amount_fen) AS books FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id
                  WHERE t.kind IN ('bill-issued', 'bill-reversed') AND p.account_code = 'energy-income' GROUP BY 1, 2) p
        ON p.kind = b.kind AND p.reference = b.bill_no
     WHERE coalesce(p.books, 0) <> b.kept`,
  'income is what was billed': `
    SELECT 'energy-income' AS subject, books, kept FROM
      (SELECT coalesce(-sum(amount_fen), 0) AS books FROM ledger_postings WHERE account_code = 'energy-income') l,
      (SELECT coalesce(sum(total_fen), 0) AS kept FROM bills WHERE kind = 'reversal' OR payable_id IS NOT NULL) b
     WHERE books <> kept`,
  'no day of an account is billed twice': `
    SELECT 'bills ' || earlier_no || ', ' || bill_no AS subject, total_fen AS books, 0 AS kept
      FROM (SELECT bill_no, total_fen, from_date, lag(bill_no) OVER days AS earlier_no, lag(to_date) OVER days AS billed_to
              FROM bills WHERE kind = 'bill' AND live WINDOW days AS (PARTITION BY account_id ORDER BY from_date, to_date)) b
     WHERE from_date <= billed_to`,
  'late fees are owed as they were charged': `
    SELECT 'bill ' || coalesce(bill_no, books_no) AS subject, coalesce(p.books, 0) AS books, coalesce(f.kept, 0) AS kept
      FROM (SELECT split_part(t.reference, ':', 1) AS books_no, -sum(p.amount_fen) AS books FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id
             WHERE t.kind = 'late-fee' AND p.account_code = 'late-fee-income' GROUP BY 1) p
      FULL JOIN (SELECT b.bill_no, y.amount_fen AS kept FROM late_fees f JOIN bills b ON b.id = f.bill_id JOIN payables y ON y.id = f.payable_id
                  WHERE f.amount_fen = y.amount_fen) f ON f.bill_no = p.books_no
     WHERE coalesce(p.books, 0) <> coalesce(f.kept, 0)`,
  'fees for services are owed as they were set': `
    SELECT 'fee ' || coalesce(f.reference, p.reference) AS subject, coalesce(p.books, 0) AS books, coalesce(f.kept, 0) AS kept
      FROM (SELECT split_part(t.reference, ':', 1) || ':' || split_part(t.reference, ':', 2) AS reference, -sum(p.amount_fen) AS books
              FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id
             WHERE t.kind IN ('service-fee', 'service-fee-void') AND p.account_code = 'service-fee-income' GROUP BY 1) p
      FULL JOIN (SELECT c.case_no || ':' || f.code AS reference, CASE y.status WHEN 'open' THEN y.amount_fen ELSE 0 END AS kept
                   FROM case_fees f JOIN applications c ON c.id = f.case_id JOIN payables y ON y.id = f.payable_id) f USING (reference)
     WHERE coalesce(p.books, 0) <> coalesce(f.kept, 0)`,
  'collections are allocated to the fen': `
    SELECT 'collection ' || c.id AS subject, coalesce(a.books, 0) AS books, c.amount_fen - coalesce(f.taken, 0) AS kept
      FROM collections c
      LEFT JOIN (SELECT collection_id, sum(amount_fen - taken_back_fen) AS books FROM allocations GROUP BY 1) a ON a.collection_id = c.id
      LEFT JOIN (SELECT collection_id, sum(amount_fen) AS taken FROM refunds WHERE status IN ('pending', 'succeeded') GROUP BY 1) f ON f.collection_id = c.id
     WHERE coalesce(a.books, 0) <> c.amount_fen - coalesce(f.taken, 0)`,
  'refunded sums of collections': `
    SELECT 'collection ' || c.id AS subject, coalesce(sum(f.amount_fen), 0) AS books, c.refunded_fen AS kept
      FROM collections c LEFT JOIN refunds f ON f.collection_id = c.id AND f.status IN ('awaiting-approval', 'pending', 'succeeded')
     GROUP BY c.id HAVING coalesce(sum(f.amount_fen), 0) <> c.refunded_fen`,
  'every collection is posted once': `
    SELECT 'collection ' || c.source || ':' || c.trade_no AS subject, coalesce(sum(p.amount_fen), 0) AS books, c.amount_fen AS kept
      FROM collections c LEFT JOIN ledger_transactions t ON t.kind = 'collection' AND t.reference = c.source || ':' || c.trade_no
      LEFT JOIN ledger_postings p ON p.transaction_id = t.id AND p.account_code = source_account(c.source)
     GROUP BY c.id HAVING coalesce(sum(p.amount_fen), 0) <> c.amount_fen`,
  'payments are settled exactly when money came': `
    SELECT 'payment ' || p.payment_no AS subject, coalesce(sum(c.amount_fen), 0) AS books, CASE p.status WHEN 'settled' THEN p.amount_fen ELSE 0 END AS kept
      FROM payments p LEFT JOIN collections c ON c.payment_id = p.id
     GROUP BY p.id HAVING (p.status = 'settled') <> (count(c.id) > 0)`,
  'money for a payment has its receipt': `
    SELECT 'collection ' || c.source || ':' || c.trade_no AS subject, c.amount_fen AS books, 0 AS kept
      FROM collections c WHERE c.payment_id IS NOT NULL AND NOT EXISTS (SELECT FROM receipts r WHERE r.collection_id = c.id)`,
  'accounts of sources are collections less refunds': `
    SELECT account_code AS subject, coalesce(books, 0) AS books, coalesce(kept, 0) AS kept
      FROM (SELECT p.account_code, sum(p.amount_fen) AS books FROM ledger_postings p JOIN ledger_transactions t ON t.id = p.transaction_id
             WHERE (p.account_code LIKE 'gateway:%' OR p.account_code IN (${sourceAccounts})) AND t.kind NOT IN (${movesOfSources}) GROUP BY 1) l
      FULL JOIN (SELECT source_account(source) AS account_code, sum(amount) AS kept FROM (
          SELECT source, amount_fen AS amount FROM collections
          UNION ALL SELECT c.source, -f.amount_fen FROM refunds f JOIN collections c ON c.id = f.collection_id WHERE f.status = 'succeeded' AND f.way <> 'payout') m
        GROUP BY 1) k USING (account_code)
     WHERE coalesce(books, 0) <> coalesce(kept, 0)`,
  'tills hold the cash of open shifts and papers not cleared yet': `
    SELECT 'till' AS subject, books, kept FROM
      (SELECT coalesce(sum(amount_fen), 0) AS books FROM ledger_postings WHERE account_code = 'till') l,
      (SELECT coalesce(sum(t.amount_fen), 0) AS kept FROM counter_takings t JOIN counter_shifts s ON s.id = t.shift_id
        WHERE t.tender = 'cash' AND t.status = 'taken' AND s.status = 'open' OR t.tender IN ('cheque', 'transfer') AND t.status = 'uncleared') d
     WHERE books <> kept`,
  'cash boxes hold the notes reported since they were put in': `
    SELECT 'cash-box' AS subject, books, kept FROM
      (SELECT coalesce(sum(amount_fen), 0) AS books FROM ledger_postings WHERE account_code = 'cash-box') l,
      (SELECT coalesce(sum(k.fen), 0) AS kept FROM kiosk_sessions k JOIN cash_boxes b USING (box_no) WHERE k.status = 'booked' AND b.status <> 'counted') d
     WHERE books <> kept`,
  'settled totals are posted as they were told, each once': `
    SELECT 'settlement ' || coalesce(s.reference, t.reference) AS subject, coalesce(t.books, 0) AS books, coalesce(s.kept, 0) AS kept
      FROM (SELECT t.id, t.reference, -coalesce(sum(p.amount_fen), 0) AS books FROM ledger_transactions t
              LEFT JOIN ledger_postings p ON p.transaction_id = t.id AND p.account_code NOT IN ('bank', 'gateway-fees')
             WHERE t.kind = 'source-settled' GROUP BY t.id) t
      FULL JOIN (SELECT transaction_id AS id, source || ':' || day || CASE WHEN no > 1 THEN ':' || no ELSE '' END AS reference, paid_fen - refunded_fen AS kept FROM source_settlements) s USING (id)
     WHERE coalesce(t.books, 0) <> coalesce(s.kept, 0) OR s.reference IS DISTINCT FROM t.reference`,
  'reconciliation differences set aside': `
    SELECT 'reconciliation-differences' AS subject, books, kept FROM
      (SELECT coalesce(-sum(amount_fen), 0) AS books FROM ledger_postings WHERE account_code = 'reconciliation-differences') l,
      (SELECT coalesce(sum((detail ->> 'adjustedFen')::bigint), 0) AS kept FROM reconciliation_differences WHERE resolution = 'adjust' AND status = 'resolved') d
     WHERE books <> kept`,
  'what agents have left': `
    SELECT 'agent ' || p.code AS subject, coalesce(t.books, 0) - coalesce(c.collected, 0) AS books, f.balance_fen AS kept
      FROM partner_prefunds f JOIN partners p ON p.id = f.partner_id
      LEFT JOIN (SELECT split_part(t.reference, ':', 2) AS code, -sum(l.amount_fen) AS books FROM ledger_transactions t JOIN ledger_postings l ON l.transaction_id = t.id
                  WHERE t.kind IN ('agent-topped-up', 'agent-commission', 'source-settled') AND l.account_code = 'agent-prefund' GROUP BY 1) t ON t.code = p.code
      LEFT JOIN (SELECT c.source, sum(c.amount_fen - coalesce(r.given_back, 0)) AS collected FROM collections c
                   LEFT JOIN (SELECT collection_id, sum(amount_fen) AS given_back FROM refunds WHERE status = 'succeeded' AND way <> 'payout' GROUP BY 1) r ON r.collection_id = c.id
                  WHERE c.source LIKE 'agent:%' GROUP BY 1) c ON c.source = 'agent:' || p.code
     WHERE coalesce(t.books, 0) - coalesce(c.collected, 0) <> f.balance_fen`,
  'commissions of agents': `
    SELECT 'agent ' || coalesce(t.code, d.code) AS subject, coalesce(t.books, 0) AS books, coalesce(d.kept, 0) AS kept
      FROM (SELECT split_part(t.reference, ':', 2) AS code, sum(l.amount_fen) AS books FROM ledger_transactions t JOIN ledger_postings l ON l.transaction_id = t.id
             WHERE t.kind = 'agent-commission' AND l.account_code = 'agent-commission' GROUP BY 1) t
      FULL JOIN (SELECT p.code, sum(d.commission_fen) AS kept FROM partner_days d JOIN partners p ON p.id = d.partner_id GROUP BY 1) d USING (code)
     WHERE coalesce(t.books, 0) <> coalesce(d.kept, 0)`,
  'recharge cards sold and not redeemed': `
    SELECT 'recharge-cards' AS subject, books, kept FROM
      (SELECT coalesce(-sum(amount_fen), 0) AS books FROM ledger_postings WHERE account_code = 'recharge-cards') l,
      (SELECT (SELECT coalesce(sum(face_fen), 0) FROM cards WHERE status = 'active')
            + (SELECT coalesce(sum(f.amount_fen), 0) FROM refunds f JOIN collections c ON c.id = f.collection_id
                WHERE c.source = 'card' AND f.status = 'succeeded' AND f.way <> 'payout') AS kept) c
     WHERE books <> kept`,
  'cards sold and not paid for': `
    SELECT 'card-sales' AS subject, books, kept FROM
      (SELECT coalesce(sum(amount_fen), 0) AS books FROM ledger_postings WHERE account_code = 'card-sales') l,
      (SELECT coalesce(sum(amount_fen - voided_fen - paid_fen + repaid_fen), 0) AS kept FROM card_sales) s
     WHERE books <> kept`,
  'refunds in flight': `
    SELECT 'refunds-in-flight' AS subject, books, kept FROM
      (SELECT coalesce(-sum(amount_fen), 0) AS books FROM ledger_postings WHERE account_code = 'refunds-in-flight') l,
      (SELECT coalesce(sum(amount_fen), 0) AS kept FROM refunds WHERE status = 'pending' AND way <> 'payout') f
     WHERE books <> kept`,
  'refunds owed by transfer': `
    SELECT 'payouts' AS subject, books, kept FROM
      (SELECT coalesce(-sum(amount_fen), 0) AS books FROM ledger_postings WHERE account_code = 'payouts') l,
      (SELECT coalesce(sum(amount_fen), 0) AS kept FROM refunds WHERE status = 'pending' AND way = 'payout') f
     WHERE books <> kept`,
  'refunds paid by transfer have left the bank account': `
    SELECT 'refund ' || reference AS subject, coalesce(books, 0) AS books, coalesce(kept, 0) AS kept
      FROM (SELECT t.reference, -sum(p.amount_fen) AS books FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id
             WHERE t.kind IN ('refund-succeeded', 'payout-corrected', 'payout-returned') AND p.account_code = 'bank' GROUP BY 1) l
      FULL JOIN (SELECT refund_no AS reference, amount_fen AS kept FROM refunds WHERE status = 'succeeded' AND way = 'payout') f USING (reference)
     WHERE coalesce(books, 0) <> coalesce(kept, 0)`,
  'unidentified money': `
    SELECT 'unidentified' AS subject, books, kept FROM
      (SELECT coalesce(-sum(amount_fen), 0) AS books FROM ledger_postings WHERE account_code = 'unidentified') l,
      (SELECT coalesce(sum(amount_fen - taken_back_fen), 0) AS kept FROM allocations WHERE account_code = 'unidentified') a
     WHERE books <> kept`,
};

export function createLedgerRepository(pool: Pool): LedgerRepository {
  return {
    trialBalance: async to => (await pool.query<TrialBalanceRow>(trialBalanceSql, [to ?? null])).rows,
    async postings({ account, kind, reference, from, to, accountNo }, before, limit) {
      const given = [account, kind, reference, from, to, accountNo, before].map(value => value ?? null);
      return (await pool.query<PostingRow>(postingsSql, [...given, limit])).rows;
    },
    transaction: async id =>
      (await pool.query<PostingRow>(`SELECT ${postingColumns} WHERE t.id = $1 ORDER BY p.id`, [id])).rows,
    async differences(limit = 20) {
      const client = await pool.connect();
      try {
        // One snapshot for all checks: payments may go on meanwhile.
        await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const found: Difference[] = [];
        for (const [check, sql] of Object.entries(checks)) {
          const text = `SELECT subject, books::bigint AS "booksFen", kept::bigint AS "keptFen" FROM (${sql}) d ORDER BY subject LIMIT $1`;
          const { rows } = await client.query<Omit<Difference, 'check'>>(text, [limit]);
          found.push(...rows.map(row => ({ check, ...row })));
        }
        await client.query('COMMIT');
        return found;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
  };
}

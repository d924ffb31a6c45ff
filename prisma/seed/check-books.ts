/** What the ledger's triggers would have checked row by row, checked once over everything that was loaded. */
import type pg from 'pg';

const checks: { says: string; sql: string }[] = [
  {
    says: 'ledger transactions that do not balance',
    sql: 'SELECT transaction_id FROM ledger_postings GROUP BY 1 HAVING sum(amount_fen) <> 0',
  },
  {
    says: 'ledger transactions without postings',
    sql: 'SELECT id FROM ledger_transactions t WHERE NOT EXISTS (SELECT FROM ledger_postings p WHERE p.transaction_id = t.id)',
  },
  {
    says: 'holders whose receivable is not what their bills leave open',
    sql: `SELECT FROM (SELECT holder_period_id, sum(amount_fen) AS owed FROM ledger_postings WHERE account_code = 'receivable' GROUP BY 1) l
            FULL JOIN (SELECT holder_period_id, sum(amount_fen - paid_fen) AS owed FROM payables WHERE kind = 'bill' AND status = 'open' GROUP BY 1) p
            USING (holder_period_id) WHERE coalesce(l.owed, 0) <> coalesce(p.owed, 0)`,
  },
  {
    says: 'holders whose balance or prepayment is not what their postings say',
    sql: `SELECT FROM customer_balances b LEFT JOIN (
            SELECT holder_period_id, -sum(amount_fen) FILTER (WHERE account_code = 'customer-balance') AS balance,
                   -sum(amount_fen) FILTER (WHERE account_code = 'customer-prepaid') AS prepaid
              FROM ledger_postings WHERE holder_period_id IS NOT NULL GROUP BY 1) l USING (holder_period_id)
           WHERE b.balance_fen <> coalesce(l.balance, 0) OR b.prepaid_fen <> coalesce(l.prepaid, 0)`,
  },
];

export async function checkBooks(client: pg.ClientBase): Promise<void> {
  for (const { says, sql } of checks) {
    const { rowCount } = await client.query(`${sql} LIMIT 1`);
    if (rowCount) throw new Error(`The demo data has ${says}`);
  }
}

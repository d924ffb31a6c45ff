import type { Pool } from 'pg';
import { seenBy } from '../cases/index.ts';

/** A number found: what it is, and where its page lies. */
export interface FoundNumber {
  kind: 'payment' | 'refund' | 'receipt' | 'bill' | 'trade';
  number: string;
  /** The payment it belongs to, or the account of a bill. */
  paymentNo: string | null;
  accountNo: string | null;
  amountFen: number;
  status: string;
  at: Date;
}

/** Something with a number of its own that customers quote; no sum belongs to it. */
export interface FoundFile {
  kind: 'case' | 'application' | 'outage' | 'dunning' | 'mandate' | 'claim';
  number: string;
  status: string;
  at: Date;
}

export interface FoundMember {
  username: string;
  displayName: string;
}

// Whole numbers only: each is found by a unique index, or not at all.
const numbersSql = `
  SELECT 'payment' AS kind, payment_no AS number, payment_no AS "paymentNo", NULL AS "accountNo", amount_fen AS "amountFen", status, created_at AS at
    FROM payments WHERE payment_no = $1
  UNION ALL
  SELECT 'trade', c.trade_no, p.payment_no, NULL, c.amount_fen, 'settled', c.paid_at
    FROM collections c LEFT JOIN payments p ON p.id = c.payment_id WHERE c.trade_no = $1
  UNION ALL
  SELECT 'refund', f.refund_no, p.payment_no, NULL, f.amount_fen, f.status, f.created_at
    FROM refunds f LEFT JOIN payments p ON p.id = f.payment_id WHERE f.refund_no = $1
  UNION ALL
  SELECT 'receipt', r.receipt_no, p.payment_no, NULL, c.amount_fen, 'settled', r.issued_at
    FROM receipts r JOIN collections c ON c.id = r.collection_id LEFT JOIN payments p ON p.id = c.payment_id
   WHERE r.receipt_no = $1
  UNION ALL
  SELECT 'bill', b.bill_no, NULL, a.account_no, b.total_fen, CASE WHEN b.live THEN 'issued' ELSE 'reversed' END, b.issued_at
    FROM bills b JOIN supply_accounts a ON a.id = b.account_id WHERE b.bill_no = $1
  LIMIT 20`;

/** A case is there for whoever sees it in the queue; a draft for nobody but its author. */
const filesSql = `
  SELECT 'case' AS kind, case_no AS number, status, opened_at AS at FROM service_cases c WHERE case_no = $1 AND ${seenBy('$2', '$3')}
  UNION ALL SELECT 'application', case_no, status, created_at FROM applications WHERE case_no = $1 AND status <> 'draft'
  UNION ALL SELECT 'outage', outage_no, status, created_at FROM outages WHERE outage_no = $1
  UNION ALL SELECT 'dunning', case_no, status, opened_at FROM dunning_cases WHERE case_no = $1
  UNION ALL SELECT 'mandate', mandate_no, status, created_at FROM debit_mandates WHERE mandate_no = $1
  UNION ALL SELECT 'claim', claim_no, status, created_at FROM claims WHERE claim_no = $1`;

const membersSql = `
  SELECT username, display_name AS "displayName" FROM staff_members
   WHERE starts_with(username, $1) OR display_name = $2 ORDER BY active DESC, username LIMIT 8`;

export function createFindAnythingRepository(pool: Pool) {
  return {
    numbers: async (text: string) => (await pool.query<FoundNumber>(numbersSql, [text])).rows,
    files: async (text: string, me: string, seesConfidential: boolean) =>
      (await pool.query<FoundFile>(filesSql, [text, me, seesConfidential])).rows,
    members: async (text: string) =>
      (await pool.query<FoundMember>(membersSql, [text.toLowerCase(), text])).rows,
  };
}

export type FindAnythingRepository = ReturnType<typeof createFindAnythingRepository>;

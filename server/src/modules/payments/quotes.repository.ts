/** What is owed at an account, as whoever collects for us may ask. */
import type { Pool } from 'pg';
import type { AddressParts } from '../../shared/mask.ts';

export interface QuotedAccount extends AddressParts {
  accountNo: string;
  holderPeriodId: number;
  nameEnc: Buffer;
  status: string;
  balanceFen: number;
  prepaidFen: number;
}

export interface QuotedPayable {
  payableId: number;
  kind: string;
  outstandingFen: number;
  lockedFor: string | null;
}

export interface QuotesRepository {
  /** The account with its present holder. */
  account(accountNo: string, today: string): Promise<QuotedAccount | undefined>;
  /** Open payables of a holder, the oldest first; prepayments are none. */
  payables(holderPeriodId: number, now: Date): Promise<QuotedPayable[]>;
}

export function createQuotesRepository(pool: Pool): QuotesRepository {
  return {
    async account(accountNo, today) {
      const text = `SELECT s.account_no AS "accountNo", h.id AS "holderPeriodId", c.name_enc AS "nameEnc", s.status,
          r.district, r.street, r.building, r.unit, r.room,
          coalesce(b.balance_fen, 0)::bigint AS "balanceFen", coalesce(b.prepaid_fen, 0)::bigint AS "prepaidFen"
        FROM supply_accounts s
        JOIN holder_periods h ON h.account_id = s.id AND h.from_date <= $2::date AND (h.to_date IS NULL OR h.to_date > $2::date)
        JOIN customers c ON c.id = h.customer_id
        JOIN metering_points m ON m.id = s.metering_point_id JOIN premises r ON r.id = m.premises_id
        LEFT JOIN customer_balances b ON b.holder_period_id = h.id
       WHERE s.account_no = $1`;
      return (await pool.query<QuotedAccount>({ name: 'quote-account', text, values: [accountNo, today] }))
        .rows[0];
    },
    async payables(holderPeriodId, now) {
      const text = `SELECT id AS "payableId", kind, amount_fen - paid_fen AS "outstandingFen",
          CASE WHEN locked_until > $2 THEN locked_for END AS "lockedFor"
        FROM payables WHERE holder_period_id = $1 AND status = 'open' AND paid_fen < amount_fen AND kind <> 'prepayment' ORDER BY id`;
      return (
        await pool.query<QuotedPayable>({ name: 'quote-payables', text, values: [holderPeriodId, now] })
      ).rows;
    },
  };
}

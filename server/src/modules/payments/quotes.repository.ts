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

/** Not who holds it now: an ended holder who still owes, or one whose supply is not on yet and who has something to pay. */
interface OtherHolding extends QuotedAccount {
  standing: 'ended' | 'pending';
  /** The last day of an ended one. */
  until: string | null;
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
  /** Whoever else has something to pay at that account, the latest first. */
  others(accountNo: string, today: string): Promise<OtherHolding[]>;
  /** Open payables of a holder, the oldest first; prepayments are none. */
  payables(holderPeriodId: number, now: Date): Promise<QuotedPayable[]>;
}

const holdingColumns = `s.account_no AS "accountNo", h.id AS "holderPeriodId", c.name_enc AS "nameEnc", s.status,
          r.district, r.street, r.building, r.unit, r.room,
          coalesce(b.balance_fen, 0)::bigint AS "balanceFen", coalesce(b.prepaid_fen, 0)::bigint AS "prepaidFen"`;
const ofHolding = `JOIN customers c ON c.id = h.customer_id
        JOIN metering_points m ON m.id = s.metering_point_id JOIN premises r ON r.id = m.premises_id
        LEFT JOIN customer_balances b ON b.holder_period_id = h.id`;

export function createQuotesRepository(pool: Pool): QuotesRepository {
  return {
    async account(accountNo, today) {
      const text = `SELECT ${holdingColumns}
        FROM supply_accounts s
        JOIN holder_periods h ON h.account_id = s.id AND h.from_date <= $2::date AND (h.to_date IS NULL OR h.to_date > $2::date)
        ${ofHolding}
       WHERE s.account_no = $1`;
      return (await pool.query<QuotedAccount>({ name: 'quote-account', text, values: [accountNo, today] }))
        .rows[0];
    },
    async others(accountNo, today) {
      // Closed today it is held until midnight, by whoever is to pay for it.
      const text = `SELECT ${holdingColumns}, CASE WHEN h.from_date > $2::date THEN 'pending' ELSE 'ended' END AS standing,
          CASE WHEN h.from_date <= $2::date THEN (h.to_date - 1)::text END AS until
        FROM supply_accounts s
        JOIN holder_periods h ON h.account_id = s.id AND (h.from_date > $2::date OR h.to_date <= $2::date OR s.status = 'closed')
        ${ofHolding}
       WHERE s.account_no = $1 AND EXISTS (SELECT FROM payables y WHERE y.holder_period_id = h.id AND y.status = 'open' AND y.paid_fen < y.amount_fen AND y.kind <> 'prepayment')
       ORDER BY h.from_date DESC, h.id DESC`;
      return (await pool.query<OtherHolding>({ name: 'quote-others', text, values: [accountNo, today] }))
        .rows;
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

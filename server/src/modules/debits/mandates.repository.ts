import type { Database } from '../../infra/database.ts';
import { auditStatement, withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { ItemStatus, MandateStatus } from './debit.ts';

export interface MandateRow {
  mandateNo: string;
  accountNo: string;
  bankCode: string;
  bankNameZh: string;
  bankNameEn: string;
  accountTail: string;
  holderNameEnc: Buffer;
  signedAt: 'hall' | 'counter';
  effectiveFrom: string;
  status: MandateStatus;
  reason: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

export interface NewMandate {
  holderPeriodId: number;
  bankCode: string;
  accountEnc: Buffer;
  accountTail: string;
  holderNameEnc: Buffer;
  signedAt: 'hall' | 'counter';
  signedBy: string;
  personId: string | null;
  effectiveFrom: BusinessDate;
}

export type SignedMandate = { mandateNo: string } & Pick<
  NewMandate,
  'bankCode' | 'accountEnc' | 'holderNameEnc' | 'signedAt' | 'signedBy'
>;

export interface MandatesRepository {
  sign(mandate: NewMandate, entryOf: (mandateNo: string) => AuditRecord): Promise<string>;
  /** What was signed of the one that lives. */
  signed(holderPeriodId: number): Promise<SignedMandate | undefined>;
  /** The one that lives, else the last that has ended. */
  ofHolder(holderPeriodId: number): Promise<MandateRow | undefined>;
  find(mandateNo: string): Promise<(MandateRow & { holderPeriodId: number }) | undefined>;
  search(
    filter: { query?: string; status?: MandateStatus },
    slice: { offset: number; limit: number },
  ): Promise<MandateRow[]>;
  /** False when it has ended already. */
  end(mandateNo: string, by: string, reason: string, at: Date, entry: AuditRecord): Promise<boolean>;
  resume(mandateNo: string, entry: AuditRecord): Promise<boolean>;
  /** Mandates of holders who have moved out. */
  endOfMovedOut(today: BusinessDate, at: Date): Promise<number>;
  holderOf(accountNo: string, today: BusinessDate): Promise<{ holderPeriodId: number } | undefined>;
  /** Its items of late, newest first. */
  history(mandateNo: string, limit: number): Promise<MandateDebit[]>;
}

export interface MandateDebit {
  debitNo: string;
  month: string;
  amountFen: number;
  status: ItemStatus;
  code: string | null;
  paymentNo: string | null;
  decidedAt: Date | null;
  retryOn: string | null;
}

const columns = `m.mandate_no AS "mandateNo", s.account_no AS "accountNo", m.bank_code AS "bankCode", b.name_zh AS "bankNameZh", b.name_en AS "bankNameEn",
  m.account_tail AS "accountTail", m.holder_name_enc AS "holderNameEnc", m.signed_at AS "signedAt", m.effective_from::text AS "effectiveFrom",
  m.status, m.reason, m.created_at AS "createdAt", m.ended_at AS "endedAt", m.holder_period_id AS "holderPeriodId"`;
const tables = `debit_mandates m JOIN debit_banks b ON b.code = m.bank_code
  JOIN holder_periods h ON h.id = m.holder_period_id JOIN supply_accounts s ON s.id = h.account_id`;

export function createMandatesRepository({
  pool,
  inSqlTransaction,
}: Pick<Database, 'pool' | 'inSqlTransaction'>): MandatesRepository {
  return {
    sign(mandate, entryOf) {
      const text = `INSERT INTO debit_mandates (mandate_no, holder_period_id, bank_code, account_enc, account_tail, holder_name_enc, signed_at, signed_by, person_id, effective_from)
         VALUES ('M' || lpad(nextval('mandate_numbers')::text, 16, '0'), $1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING mandate_no AS "mandateNo"`;
      const values = [
        mandate.holderPeriodId,
        mandate.bankCode,
        mandate.accountEnc,
        mandate.accountTail,
        mandate.holderNameEnc,
        mandate.signedAt,
        mandate.signedBy,
        mandate.personId,
        mandate.effectiveFrom,
      ];
      return inSqlTransaction(async tx => {
        const { mandateNo } = (await tx.query<{ mandateNo: string }>(text, values)).rows[0]!;
        await tx.query(auditStatement(entryOf(mandateNo)));
        return mandateNo;
      });
    },
    async signed(holderPeriodId) {
      const text = `SELECT mandate_no AS "mandateNo", bank_code AS "bankCode", account_enc AS "accountEnc", holder_name_enc AS "holderNameEnc",
           signed_at AS "signedAt", signed_by AS "signedBy" FROM debit_mandates WHERE holder_period_id = $1 AND status <> 'ended'`;
      return (await pool.query<SignedMandate>(text, [holderPeriodId])).rows[0];
    },
    async ofHolder(holderPeriodId) {
      const text = `SELECT ${columns} FROM ${tables} WHERE m.holder_period_id = $1 ORDER BY m.status = 'ended', m.id DESC LIMIT 1`;
      return (await pool.query<MandateRow>(text, [holderPeriodId])).rows[0];
    },
    async find(mandateNo) {
      const text = `SELECT ${columns} FROM ${tables} WHERE m.mandate_no = $1`;
      return (await pool.query<MandateRow & { holderPeriodId: number }>(text, [mandateNo])).rows[0];
    },
    async search({ query, status }, { offset, limit }) {
      const text = `SELECT ${columns} FROM ${tables}
         WHERE ($1::text IS NULL OR m.mandate_no = $1 OR s.account_no = $1 OR m.account_tail = $1) AND ($2::text IS NULL OR m.status = $2)
         ORDER BY m.id DESC OFFSET $3 LIMIT $4`;
      return (await pool.query<MandateRow>(text, [query ?? null, status ?? null, offset, limit])).rows;
    },
    async end(mandateNo, by, reason, at, entry) {
      const text = `UPDATE debit_mandates SET status = 'ended', reason = $3, ended_at = $4, ended_by = $2 WHERE mandate_no = $1 AND status <> 'ended'`;
      return (await pool.query(withAudit(text, [mandateNo, by, reason, at], entry))).rowCount === 1;
    },
    async resume(mandateNo, entry) {
      const text = `UPDATE debit_mandates SET status = 'active', reason = NULL WHERE mandate_no = $1 AND status = 'suspended'`;
      return (await pool.query(withAudit(text, [mandateNo], entry))).rowCount === 1;
    },
    async endOfMovedOut(today, at) {
      const text = `UPDATE debit_mandates m SET status = 'ended', reason = 'moved-out', ended_at = $2, ended_by = 'system'
          FROM holder_periods h WHERE h.id = m.holder_period_id AND h.to_date <= $1::date AND m.status <> 'ended'`;
      return (await pool.query(text, [today, at])).rowCount ?? 0;
    },
    async holderOf(accountNo, today) {
      const text = `SELECT h.id AS "holderPeriodId" FROM supply_accounts s JOIN holder_periods h ON h.account_id = s.id
         WHERE s.account_no = $1 AND s.status <> 'closed' AND h.from_date <= $2::date AND (h.to_date IS NULL OR h.to_date > $2::date)`;
      return (await pool.query<{ holderPeriodId: number }>(text, [accountNo, today])).rows[0];
    },
    async history(mandateNo, limit) {
      const text = `SELECT i.debit_no AS "debitNo", i.month, i.amount_fen AS "amountFen", i.status, i.code, i.payment_no AS "paymentNo",
           i.decided_at AS "decidedAt", i.retry_on::text AS "retryOn"
         FROM debit_items i JOIN debit_mandates m ON m.id = i.mandate_id WHERE m.mandate_no = $1 ORDER BY i.id DESC LIMIT $2`;
      return (await pool.query<MandateDebit>(text, [mandateNo, limit])).rows;
    },
  };
}

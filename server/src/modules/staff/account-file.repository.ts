/** What the customer's file shows, gathered for one account; a read model across domains, nothing is written here. */
import type { Database } from '../../infra/database.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { AddressParts } from '../../shared/mask.ts';

export interface AccountHead extends AddressParts {
  accountId: number;
  accountNo: string;
  regionCode: string;
  regionNameZh: string;
  regionNameEn: string;
  category: string;
  status: string;
  contractedKw: number | null;
  meteringPointId: number;
  meteringPointCode: string;
}

export interface HolderRow {
  holderPeriodId: number;
  contractNo: string;
  /** Dates as YYYY-MM-DD. */
  from: string;
  to: string | null;
  prepaid: boolean;
  nameEnc: Buffer;
  phoneEnc: Buffer | null;
  identityNoEnc: Buffer | null;
}

const headSql = `
  SELECT a.id AS "accountId", a.account_no AS "accountNo", a.region_code AS "regionCode", r.name_zh AS "regionNameZh",
         r.name_en AS "regionNameEn", a.category, a.status, a.contracted_kw::float AS "contractedKw", mp.id AS "meteringPointId", mp.code AS "meteringPointCode",
         p.district, p.street, p.building, p.unit, p.room
    FROM supply_accounts a
    JOIN regions r ON r.code = a.region_code
    JOIN metering_points mp ON mp.id = a.metering_point_id
    JOIN premises p ON p.id = mp.premises_id
   WHERE a.account_no = $1`;

const holdersSql = `
  SELECT h.id AS "holderPeriodId", h.contract_no AS "contractNo", h.from_date::text AS "from", h.to_date::text AS "to",
         h.prepaid, c.name_enc AS "nameEnc", c.phone_enc AS "phoneEnc", c.identity_no_enc AS "identityNoEnc"
    FROM holder_periods h JOIN customers c ON c.id = h.customer_id
   WHERE h.account_id = $1
   ORDER BY h.from_date DESC, h.id DESC`;

const notesSql = `
  SELECT id, text_enc AS "textEnc", written_by AS "writtenBy", written_at AS "writtenAt"
    FROM account_notes WHERE holder_period_id = $1 ORDER BY id DESC LIMIT 200`;

const metersSql = `
  SELECT m.asset_no AS "assetNo", i.installed_on::text AS "installedOn", i.removed_on::text AS "removedOn", m.multiplier
    FROM meter_installations i JOIN meters m ON m.id = i.meter_id
   WHERE i.metering_point_id = $1
   ORDER BY i.installed_on DESC`;

const optionsSql = `
  SELECT kind, from_date::text AS "from", to_date::text AS "to", people
    FROM tariff_options WHERE holder_period_id = $1 ORDER BY from_date DESC`;

const moneySql = `
  SELECT coalesce((SELECT sum(amount_fen - paid_fen) FROM payables
                    WHERE holder_period_id = $1 AND kind <> 'prepayment' AND status = 'open'), 0)::bigint AS "owedFen",
         coalesce((SELECT balance_fen FROM customer_balances WHERE holder_period_id = $1), 0)::bigint AS "balanceFen",
         coalesce((SELECT prepaid_fen FROM customer_balances WHERE holder_period_id = $1), 0)::bigint AS "prepaidFen"`;

const billsSql = `
  SELECT b.bill_no AS "billNo", b.month, b.kind, b.total_fen AS "totalFen", coalesce(y.paid_fen, 0)::bigint AS "paidFen",
         b.due_on::text AS "dueOn", b.issued_at AS "issuedAt", b.estimated, b.energy, r.id IS NOT NULL AS reversed
    FROM bills b
    LEFT JOIN payables y ON y.id = b.payable_id
    LEFT JOIN bills r ON r.reverses_id = b.id
   WHERE b.holder_period_id = $1
   ORDER BY b.month DESC, b.id DESC
   LIMIT 60`;

const paymentsSql = `
  SELECT DISTINCT p.id, p.payment_no AS "paymentNo", p.created_at AS "createdAt", p.status, p.channel, p.gateway,
         p.amount_fen AS "amountFen", p.settled_at AS "settledAt",
         coalesce((SELECT sum(f.amount_fen) FROM refunds f WHERE f.payment_id = p.id AND f.status = 'succeeded'), 0)::bigint AS "refundedFen",
         coalesce((SELECT sum(f.amount_fen) FROM refunds f
                    WHERE f.payment_id = p.id AND f.status IN ('awaiting-approval', 'pending')), 0)::bigint AS "refundingFen"
    FROM payables y JOIN payment_items i ON i.payable_id = y.id JOIN payments p ON p.id = i.payment_id
   WHERE y.holder_period_id = $1
   ORDER BY p.id DESC
   LIMIT 50`;

const bindingsSql = `
  SELECT b.id AS "bindingId", b.level, b.is_holder AS "isHolder", b.created_at AS since, b.removed_at AS "removedAt",
         b.removed_by AS "removedBy", p.phone_enc AS "phoneEnc",
         ARRAY(SELECT DISTINCT provider FROM identities i WHERE i.person_id = p.id ORDER BY 1) AS providers
    FROM bindings b JOIN people p ON p.id = b.person_id
   WHERE b.holder_period_id = $1
   ORDER BY b.removed_at IS NOT NULL, b.created_at DESC
   LIMIT 100`;

// What the holder and those who are bound agreed to: the hall's privacy policy, a wallet's or a bank's debits.
const consentsSql = `
  SELECT * FROM (
    SELECT 'privacy-policy' AS kind, c.edition::text AS subject, p.phone_enc AS "phoneEnc", c.given_at AS since, NULL::timestamptz AS until
      FROM bindings b JOIN people p ON p.id = b.person_id JOIN consents c ON c.person_id = p.id AND c.kind = 'privacy-policy'
     WHERE b.holder_period_id = $1 AND b.removed_at IS NULL
    UNION ALL
    SELECT 'auto-pay', a.gateway, p.phone_enc, a.signed_at, a.ended_at
      FROM agreements a JOIN people p ON p.id = a.person_id
     WHERE a.holder_period_id = $1 AND a.signed_at IS NOT NULL
    UNION ALL
    SELECT 'bank-debit', m.bank_code || ' *' || m.account_tail, p.phone_enc, m.created_at, m.ended_at
      FROM debit_mandates m LEFT JOIN people p ON p.id = m.person_id
     WHERE m.holder_period_id = $1) given
   ORDER BY until IS NOT NULL, since DESC
   LIMIT 100`;

export interface MeterRow {
  assetNo: string;
  installedOn: string;
  removedOn: string | null;
  multiplier: number;
}
export interface OptionRow {
  kind: string;
  from: string;
  to: string | null;
  people: number | null;
}
export interface MoneyRow {
  owedFen: number;
  balanceFen: number;
  prepaidFen: number;
}
export interface BillRow {
  billNo: string;
  month: string;
  kind: 'bill' | 'reversal';
  totalFen: number;
  paidFen: number;
  dueOn: string;
  issuedAt: Date;
  estimated: boolean;
  /** 0.01 kWh */
  energy: number;
  reversed: boolean;
}
export interface PaymentRow {
  paymentNo: string;
  createdAt: Date;
  settledAt: Date | null;
  status: string;
  channel: string;
  gateway: string;
  amountFen: number;
  refundedFen: number;
  refundingFen: number;
}
export interface ConsentRow {
  kind: 'privacy-policy' | 'auto-pay' | 'bank-debit';
  /** The policy's edition, the wallet, or the bank with the account's tail. */
  subject: string;
  phoneEnc: Buffer | null;
  since: Date;
  until: Date | null;
}
export interface NoteRow {
  id: number;
  textEnc: Buffer;
  writtenBy: string;
  writtenAt: Date;
}
export interface BindingRow {
  bindingId: string;
  level: string;
  isHolder: boolean;
  since: Date;
  removedAt: Date | null;
  removedBy: string | null;
  phoneEnc: Buffer | null;
  providers: string[];
}

export function createAccountFileRepository({ pool }: Pick<Database, 'pool'>) {
  const rows = async <T extends object>(text: string, value: unknown) =>
    (await pool.query<T>(text, [value])).rows;
  return {
    head: async (accountNo: string): Promise<AccountHead | undefined> =>
      (await rows<AccountHead>(headSql, accountNo))[0],
    /** Newest first; which of them holds today is a question of the day. */
    holders: (accountId: number) => rows<HolderRow>(holdersSql, accountId),
    meters: (meteringPointId: number) => rows<MeterRow>(metersSql, meteringPointId),
    options: (holderPeriodId: number) => rows<OptionRow>(optionsSql, holderPeriodId),
    money: async (holderPeriodId: number): Promise<MoneyRow> =>
      (await rows<MoneyRow>(moneySql, holderPeriodId))[0]!,
    bills: (holderPeriodId: number) => rows<BillRow>(billsSql, holderPeriodId),
    payments: (holderPeriodId: number) => rows<PaymentRow>(paymentsSql, holderPeriodId),
    bindings: (holderPeriodId: number) => rows<BindingRow>(bindingsSql, holderPeriodId),
    consents: (holderPeriodId: number) => rows<ConsentRow>(consentsSql, holderPeriodId),
    notes: (holderPeriodId: number) => rows<NoteRow>(notesSql, holderPeriodId),

    /** The note and the log of it, or neither. */
    async addNote(
      holderPeriodId: number,
      textEnc: Buffer,
      writtenBy: string,
      audit: AuditRecord,
    ): Promise<void> {
      const text = 'INSERT INTO account_notes (holder_period_id, text_enc, written_by) VALUES ($1, $2, $3)';
      await pool.query(withAudit(text, [holderPeriodId, textEnc, writtenBy], audit));
    },
  };
}

export type AccountFileRepository = ReturnType<typeof createAccountFileRepository>;

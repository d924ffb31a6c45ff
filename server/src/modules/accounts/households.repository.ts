import type { BindingLevel } from '../../http/access.ts';
import type { Database, Transaction } from '../../infra/database.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { HouseholdRecord } from './household.ts';

export interface NewBinding {
  personId: string;
  holderPeriodId: number;
  level: BindingLevel;
  isHolder: boolean;
  nickname?: string;
}

export interface BoundPerson {
  bindingId: string;
  personId: string;
  phoneEnc: Uint8Array | null;
  level: BindingLevel;
  since: Date;
}

export interface HouseholdsRepository {
  list(personId: string, today: BusinessDate): Promise<HouseholdRecord[]>;
  find(personId: string, accountNo: string, today: BusinessDate): Promise<HouseholdRecord | undefined>;
  /** Binds, or raises what is bound; `after` writes in the same transaction. False when the person already has `max` households. */
  bind(
    binding: NewBinding,
    max: number,
    today: BusinessDate,
    after: (tx: Transaction) => Promise<void>,
  ): Promise<boolean>;
  rename(bindingId: string, nickname: string | null): Promise<void>;
  makeDefault(personId: string, bindingId: string): Promise<void>;
  /** Ends a binding of this holder period. False when there is no such live one. */
  remove(
    bindingId: string,
    holderPeriodId: number,
    by: string,
    at: Date,
    entry?: AuditRecord,
  ): Promise<boolean>;
  people(holderPeriodId: number): Promise<BoundPerson[]>;
}

export function createHouseholdsRepository(db: Database): HouseholdsRepository {
  const { pool } = db;
  return {
    async list(personId, today) {
      const text = `${householdSql} ORDER BY b.is_default DESC, b.created_at, b.id`;
      return (await pool.query<HouseholdRecord>({ name: 'household-list', text, values: [personId, today] }))
        .rows;
    },
    async find(personId, accountNo, today) {
      const text = `${householdSql} AND a.account_no = $3`;
      return (
        await pool.query<HouseholdRecord>({
          name: 'household-find',
          text,
          values: [personId, today, accountNo],
        })
      ).rows[0];
    },
    bind: (binding, max, today, after) =>
      db.inTransaction(async tx => {
        const bound = await bind(tx, binding, max, today);
        if (bound) await after(tx);
        return bound;
      }),
    async rename(bindingId, nickname) {
      await pool.query('UPDATE bindings SET nickname = $2 WHERE id = $1', [bindingId, nickname]);
    },
    makeDefault: (personId, bindingId) =>
      db.inTransaction(async tx => {
        await lockPerson(tx, personId);
        await tx.binding.updateMany({ where: { personId, isDefault: true }, data: { isDefault: false } });
        await tx.binding.updateMany({
          where: { id: bindingId, personId, removedAt: null },
          data: { isDefault: true },
        });
      }),
    async remove(bindingId, holderPeriodId, by, at, entry) {
      const text = `UPDATE bindings SET removed_at = $4, removed_by = $3, is_default = false, is_holder = false
          WHERE id = $1 AND holder_period_id = $2 AND removed_at IS NULL`;
      const values = [bindingId, holderPeriodId, by, at];
      const { rowCount } = await pool.query(entry ? withAudit(text, values, entry) : { text, values });
      return rowCount === 1;
    },
    async people(holderPeriodId) {
      return (await pool.query<BoundPerson>(peopleSql, [holderPeriodId])).rows;
    },
  };
}

/** Lines up a person's own changes, so that the limit and the one default hold. */
async function lockPerson(tx: Transaction, personId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM people WHERE id = ${personId}::uuid FOR UPDATE`;
}

async function bind(
  tx: Transaction,
  binding: NewBinding,
  max: number,
  today: BusinessDate,
): Promise<boolean> {
  const { personId, holderPeriodId, level, isHolder, nickname } = binding;
  await lockPerson(tx, personId);
  const bound = await tx.$queryRaw<{ id: string; holderPeriodId: bigint; isDefault: boolean }[]>`
    SELECT b.id, b.holder_period_id AS "holderPeriodId", b.is_default AS "isDefault"
      FROM bindings b JOIN holder_periods h ON h.id = b.holder_period_id
     WHERE b.person_id = ${personId}::uuid AND b.removed_at IS NULL
       AND h.from_date <= ${today}::date AND (h.to_date IS NULL OR h.to_date > ${today}::date)`;
  const present = bound.find(one => Number(one.holderPeriodId) === holderPeriodId);
  if (present) {
    const raised = level === 'full' ? { level, isHolder } : {};
    await tx.binding.update({
      where: { id: present.id },
      data: { ...raised, ...(nickname ? { nickname } : {}) },
    });
    return true;
  }
  if (bound.length >= max) return false;
  const isDefault = !bound.some(one => one.isDefault);
  // A default whose holder has moved out gives way.
  if (isDefault)
    await tx.binding.updateMany({ where: { personId, isDefault: true }, data: { isDefault: false } });
  await tx.binding.create({
    data: { personId, holderPeriodId, level, isHolder, nickname: nickname ?? null, isDefault },
  });
  return true;
}

/** A binding counts only while its holder period is the account's present one: it ends with the tenancy, at once. */
export const currentBinding = `
    FROM bindings b
    JOIN holder_periods h ON h.id = b.holder_period_id AND h.from_date <= $2::date AND (h.to_date IS NULL OR h.to_date > $2::date)
    JOIN supply_accounts a ON a.id = h.account_id`;

const householdSql = `
  SELECT b.id AS "bindingId", h.id AS "holderPeriodId", a.account_no AS "accountNo", b.level, b.is_holder AS "isHolder", b.nickname,
         b.is_default AS "isDefault", a.region_code AS "regionCode", a.category, c.name_enc AS "nameEnc",
         p.district, p.street, p.building, p.unit, p.room, owed.fen AS "owedFen", owed.bills AS "openBills", owed.due_on AS "dueOn",
         balance.balance_fen AS "balanceFen", balance.prepaid_fen AS "prepaidFen"
  ${currentBinding}
    JOIN customers c ON c.id = h.customer_id
    JOIN metering_points m ON m.id = a.metering_point_id
    JOIN premises p ON p.id = m.premises_id
    LEFT JOIN customer_balances balance ON balance.holder_period_id = h.id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(y.amount_fen - y.paid_fen), 0)::bigint AS fen, count(*) FILTER (WHERE y.kind = 'bill')::int AS bills, min(bills.due_on)::text AS due_on
        FROM payables y LEFT JOIN bills ON bills.payable_id = y.id
       WHERE y.holder_period_id = h.id AND y.kind IN ('bill', 'late-fee') AND y.status = 'open' AND y.amount_fen > y.paid_fen) owed
   WHERE b.person_id = $1 AND b.removed_at IS NULL`;

const peopleSql = `
  SELECT b.id AS "bindingId", b.person_id AS "personId", p.phone_enc AS "phoneEnc", b.level, b.created_at AS since
    FROM bindings b JOIN people p ON p.id = b.person_id
   WHERE b.holder_period_id = $1 AND b.removed_at IS NULL ORDER BY b.created_at, b.id`;

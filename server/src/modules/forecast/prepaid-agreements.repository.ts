import type { Database } from '../../infra/database.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';

export interface PrepaidAgreement {
  agreementNo: string;
  signedOn: BusinessDate;
  endedOn: BusinessDate | null;
  recordedBy: string;
}

export interface NewAgreement {
  holderPeriodId: number;
  agreementNo: string;
  signedOn: BusinessDate;
  recordedBy: string;
  at: Date;
}

// The account's file shows the mode of its holder, and its estimate is worked out anew.
const followSql = `
  UPDATE holder_periods h SET prepaid = EXISTS (SELECT FROM prepaid_agreements g WHERE g.holder_period_id = h.id
     AND g.signed_on <= $2::date AND (g.ended_on IS NULL OR g.ended_on > $2::date)) WHERE h.id = $1`;
const ageSql = 'UPDATE account_estimates SET stale = true WHERE holder_period_id = $1';

export function createPrepaidAgreementsRepository({ pool, inSqlTransaction }: Database) {
  return {
    async presentHolder(
      accountNo: string,
      today: BusinessDate,
    ): Promise<{ id: number; from: BusinessDate } | undefined> {
      const { rows } = await pool.query<{ id: number; from: BusinessDate }>(
        `SELECT h.id, h.from_date::text AS "from" FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
          WHERE a.account_no = $1 AND h.from_date <= $2 AND (h.to_date IS NULL OR h.to_date > $2)`,
        [accountNo, today],
      );
      return rows[0];
    },

    async list(holderPeriodId: number): Promise<PrepaidAgreement[]> {
      const { rows } = await pool.query<PrepaidAgreement>(
        `SELECT agreement_no AS "agreementNo", signed_on::text AS "signedOn", ended_on::text AS "endedOn", recorded_by AS "recordedBy"
           FROM prepaid_agreements WHERE holder_period_id = $1 ORDER BY signed_on DESC`,
        [holderPeriodId],
      );
      return rows;
    },

    /** False when one holds already on that day or a later one begins. */
    add: (agreement: NewAgreement, today: BusinessDate, audit: AuditRecord) =>
      inSqlTransaction(async (client): Promise<boolean> => {
        const { holderPeriodId: id, agreementNo, signedOn, recordedBy, at } = agreement;
        await client.query('SELECT FROM holder_periods WHERE id = $1 FOR UPDATE', [id]);
        const text = `INSERT INTO prepaid_agreements (holder_period_id, agreement_no, signed_on, recorded_by, recorded_at)
          SELECT $1, $2, $3::date, $4, $5 WHERE NOT EXISTS (
            SELECT FROM prepaid_agreements WHERE holder_period_id = $1 AND (ended_on IS NULL OR ended_on > $3::date))`;
        const { rowCount } = await client.query(
          withAudit(text, [id, agreementNo, signedOn, recordedBy, at], audit),
        );
        await client.query(followSql, [id, today]);
        await client.query(ageSql, [id]);
        if (rowCount === 0) throw new AlreadyAgreed();
        return true;
      }).catch(error => {
        if (error instanceof AlreadyAgreed) return false;
        throw error;
      }),

    /** False when none holds. */
    end: (holderPeriodId: number, today: BusinessDate, audit: AuditRecord) =>
      inSqlTransaction(async (client): Promise<boolean> => {
        const { rowCount } = await client.query(
          `UPDATE prepaid_agreements SET ended_on = greatest($2::date, signed_on) WHERE holder_period_id = $1 AND ended_on IS NULL`,
          [holderPeriodId, today],
        );
        if (rowCount === 0) return false;
        await client.query(withAudit('SELECT id FROM audit_entry', [], audit));
        await client.query(followSql, [holderPeriodId, today]);
        await client.query(ageSql, [holderPeriodId]);
        return true;
      }),
  };
}

/** Undoes the log entry of an agreement that was not kept. */
class AlreadyAgreed extends Error {}

export type PrepaidAgreementsRepository = ReturnType<typeof createPrepaidAgreementsRepository>;

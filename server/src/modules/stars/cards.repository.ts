/** 黄牌 and 荣誉牌. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';

export interface ServiceCardRow {
  id: number;
  kind: 'yellow' | 'honour';
  staff: string;
  staffName: string | null;
  caseNo: string | null;
  reasonEnc: Buffer;
  givenBy: string;
  givenAt: Date;
  withdrawnBy: string | null;
  withdrawnAt: Date | null;
  withdrawalEnc: Buffer | null;
}

export function createCardsRepository(pool: Pool) {
  return {
    /** @param staff of one only, or null for all */
    async list(staff: string | null): Promise<ServiceCardRow[]> {
      const text = `SELECT k.id, k.kind, k.staff, (SELECT display_name FROM staff_members m WHERE m.username = k.staff) AS "staffName",
          (SELECT case_no FROM service_cases c WHERE c.id = k.case_id) AS "caseNo", k.reason_enc AS "reasonEnc", k.given_by AS "givenBy",
          k.given_at AS "givenAt", k.withdrawn_by AS "withdrawnBy", k.withdrawn_at AS "withdrawnAt", k.withdrawal_enc AS "withdrawalEnc"
        FROM service_cards k WHERE $1::text IS NULL OR k.staff = $1 ORDER BY k.id DESC LIMIT 200`;
      return (await pool.query<ServiceCardRow>(text, [staff])).rows;
    },

    async caseId(caseNo: string): Promise<number | undefined> {
      return (await pool.query<{ id: number }>('SELECT id FROM service_cases WHERE case_no = $1', [caseNo]))
        .rows[0]?.id;
    },

    async give(
      card: { kind: string; staff: string; caseId: number | null; reasonEnc: Buffer; by: string; at: Date },
      audit: AuditRecord,
    ): Promise<void> {
      const text = `INSERT INTO service_cards (kind, staff, case_id, reason_enc, given_by, given_at) VALUES ($1, $2, $3, $4, $5, $6)`;
      await pool.query(
        withAudit(text, [card.kind, card.staff, card.caseId, card.reasonEnc, card.by, card.at], audit),
      );
    },

    /** @returns undefined: no such card; false: withdrawn before */
    async withdraw(
      id: number,
      given: { by: string; at: Date; reasonEnc: Buffer },
      audit: AuditRecord,
      inTransaction: <T>(work: (tx: PoolClient) => Promise<T>) => Promise<T>,
    ): Promise<boolean | undefined> {
      return inTransaction(async tx => {
        const found = await tx.query<{ withdrawnAt: Date | null }>(
          'SELECT withdrawn_at AS "withdrawnAt" FROM service_cards WHERE id = $1 FOR UPDATE',
          [id],
        );
        if (!found.rows[0]) return undefined;
        if (found.rows[0].withdrawnAt) return false;
        const text =
          'UPDATE service_cards SET withdrawn_by = $2, withdrawn_at = $3, withdrawal_enc = $4 WHERE id = $1';
        await tx.query(withAudit(text, [id, given.by, given.at, given.reasonEnc], audit));
        return true;
      });
    },
  };
}

/** Editions in preparation, and putting one in force. Each change and its log entry are one transaction. */
import type { Database } from '../../infra/database.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { TariffRulesJson } from './tariff-rules.ts';

export interface TariffDraftRow {
  id: number;
  tariffId: number;
  regionCode: string;
  category: string;
  /** YYYY-MM-DD */
  effectiveFrom: string;
  source: string;
  note: string | null;
  rules: unknown;
  status: 'draft' | 'approved' | 'discarded';
  createdBy: string;
  createdAt: Date;
  changedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
}

export interface DraftContent {
  effectiveFrom: string;
  source: string;
  note: string | null;
  rules: TariffRulesJson;
}

const selectSql = `
  SELECT d.id, d.tariff_id AS "tariffId", t.region_code AS "regionCode", t.category, d.effective_from::text AS "effectiveFrom",
         d.source, d.note, d.rules, d.status, d.created_by AS "createdBy", d.created_at AS "createdAt",
         d.changed_at AS "changedAt", d.decided_by AS "decidedBy", d.decided_at AS "decidedAt"
    FROM tariff_drafts d JOIN tariffs t ON t.id = d.tariff_id`;

export function createTariffDraftsRepository({ pool, inSqlTransaction }: Database) {
  return {
    /** Newest first: what is open, and the latest that were decided. */
    list: async () =>
      (await pool.query<TariffDraftRow>(`${selectSql} ORDER BY d.status <> 'draft', d.id DESC LIMIT 50`))
        .rows,

    find: async (id: number) =>
      (await pool.query<TariffDraftRow>(`${selectSql} WHERE d.id = $1`, [id])).rows[0],

    /** The tariff's number and the first day of its latest edition. */
    async tariff(regionCode: string, category: string) {
      const { rows } = await pool.query<{ id: number; latestFrom: string | null }>(
        `SELECT t.id, (SELECT max(effective_from)::text FROM tariff_versions v WHERE v.tariff_id = t.id) AS "latestFrom"
           FROM tariffs t WHERE t.region_code = $1 AND t.category = $2`,
        [regionCode, category],
      );
      return rows[0];
    },

    async add(tariffId: number, content: DraftContent, by: string, audit: AuditRecord): Promise<number> {
      const text = `INSERT INTO tariff_drafts (tariff_id, effective_from, source, note, rules, created_by)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`;
      const { rows } = await pool.query<{ id: number }>(
        withAudit(text, [tariffId, ...valuesOf(content), by], audit),
      );
      return rows[0]!.id;
    },

    /** False when it has been decided in the meantime. */
    async change(id: number, content: DraftContent, audit: AuditRecord): Promise<boolean> {
      return inSqlTransaction(async tx => {
        const { rowCount } = await tx.query(
          `UPDATE tariff_drafts SET effective_from = $2, source = $3, note = $4, rules = $5, changed_at = now()
            WHERE id = $1 AND status = 'draft'`,
          [id, ...valuesOf(content)],
        );
        if (rowCount) await tx.query(withAudit('SELECT id FROM audit_entry', [], audit));
        return rowCount === 1;
      });
    },

    async discard(id: number, by: string, audit: AuditRecord): Promise<boolean> {
      return inSqlTransaction(async tx => {
        const { rowCount } = await tx.query(decideSql, [id, 'discarded', by]);
        if (rowCount) await tx.query(withAudit('SELECT id FROM audit_entry', [], audit));
        return rowCount === 1;
      });
    },

    /** Ends the latest edition on the eve and adds the new one. False when the draft has been decided in the meantime. */
    async approve(id: number, by: string, audit: AuditRecord): Promise<boolean> {
      return inSqlTransaction(async tx => {
        const { rowCount } = await tx.query(decideSql, [id, 'approved', by]);
        if (!rowCount) return false;
        await tx.query(
          `UPDATE tariff_versions v SET effective_to = d.effective_from FROM tariff_drafts d
            WHERE d.id = $1 AND v.tariff_id = d.tariff_id AND v.effective_from < d.effective_from
              AND (v.effective_to IS NULL OR v.effective_to > d.effective_from)`,
          [id],
        );
        await tx.query(
          `INSERT INTO tariff_versions (tariff_id, effective_from, source, note, rules)
             SELECT tariff_id, effective_from, source, note, rules FROM tariff_drafts WHERE id = $1`,
          [id],
        );
        await tx.query(withAudit('SELECT id FROM audit_entry', [], audit));
        return true;
      });
    },
  };
}

const decideSql = `UPDATE tariff_drafts SET status = $2, decided_by = $3, decided_at = now() WHERE id = $1 AND status = 'draft'`;

const valuesOf = ({ effectiveFrom, source, note, rules }: DraftContent) => [
  effectiveFrom,
  source,
  note,
  JSON.stringify(rules),
];

export type TariffDraftsRepository = ReturnType<typeof createTariffDraftsRepository>;

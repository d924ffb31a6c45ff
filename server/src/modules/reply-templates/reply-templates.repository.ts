import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';

export interface TemplateRow {
  id: number;
  kind: string | null;
  name: string;
  words: string;
  writtenBy: string;
}

export function createReplyTemplatesRepository(pool: Pool) {
  return {
    async list(): Promise<TemplateRow[]> {
      const text = `SELECT id, kind, name, words, written_by AS "writtenBy" FROM reply_templates WHERE retired_at IS NULL ORDER BY kind NULLS LAST, name LIMIT 200`;
      return (await pool.query<TemplateRow>(text)).rows;
    },

    /** @returns false when a template in use has that name */
    async write(given: Omit<TemplateRow, 'id'>, at: Date, audit: AuditRecord): Promise<boolean> {
      const text = `INSERT INTO reply_templates (kind, name, words, written_by, written_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (name) WHERE retired_at IS NULL DO NOTHING`;
      const { kind, name, words, writtenBy } = given;
      return (await pool.query(withAudit(text, [kind, name, words, writtenBy, at], audit))).rowCount === 1;
    },

    async retire(id: number, by: string, at: Date, audit: AuditRecord): Promise<boolean> {
      const text =
        'UPDATE reply_templates SET retired_by = $2, retired_at = $3 WHERE id = $1 AND retired_at IS NULL';
      return (await pool.query(withAudit(text, [id, by, at], audit))).rowCount === 1;
    },
  };
}

import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { Language } from '../../shared/errors.ts';
import type { EventName } from './events/catalogue.ts';
import type { NoticeText } from './events/texts.ts';

export interface TemplateRow extends NoticeText {
  id: number;
  event: EventName;
  language: Language;
  version: number;
  status: 'draft' | 'approved' | 'refused' | 'replaced';
  createdBy: string;
  createdAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  note: string;
}

const columns = `id, event, language, version, title, body, sms, status, created_by AS "createdBy", created_at AS "createdAt",
  decided_by AS "decidedBy", decided_at AS "decidedAt", note`;

export function createTemplatesRepository(pool: Pool) {
  return {
    async inForce(): Promise<TemplateRow[]> {
      return (
        await pool.query<TemplateRow>(`SELECT ${columns} FROM message_templates WHERE status = 'approved'`)
      ).rows;
    },
    async all(): Promise<TemplateRow[]> {
      return (
        await pool.query<TemplateRow>(
          `SELECT ${columns} FROM message_templates ORDER BY event, language, version DESC`,
        )
      ).rows;
    },
    async find(id: number): Promise<TemplateRow | undefined> {
      return (await pool.query<TemplateRow>(`SELECT ${columns} FROM message_templates WHERE id = $1`, [id]))
        .rows[0];
    },
    async draft(
      { event, language, title, body, sms }: NoticeText & { event: EventName; language: Language },
      by: string,
      audit: AuditRecord,
    ): Promise<TemplateRow> {
      const text = `INSERT INTO message_templates (event, language, version, title, body, sms, created_by)
        SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6 FROM message_templates WHERE event = $1 AND language = $2 RETURNING ${columns}`;
      const { rows } = await pool.query<TemplateRow>(
        withAudit(text, [event, language, title, body, sms, by], audit),
      );
      return rows[0]!;
    },
    /** Undefined when somebody has decided meanwhile. The edition before is replaced in the same transaction. */
    async decide(
      id: number,
      status: 'approved' | 'refused',
      { by, at, note }: { by: string; at: Date; note: string },
      audit: AuditRecord,
    ): Promise<TemplateRow | undefined> {
      const text = `SELECT ${columns} FROM decide_message_template($1, $2, $3, $4, $5)`;
      const { rows } = await pool.query<TemplateRow>(withAudit(text, [id, status, by, at, note], audit));
      return rows[0];
    },
  };
}

export type TemplatesRepository = ReturnType<typeof createTemplatesRepository>;

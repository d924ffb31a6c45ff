/** Writes an audit entry in the very statement that acts, so that neither stands without the other. */
import type { AuditRecord } from '../shared/audit.ts';

export interface Statement {
  text: string;
  values: unknown[];
}

/** @param text one SELECT, INSERT or UPDATE without a WITH of its own, whose parameters are `values` */
export function withAudit(text: string, values: unknown[], entry: AuditRecord): Statement {
  const { actor, action, subject, detail, requestId } = entry;
  const place = (index: number) => `$${values.length + index}`;
  return {
    text: `WITH audit_entry AS (
      INSERT INTO audit_entries (actor, action, subject, detail, request_id)
      VALUES (${place(1)}::text, ${place(2)}::text, ${place(3)}::text, ${place(4)}::jsonb, ${place(5)}::text) RETURNING id) ${text}`,
    values: [...values, actor, action, subject, JSON.stringify(detail ?? {}), requestId ?? null],
  };
}

/** Writes an audit entry in the very statement that acts, so that neither stands without the other: no act, no entry. */
import type { AuditRecord } from '../shared/audit.ts';

export interface Statement {
  text: string;
  values: unknown[];
}

/** @param text one SELECT, INSERT, UPDATE or DELETE without a WITH of its own, whose parameters are `values` */
export function withAudit(text: string, values: unknown[], entry: AuditRecord): Statement {
  const { actor, action, subject, detail, requestId } = entry;
  const place = (index: number) => `$${values.length + index}`;
  const writeEntry = `INSERT INTO audit_entries (actor, action, subject, detail, request_id)
      SELECT ${place(1)}::text, ${place(2)}::text, ${place(3)}::text, ${place(4)}::jsonb, ${place(5)}::text`;
  const isLook = /^\s*SELECT\b/.test(text);
  return {
    // A look is audited whatever it finds; a change only if there is a row that it changed.
    text: isLook
      ? `WITH audit_entry AS (${writeEntry} RETURNING id) ${text}`
      : `WITH act AS (${/\bRETURNING\b/.test(text) ? text : `${text} RETURNING 1 AS done`}),
        audit_entry AS (${writeEntry} WHERE EXISTS (SELECT FROM act)) SELECT * FROM act`,
    values: [...values, actor, action, subject, JSON.stringify(detail ?? {}), requestId ?? null],
  };
}

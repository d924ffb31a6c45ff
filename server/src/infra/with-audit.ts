/** Writes an audit entry in the very statement that acts, so that neither stands without the other: no act, no entry. */
import type { AuditRecord } from '../shared/audit.ts';

export interface Statement {
  text: string;
  values: unknown[];
}

const insertEntry = 'INSERT INTO audit_entries (actor, action, subject, detail, request_id)';

const valuesOf = ({ actor, action, subject, detail, requestId }: AuditRecord): unknown[] => [
  actor,
  action,
  subject,
  JSON.stringify(detail ?? {}),
  requestId ?? null,
];

/** The entry alone, for a transaction that acts in several statements. */
export const auditStatement = (entry: AuditRecord): Statement => ({
  text: `${insertEntry} VALUES ($1, $2, $3, $4, $5)`,
  values: valuesOf(entry),
});

/** @param text one SELECT, INSERT, UPDATE or DELETE without a WITH of its own, whose parameters are `values` */
export function withAudit(text: string, values: unknown[], entry: AuditRecord): Statement {
  const place = (index: number) => `$${values.length + index}`;
  const writeEntry = `${insertEntry}
      SELECT ${place(1)}::text, ${place(2)}::text, ${place(3)}::text, ${place(4)}::jsonb, ${place(5)}::text`;
  const isLook = /^\s*SELECT\b/.test(text);
  return {
    // A look is audited whatever it finds; a change only if there is a row that it changed.
    text: isLook
      ? `WITH audit_entry AS (${writeEntry} RETURNING id) ${text}`
      : `WITH act AS (${/\bRETURNING\b/.test(text) ? text : `${text} RETURNING 1 AS done`}),
        audit_entry AS (${writeEntry} WHERE EXISTS (SELECT FROM act)) SELECT * FROM act`,
    values: [...values, ...valuesOf(entry)],
  };
}

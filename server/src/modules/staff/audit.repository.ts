import type { Database } from '../../infra/database.ts';
import { auditStatement } from '../../infra/with-audit.ts';
import type { Audit, StaffNames } from '../../shared/audit.ts';

export interface AuditFilter {
  actor?: string;
  /** An action, or the noun it begins with: `refund` finds `refund.request` and `refund.approve`. */
  action?: string;
  /** A subject, or the beginning of one. */
  subject?: string;
  from?: Date;
  to?: Date;
  /** Entries older than this one. */
  before?: number;
  limit: number;
}

export interface AuditEntry {
  id: number;
  at: Date;
  actor: string;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
  requestId: string | null;
}

const readSql = `
  SELECT id, at, actor, action, subject, detail, request_id AS "requestId"
    FROM audit_entries
   WHERE ($1::text IS NULL OR actor = $1)
     AND ($2::text IS NULL OR action = $2 OR starts_with(action, $2 || '.'))
     AND ($3::text IS NULL OR starts_with(subject, $3))
     AND ($4::timestamptz IS NULL OR at >= $4)
     AND ($5::timestamptz IS NULL OR at < $5)
     AND ($6::bigint IS NULL OR id < $6)
   ORDER BY id DESC
   LIMIT $7`;

export function createAuditRepository({ pool }: Pick<Database, 'pool'>) {
  /** Newest first. */
  async function read({
    actor,
    action,
    subject,
    from,
    to,
    before,
    limit,
  }: AuditFilter): Promise<AuditEntry[]> {
    const values = [
      actor ?? null,
      action ?? null,
      subject ?? null,
      from ?? null,
      to ?? null,
      before ?? null,
      limit,
    ];
    return (await pool.query<AuditEntry>(readSql, values)).rows;
  }

  return {
    read,

    async record(entry) {
      await pool.query({ name: 'audit-record', ...auditStatement(entry) });
    },

    async names() {
      const text = 'SELECT username, display_name AS "displayName" FROM staff_members';
      return (await pool.query<StaffNames>(text)).rows;
    },

    /** Newest first, a thousand at a time, as long as the reader asks for more. */
    async *all(filter: Omit<AuditFilter, 'limit' | 'before'>): AsyncGenerator<AuditEntry> {
      let before: number | undefined;
      for (;;) {
        const page = await read({ ...filter, ...(before ? { before } : {}), limit: 1_000 });
        yield* page;
        if (page.length < 1_000) return;
        before = page.at(-1)!.id;
      }
    },
  } satisfies Audit & Record<string, unknown>;
}

export type AuditRepository = ReturnType<typeof createAuditRepository>;

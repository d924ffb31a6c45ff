import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';

export interface StoredKind {
  id: number;
  code: string;
  version: number;
  definition: unknown;
  addedBy: string;
  addedAt: Date;
}

const columns = 'id, code, version, definition, added_by AS "addedBy", added_at AS "addedAt"';

export function createKindsRepository(pool: Pool) {
  return {
    async all(): Promise<StoredKind[]> {
      return (await pool.query<StoredKind>(`SELECT ${columns} FROM service_kinds ORDER BY code, version`))
        .rows;
    },

    /** Adds what is not there yet. */
    async addShipped(
      kinds: readonly { code: string; version: number; definition: unknown }[],
    ): Promise<void> {
      const text = `INSERT INTO service_kinds (code, version, definition, added_by)
        SELECT k ->> 'code', (k ->> 'version')::int, k -> 'definition', 'shipped' FROM jsonb_array_elements($1::jsonb) k
        ON CONFLICT (code, version) DO NOTHING`;
      await pool.query(text, [JSON.stringify(kinds)]);
    },

    /** False when the version exists. */
    async add(
      kind: { code: string; version: number; definition: unknown; addedBy: string },
      audit: AuditRecord,
    ): Promise<boolean> {
      const text = `INSERT INTO service_kinds (code, version, definition, added_by) VALUES ($1, $2, $3, $4)
        ON CONFLICT (code, version) DO NOTHING RETURNING id`;
      const values = [kind.code, kind.version, JSON.stringify(kind.definition), kind.addedBy];
      return (await pool.query(withAudit(text, values, audit))).rowCount === 1;
    },
  };
}

export type KindsRepository = ReturnType<typeof createKindsRepository>;

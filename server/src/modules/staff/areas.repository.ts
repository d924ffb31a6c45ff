/** Where members of staff work. Who has no area works everywhere. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';

export interface Area {
  regionCode: string;
  /** Empty: the whole region. */
  district: string;
}

export function createAreasRepository(
  pool: Pool,
  inTransaction: <T>(work: (tx: PoolClient) => Promise<T>) => Promise<T>,
) {
  return {
    async all(): Promise<(Area & { username: string })[]> {
      const text = `SELECT username, region_code AS "regionCode", district FROM staff_areas ORDER BY username, region_code, district`;
      return (await pool.query(text)).rows;
    },

    async known(): Promise<Area[]> {
      const text = `SELECT DISTINCT region_code AS "regionCode", district FROM premises ORDER BY 1, 2 LIMIT 2000`;
      return (await pool.query(text)).rows;
    },

    async usernameOf(id: string): Promise<string | undefined> {
      const text = 'SELECT username FROM staff_members WHERE id = $1';
      return (await pool.query<{ username: string }>(text, [id])).rows[0]?.username;
    },

    async set(username: string, areas: Area[], audit: AuditRecord): Promise<void> {
      const text = `INSERT INTO staff_areas (username, region_code, district)
        SELECT $1, a."regionCode", a.district FROM jsonb_to_recordset($2::jsonb) AS a ("regionCode" text, district text)
        WHERE EXISTS (SELECT FROM regions r WHERE r.code = a."regionCode") ON CONFLICT DO NOTHING`;
      await inTransaction(async tx => {
        await tx.query('DELETE FROM staff_areas WHERE username = $1', [username]);
        await tx.query(text, [username, JSON.stringify(areas)]);
        await tx.query(withAudit('SELECT id FROM audit_entry', [], audit));
      });
    },
  };
}

export type AreasRepository = ReturnType<typeof createAreasRepository>;

import type { Pool } from 'pg';
import { withAudit } from '../../../infra/with-audit.ts';
import type { AuditRecord } from '../../../shared/audit.ts';
import type { MacroStep } from './macro.ts';

export interface MacroRow {
  id: number;
  kind: string | null;
  name: string;
  steps: MacroStep[];
  writtenBy: string;
}

const columns = 'id, kind, name, steps, written_by AS "writtenBy"';
const mostInUse = 200;

export function createMacrosRepository(pool: Pool) {
  return {
    async list(): Promise<MacroRow[]> {
      const text = `SELECT ${columns} FROM case_macros WHERE retired_at IS NULL ORDER BY kind NULLS LAST, name LIMIT ${mostInUse}`;
      return (await pool.query<MacroRow>(text)).rows;
    },

    async find(id: number): Promise<MacroRow | undefined> {
      const text = `SELECT ${columns} FROM case_macros WHERE id = $1 AND retired_at IS NULL`;
      return (await pool.query<MacroRow>(text, [id])).rows[0];
    },

    /** @returns false when a macro in use has that name */
    async write(given: Omit<MacroRow, 'id'>, at: Date, audit: AuditRecord): Promise<boolean> {
      const text = `INSERT INTO case_macros (kind, name, steps, written_by, written_at) VALUES ($1, $2, $3::jsonb, $4, $5)
        ON CONFLICT (name) WHERE retired_at IS NULL DO NOTHING`;
      const { kind, name, steps, writtenBy } = given;
      const values = [kind, name, JSON.stringify(steps), writtenBy, at];
      return (await pool.query(withAudit(text, values, audit))).rowCount === 1;
    },

    async retire(id: number, by: string, at: Date, audit: AuditRecord): Promise<boolean> {
      const text =
        'UPDATE case_macros SET retired_by = $2, retired_at = $3 WHERE id = $1 AND retired_at IS NULL';
      return (await pool.query(withAudit(text, [id, by, at], audit))).rowCount === 1;
    },
  };
}

export type MacrosRepository = ReturnType<typeof createMacrosRepository>;

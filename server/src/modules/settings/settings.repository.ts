import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { SettingName, SettingRow } from './utility-rules.ts';

export interface NewSetting {
  name: SettingName;
  value: unknown;
  validFrom: Date;
  setBy: string;
  reason: string;
}

const columns = 'id, name, value, valid_from AS "validFrom", set_by AS "setBy", set_at AS "setAt", reason';

export function createSettingsRepository(pool: Pool) {
  return {
    /** Every row, newest first: a few a year. */
    async all(db: Pool | PoolClient = pool): Promise<SettingRow[]> {
      return (await db.query<SettingRow>(`SELECT ${columns} FROM utility_settings ORDER BY id DESC`)).rows;
    },

    /** The new value and the log of it, or neither. */
    async set({ name, value, validFrom, setBy, reason }: NewSetting, audit: AuditRecord): Promise<void> {
      const text = `INSERT INTO utility_settings (name, value, valid_from, set_by, reason) VALUES ($1, $2, $3, $4, $5)`;
      await pool.query(withAudit(text, [name, JSON.stringify(value), validFrom, setBy, reason], audit));
    },
  };
}

export type SettingsRepository = ReturnType<typeof createSettingsRepository>;

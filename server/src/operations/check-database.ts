import type { Settings } from '../config/env.ts';
import type { Database } from '../infra/database.ts';
import { StartError } from '../shared/start-error.ts';

/** Refuses to start on a database of the other mode, an unmigrated one, or with a role that could change the ledger. */
export async function checkDatabase(db: Database, settings: Pick<Settings, 'HALL_MODE'>): Promise<void> {
  const { rows } = await db.pool
    .query(`SELECT to_regclass('database_marks') IS NOT NULL AS migrated`)
    .catch(error => {
      throw new StartError(`DATABASE_URL: the database cannot be reached (${error.code ?? 'no answer'})`);
    });
  if (!rows[0].migrated)
    throw new StartError('DATABASE_URL: the database has not been migrated; run npm run migrate');
  const mark = await db.pool.query(
    `SELECT (SELECT value FROM database_marks WHERE name = 'mode') AS mode,
            has_table_privilege('ledger_postings', 'UPDATE') OR has_table_privilege('ledger_postings', 'TRUNCATE') AS too_strong`,
  );
  const { mode, too_strong } = mark.rows[0];
  if (mode !== settings.HALL_MODE)
    throw new StartError(
      `HALL_MODE: the database is marked ${mode ?? 'not at all'}, expected ${settings.HALL_MODE}`,
    );
  if (too_strong && settings.HALL_MODE === 'production')
    throw new StartError(
      'DATABASE_URL: this role may change the ledger, expected a login that is granted dianting_app and owns nothing',
    );
}

import type { Settings } from '../config/env.ts';
import type { Database } from '../infra/database.ts';
import { StartError } from '../shared/start-error.ts';
import { type Finding, inspectDatabase } from './inspect-database.ts';

const patienceMs = 10_000;

/** Refuses to start on a database of the other mode, an unmigrated one, or with a role that could change the ledger. */
export async function checkDatabase(db: Database, settings: Pick<Settings, 'HALL_MODE'>): Promise<void> {
  const { findings, mode } = await inspectDatabase(db, settings.HALL_MODE, patienceMs);
  if (findings.length === 0) return;
  const words: Record<Finding, string> = {
    'database-unreachable': 'DATABASE_URL: the database does not answer, or does not let this login in',
    'migrations-missing': 'DATABASE_URL: migrations are missing in this database; run npm run migrate',
    'mode-differs': `HALL_MODE: the database is marked ${mode ?? 'not at all'}, expected ${settings.HALL_MODE}`,
    'role-too-weak': 'DATABASE_URL: this login lacks rights, expected one that is granted dianting_app',
    'role-too-strong':
      'DATABASE_URL: this role may change the ledger, expected a login that is granted dianting_app and owns nothing',
  };
  throw new StartError(findings.map(finding => words[finding]).join('\n'));
}

/** For programs that run while nothing of the hall does. */
import { openDatabase } from './database.ts';

/** Of the application's login, or another that acts as its role; the tables' owner may look on. */
const sessionsOfTheHall = `SELECT count(*)::int AS count FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND (usename = current_user OR usesysid IN (SELECT m.member FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid WHERE r.rolname = 'dianting_app'))
    AND usesysid <> (SELECT relowner FROM pg_class WHERE oid = 'documents'::regclass)`;

/** @throws Error while a server or a worker is on the database */
export async function requireStopped(url: string, program: string): Promise<void> {
  const db = openDatabase({ url, poolSize: 1, applicationName: program });
  try {
    const { rows } = await db.pool.query<{ count: number }>(sessionsOfTheHall);
    const { count } = rows[0]!;
    if (count > 0)
      throw new Error(
        `✗ ${program}: ${count} sessions of the hall are on this database; stop its servers and workers first, and what pools their connections`,
      );
  } finally {
    await db.close();
  }
}

/** Brings a database up to date: Prisma's migrations, graphile-worker's own tables, and the application role's rights. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { StartError } from '../shared/start-error.ts';
import { projectRoot } from './project-root.ts';
import { applyMigrations } from './schema-engine.ts';

/** @param ownerUrl a role that may create tables and roles. Returns the names of the migrations applied now. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const applied = await applyMigrations(ownerUrl);
  await runMigrations({ connectionString: ownerUrl, logger: new Logger(() => () => {}) });
  await withClient(ownerUrl, client =>
    client.query(readFileSync(join(projectRoot, 'prisma/grants.sql'), 'utf8')),
  );
  return applied;
}

export type DatabaseMode = 'demo' | 'production';

/** Seeding, tests, chaos and bench write only to a database marked demo. The mark never changes once set. */
export async function markDatabase(ownerUrl: string, mode: DatabaseMode): Promise<void> {
  const sql = `INSERT INTO database_marks (name, value) VALUES ('mode', $1) ON CONFLICT (name) DO NOTHING`;
  await withClient(ownerUrl, client => client.query(sql, [mode]));
}

/** The mark, or undefined where there is none: an empty database, or one of somebody else. */
export async function databaseMode(url: string): Promise<DatabaseMode | undefined> {
  return withClient(url, async client => {
    const marked = await client.query(`SELECT to_regclass('public.database_marks') IS NOT NULL AS is_there`);
    if (!marked.rows[0].is_there) return undefined;
    const { rows } = await client.query(`SELECT value FROM database_marks WHERE name = 'mode'`);
    return rows[0]?.value;
  });
}

/** @throws StartError when the database is marked for the other mode; asked before anything is written to it */
export async function refuseOtherMode(url: string, mode: DatabaseMode): Promise<void> {
  const marked = await databaseMode(url);
  if (marked !== undefined && marked !== mode)
    throw new StartError(`HALL_MODE: this database is marked ${marked}, expected ${mode}; it is left alone`);
}

/** @throws StartError unless the database is marked demo: neither an empty one may be filled, nor one of somebody else */
export async function refuseUnlessDemo(url: string, setting: string): Promise<void> {
  const marked = await databaseMode(url);
  if (marked === 'demo') return;
  const found = marked ? `marked ${marked}` : 'not marked';
  throw new StartError(`${setting}: this database is ${found}, expected one marked demo; it is left alone`);
}

/** Makes (or renews the password of) a login that acts as the restricted application role. */
export async function ensureAppLogin(ownerUrl: string, name: string, password: string): Promise<void> {
  await withClient(ownerUrl, async client => {
    const login = client.escapeIdentifier(name);
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
    await client.query(
      `${rowCount ? 'ALTER' : 'CREATE'} ROLE ${login} LOGIN PASSWORD ${client.escapeLiteral(password)}`,
    );
    await client.query(`GRANT dianting_app TO ${login}`);
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // Where the database ends under it, the query under way tells it.
  client.on('error', () => {});
  await client.connect().catch(error => {
    throw new StartError(
      `DATABASE_URL, DATABASE_OWNER_URL: the database at ${new URL(url).host} cannot be reached (${error.message || error.code}), expected one that answers`,
    );
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** One PostgreSQL for the whole test run, with a migrated template from which each suite gets a database of its own. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadReferenceData } from '../../prisma/seed/reference-data.ts';
import { startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';
import { ensureAppLogin, markDatabase, migrate } from '../../server/src/infra/migrate.ts';

const templateName = 'hall_template';
const inMemory = '/dev/shm';
const appLogin = 'hall_test';
const appPassword = 'hall_test';

export interface Cluster {
  ownerUrl: string;
  stop(): Promise<void>;
}

/** Speed settings that only a throw-away cluster may have; the crash proofs run on clusters of their own with fsync on. */
const throwAway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '256MB',
  max_connections: '200',
};

export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(roomiest(), 'dianting-test-'));
  // As root the server runs as the user postgres, who must be able to enter.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), settings: throwAway });
  await runSql(server.ownerUrl, `CREATE DATABASE ${templateName}`);
  const templateUrl = withDatabase(server.ownerUrl, templateName);
  await migrate(templateUrl);
  await markDatabase(templateUrl, 'demo');
  await withClient(templateUrl, loadReferenceData);
  await ensureAppLogin(templateUrl, appLogin, appPassword);
  return {
    ownerUrl: server.ownerUrl,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What is thrown away stays in memory where there is room: a copy of the template takes a tenth of the time. */
function roomiest(): string {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return Math.min(bavail * bsize, freemem()) > 4 * 2 ** 30 ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}

export interface TestDatabase {
  /** The application's restricted role. */
  url: string;
  /** The owner, for setting up a world and for looking behind the curtain. */
  ownerUrl: string;
  drop(): Promise<void>;
}

/** A fresh copy of the migrated template. */
export async function createTestDatabase(
  clusterUrl = process.env['TEST_CLUSTER_URL'],
): Promise<TestDatabase> {
  if (!clusterUrl) throw new Error('TEST_CLUSTER_URL is missing: the suite runs without the global setup');
  const name = `hall_${randomBytes(6).toString('hex')}`;
  await createFromTemplate(clusterUrl, name);
  const ownerUrl = withDatabase(clusterUrl, name);
  const app = new URL(ownerUrl);
  app.username = appLogin;
  app.password = appPassword;
  return {
    url: app.toString(),
    ownerUrl,
    drop: () => runSql(clusterUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** The owner's connections. A database that is dropped takes idle ones along: no test, of this suite or the next, fails for that. */
export function ownerPool({ ownerUrl }: Pick<TestDatabase, 'ownerUrl'>, max = 2): pg.Pool {
  return new pg.Pool({ connectionString: ownerUrl, max }).on('error', () => {});
}

/** PostgreSQL copies a template for one session at a time; a second asker waits. */
async function createFromTemplate(clusterUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(712001)');
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${templateName} STRATEGY FILE_COPY`);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

async function runSql(url: string, sql: string): Promise<void> {
  await withClient(url, client => client.query(sql));
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

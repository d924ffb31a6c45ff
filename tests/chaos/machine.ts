/** The machine under test: PostgreSQL with fsync on, the sandbox, and the server as a process that is killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';
import { ensureAppLogin, markDatabase, migrate } from '../../server/src/infra/migrate.ts';
import { freePort } from '../support/hall.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { testFieldKey } from '../support/world.ts';

const serverMain = new URL('../../server/dist/src/main.js', import.meta.url).pathname;

export interface Machine {
  url: string;
  sandbox: Sandbox;
  ownerUrl: string;
  /** Number of times the server died at each named point. */
  serverDeaths: Map<string, number>;
  databaseDeaths: number;
  killServer(): Promise<void>;
  killDatabase(): Promise<void>;
  /** From now on the server runs without crash points. */
  calmDown(): Promise<void>;
  close(): Promise<void>;
}

/** @param nextCrash asked at each start of the server: `point:count`, the place and the time it is reached at which it dies. */
export async function startMachine(nextCrash: () => string | undefined): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'dianting-chaos-'));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'pg');
  const databasePort = await freePort();
  let postgres: EmbeddedDatabase = await startEmbeddedPostgres({ dataDir, port: databasePort });
  const ownerUrl = postgres.ownerUrl;
  await migrate(ownerUrl);
  await markDatabase(ownerUrl, 'demo');
  await ensureAppLogin(ownerUrl, 'hall_chaos', 'hall_chaos');
  const appUrl = ownerUrl.replace(/\/\/[^@]+@/, '//hall_chaos:hall_chaos@');
  const sandbox = await startSandbox();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;

  let server: ChildProcess | undefined;
  let calm = false;
  let closing = false;
  const serverDeaths = new Map<string, number>();
  const died = (point: string) => serverDeaths.set(point, (serverDeaths.get(point) ?? 0) + 1);

  async function startServer(): Promise<void> {
    if (closing) return;
    const crash = calm ? undefined : nextCrash();
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const child = spawn(process.execPath, [serverMain], {
      env: {
        ...inherited,
        ...sandbox.credentials,
        HALL_MODE: 'demo',
        PORT: String(port),
        PUBLIC_BASE_URL: url,
        DATABASE_URL: appUrl,
        FIELD_KEY: testFieldKey,
        SANDBOX_URL: sandbox.url,
        LOG_LEVEL: 'silent',
        JOBS_IN_SERVER: 'true',
        PAYMENT_EXPIRY_MINUTES: '2',
        ...(crash ? { HALL_CRASH_POINT: crash } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    server = child;
    let said = '';
    child.stderr.on('data', chunk => (said = (said + chunk).slice(-4000)));
    child.once('exit', (code, signal) => {
      if (server === child) server = undefined;
      if (closing || child.killed) return;
      if (signal === 'SIGKILL' && crash) died(crash.split(':')[0]!);
      else if (code !== 0) console.error(`server stopped (${code ?? signal}) ${said}`);
      setTimeout(() => void startServer(), 50);
    });
    await Promise.race([
      new Promise<void>(resolve =>
        child.stdout.on('data', chunk => String(chunk).includes('hall listening') && resolve()),
      ),
      new Promise<void>(resolve => child.once('exit', () => resolve())),
    ]);
  }

  async function killServer(): Promise<void> {
    const child = server;
    if (!child) return;
    const gone = new Promise<void>(resolve => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await gone;
    if (server === child) server = undefined;
    died('at-random');
    await startServer();
  }

  await startServer();
  const machine: Machine = {
    url,
    sandbox,
    ownerUrl,
    serverDeaths,
    databaseDeaths: 0,
    killServer,
    async killDatabase() {
      process.kill(postgres.pid, 'SIGKILL');
      machine.databaseDeaths += 1;
      postgres = await startEmbeddedPostgres({ dataDir, port: databasePort });
    },
    async calmDown() {
      calm = true;
      await killServer();
      serverDeaths.set('at-random', serverDeaths.get('at-random')! - 1);
    },
    async close() {
      closing = true;
      server?.kill('SIGKILL');
      await sandbox.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return machine;
}

/** The owner's pool, which outlives the deaths of the database: a broken connection is replaced at the next query. */
export function ownerPool(machine: Machine): pg.Pool {
  const pool = new pg.Pool({ connectionString: machine.ownerUrl, max: 8 });
  pool.on('error', () => {});
  return pool;
}

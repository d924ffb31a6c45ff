/** The machine under test: PostgreSQL with fsync on, the sandbox, and the server as a process that is killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';
import { freePort } from '../../server/src/infra/free-port.ts';
import { ensureAppLogin, markDatabase, migrate } from '../../server/src/infra/migrate.ts';
import { type Sandbox, shiftedTime, startSandbox } from '../support/sandbox.ts';
import { testFieldKey } from '../support/world.ts';

const serverMain = new URL('../../server/dist/src/main.js', import.meta.url).pathname;

export interface Machine {
  url: string;
  sandbox: Sandbox;
  ownerUrl: string;
  /** Where banks connect by TCP. */
  bankPort: number;
  /** What the server is started with. */
  environment: Record<string, string>;
  /** Number of times the server died at each named point. */
  serverDeaths: Map<string, number>;
  databaseDeaths: number;
  killServer(): Promise<void>;
  killDatabase(): Promise<void>;
  /** For good: whoever comes after has its port. */
  stopServer(): Promise<void>;
  close(): Promise<void>;
}

/** @param nextCrash asked at each start of the server: places and the times they are reached at which it dies, see crash-point.ts; none: it lives */
export async function startMachine(
  nextCrash: (deaths: ReadonlyMap<string, number>) => string | undefined,
  { timeFile, environment: more }: { timeFile: string; environment: Record<string, string> },
): Promise<Machine> {
  // First, because it ends with this process by itself, and the database does not.
  const sandbox = await startSandbox({ timeFile });
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
  const [port, bankPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;

  const environment = {
    ...sandbox.credentials,
    HALL_MODE: 'demo',
    PORT: String(port),
    PUBLIC_BASE_URL: url,
    DATABASE_URL: appUrl,
    FIELD_KEY: testFieldKey,
    DOCUMENT_DIR: join(folder, 'documents'),
    SANDBOX_URL: sandbox.url,
    LOG_LEVEL: 'silent',
    JOBS_IN_SERVER: 'true',
    PAYMENT_EXPIRY_MINUTES: '2',
    AGENCY_TCP_PORT: String(bankPort),
    ...more,
  };
  let server: ChildProcess | undefined;
  let closing = false;
  const serverDeaths = new Map<string, number>();
  const died = (point: string) => serverDeaths.set(point, (serverDeaths.get(point) ?? 0) + 1);

  async function startServer(): Promise<void> {
    if (closing) return;
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const crash = nextCrash(serverDeaths);
    const child = spawn(process.execPath, ['--import', shiftedTime, serverMain], {
      env: {
        ...inherited,
        ...environment,
        SHIFTED_TIME_FILE: timeFile,
        ...(crash ? { HALL_CRASH_POINT: crash } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    server = child;
    let said = '';
    child.stderr.on('data', chunk => (said = (said + chunk).slice(-4000)));
    child.once('close', (code, signal) => {
      if (server === child) server = undefined;
      if (closing || child.killed) return;
      const point = /^died at (\S+)$/m.exec(said)?.[1];
      if (point) died(point);
      else console.error(`server stopped (${code ?? signal}) ${said}`);
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
    if (!child || child.killed) return;
    const gone = new Promise<void>(resolve => child.once('close', () => resolve()));
    child.kill('SIGKILL');
    await gone;
    died('at-random');
    await startServer();
  }

  await startServer();
  const machine: Machine = {
    url,
    sandbox,
    ownerUrl,
    bankPort,
    environment,
    serverDeaths,
    databaseDeaths: 0,
    killServer,
    async killDatabase() {
      process.kill(postgres.pid, 'SIGKILL');
      machine.databaseDeaths += 1;
      postgres = await startEmbeddedPostgres({ dataDir, port: databasePort });
    },
    async stopServer() {
      closing = true;
      const child = server;
      if (!child) return;
      const gone = new Promise<void>(resolve => child.once('close', () => resolve()));
      child.kill('SIGKILL');
      await gone;
    },
    async close() {
      await machine.stopServer();
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

/** What the benchmarks run on: PostgreSQL with fsync and synchronous_commit on, the built server, the sandbox, and made-up homes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';
import { ensureAppLogin, markDatabase, migrate } from '../../server/src/infra/migrate.ts';
import { freePort } from '../support/hall.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { createWorld, testFieldKey, type World } from '../support/world.ts';

export const poolSize = 10;

export interface Program {
  url: string;
  /** CPU seconds used so far, and peak memory in MiB, from /proc. */
  usage(): { cpuSeconds: number; peakMiB: number };
  stop(): Promise<void>;
}

export interface Stage {
  appUrl: string;
  owner: pg.Pool;
  world: World;
  sandbox: Sandbox;
  server: Program;
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'dianting-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'pg'),
    settings: { fsync: 'on', synchronous_commit: 'on' },
  });
  await migrate(postgres.ownerUrl);
  await markDatabase(postgres.ownerUrl, 'demo');
  await ensureAppLogin(postgres.ownerUrl, 'hall_bench', 'hall_bench');
  const appUrl = postgres.ownerUrl.replace(/\/\/[^@]+@/, '//hall_bench:hall_bench@');
  const sandbox = await startSandbox();
  const port = await freePort();
  const server = await startProgram('server/dist/src/main.js', /hall listening (\S+)/, {
    ...sandbox.credentials,
    HALL_MODE: 'demo',
    PORT: String(port),
    PUBLIC_BASE_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: appUrl,
    DATABASE_POOL_SIZE: String(poolSize),
    FIELD_KEY: testFieldKey,
    LOG_LEVEL: 'error',
    JOBS_IN_SERVER: 'true',
  });
  const owner = new pg.Pool({ connectionString: postgres.ownerUrl, max: 4 });
  return {
    appUrl,
    owner,
    world: createWorld(owner),
    sandbox,
    server,
    async close() {
      await server.stop();
      await sandbox.close();
      await owner.end();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startProgram(
  file: string,
  ready: RegExp,
  env: Record<string, string>,
): Promise<Program> {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const args = file.endsWith('.ts') ? ['--import', 'tsx', file] : [file];
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...inherited, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let seen = '';
    child.stdout!.on('data', chunk => {
      seen += chunk;
      const found = ready.exec(seen)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', code => reject(new Error(`${file} stopped (${code})`)));
  });
  return {
    url,
    usage: () => usageOf(child.pid!),
    stop: () =>
      new Promise(resolve => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** Linux only: utime and stime are the 14th and 15th fields, in ticks of 10 ms. */
function usageOf(pid: number): { cpuSeconds: number; peakMiB: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    peakMiB: Math.round(Number(peak) / 1024),
  };
}

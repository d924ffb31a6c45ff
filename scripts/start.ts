/**
 * `npm start`: the whole hall on one machine, for trying it out. PostgreSQL (unless DATABASE_URL names one), migrations,
 * demo data, sandbox gateways, clients and server; Ctrl-C stops them all.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dataFolder = process.env['DATA_DIR'] ? join(process.cwd(), process.env['DATA_DIR']) : join(root, '.data');
const say = (line = '') => console.log(line);
const children: ChildProcess[] = [];
let stopDatabase: (() => Promise<void>) | undefined;
let stopping = false;

if (process.env['HALL_MODE'] === 'production') {
  console.error('HALL_MODE: npm start is the demo. In production run: npm run build, npm run migrate, npm run server, npm run worker');
  process.exit(1);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));

try {
  await start();
} catch (error) {
  if (!stopping) console.error(error instanceof Error ? error.message : error);
  await stop(1);
}

async function start(): Promise<void> {
  const began = Date.now();
  const port = await portToListenOn();
  mkdirSync(dataFolder, { recursive: true });
  await build(['prisma'], { say });
  const building = build(['server', 'admin', 'h5'], { say });
  building.catch(() => {});
  const database = await prepareDatabase();
  await building;
  const sandbox = await startSandbox();
  const environment = {
    ...sandbox.credentials,
    ...database,
    ...process.env,
    HALL_MODE: 'demo',
    DATABASE_URL: database.DATABASE_URL,
    PORT: String(port),
    PUBLIC_BASE_URL: process.env['PUBLIC_BASE_URL'] || `http://127.0.0.1:${port}`,
    SANDBOX_URL: sandbox.url,
    JOBS_IN_SERVER: 'true',
    LOG_LEVEL: process.env['LOG_LEVEL'] || 'warn',
  };
  const url = await spawnUntilReady('server', join(root, 'server/dist/src/main.js'), environment, /hall listening (\S+)/);
  const { describeDemo } = await import('../prisma/seed/describe-demo.ts');
  say(`\nDianting is open (${((Date.now() - began) / 1000).toFixed(1)} s). Ctrl-C closes it.`);
  say(`  hall        ${url}/`);
  say(`  staff view  ${url}/admin/`);
  say(`  API         ${url}/api/v1    documentation ${url}/api/docs`);
  say(`  sandbox     ${sandbox.url}/  SMS inbox ${sandbox.url}/sms-inbox\n`);
  say(await describeDemo(environment));
}

/** The port asked for, or 3000; a taken one is said at once. */
async function portToListenOn(): Promise<number> {
  const port = Number(process.env['PORT'] || 3000);
  await new Promise<void>((resolve, reject) => {
    const probe = createServer().once('error', () => reject(new Error(`PORT: ${port} is in use; choose another, e.g. PORT=3001 npm start`)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
  return port;
}

interface DatabaseEnvironment {
  DATABASE_URL: string;
  DATABASE_OWNER_URL: string;
  FIELD_KEY: string;
}

async function prepareDatabase(): Promise<DatabaseEnvironment> {
  const { databaseMode, ensureAppLogin, markDatabase, migrate } = await import('../server/src/infra/migrate.ts');
  const FIELD_KEY = process.env['FIELD_KEY'] || demoSecret('field-key');
  let ownerUrl = process.env['DATABASE_OWNER_URL'] || process.env['DATABASE_URL'];
  let appUrl = process.env['DATABASE_URL'];
  if (!appUrl || !ownerUrl) {
    const { startEmbeddedPostgres } = await import('../server/src/infra/embedded-postgres.ts');
    const postgres = await startEmbeddedPostgres({ dataDir: join(dataFolder, 'postgres') });
    stopDatabase = postgres.stop;
    ownerUrl = postgres.ownerUrl;
    const login = new URL(ownerUrl);
    login.username = 'hall';
    login.password = demoSecret('database-password');
    appUrl = login.toString();
  }
  const applied = await migrate(ownerUrl);
  if (applied.length) say(`applied ${applied.length} migrations`);
  if (stopDatabase) await ensureAppLogin(ownerUrl, 'hall', new URL(appUrl).password);
  await markDatabase(ownerUrl, 'demo');
  if ((await databaseMode(ownerUrl)) !== 'demo') throw new Error('DATABASE_URL: this database is not marked as demo; npm start will not touch it');
  const environment = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, FIELD_KEY };
  const { seed } = await import('../prisma/seed/seed.ts');
  await seed({ ownerUrl, fieldKey: FIELD_KEY, say });
  return environment;
}

/** Secrets of this demo, made once and kept with its data. */
function demoSecret(name: string): string {
  const file = join(dataFolder, `${name}.secret`);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString(name === 'database-password' ? 'hex' : 'base64'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

async function startSandbox(): Promise<{ url: string; credentials: Record<string, string> }> {
  const environment = { ...process.env, SANDBOX_PORT: process.env['SANDBOX_PORT'] || '3100', SANDBOX_STATE_DIR: join(dataFolder, 'sandbox') };
  const url = await spawnUntilReady('sandbox', join(root, 'server/dist/sandbox/main.js'), environment, /sandbox listening (\S+)/);
  const credentials = (await (await fetch(`${url}/control/credentials`)).json()) as Record<string, string>;
  return { url, credentials };
}

/** Starts a program and waits for the line in which it says where it listens. */
function spawnUntilReady(name: string, file: string, env: NodeJS.ProcessEnv, ready: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    let seen = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      const url = ready.exec((seen += chunk))?.[1];
      if (url) resolve(url);
      else if (seen.length > 100_000) seen = '';
    });
    child.on('exit', code => {
      reject(new Error(`${name} stopped (${code})`));
      if (!stopping) void stop(1);
    });
  });
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all(children.map(endChild));
  await stopDatabase?.();
  process.exit(code);
}

function endChild(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode) return resolve();
    const hard = setTimeout(() => child.kill('SIGKILL'), 8_000);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** A whole hall in this process: database of its own, restricted role, real HTTP, and the sandbox as its gateways. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { Hall as HallApp } from '../../server/src/app.ts';
import type { Settings } from '../../server/src/config/env.ts';
import type { Clock } from '../../server/src/infra/clock.ts';
import type { CrashPoints } from '../../server/src/infra/crash-point.ts';
import { freePort } from '../../server/src/infra/free-port.ts';
import { moduleOf } from './bundles.ts';
import { createTestDatabase, ownerPool } from './cluster.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { createWorld, testFieldKey, type World } from './world.ts';

const { createHall }: typeof import('../../server/src/app.ts') = await import(moduleOf('app'));
const { readSettings }: typeof import('../../server/src/config/env.ts') = await import(moduleOf('env'));

export interface HallOptions {
  clock?: Clock;
  /** Of a shared clock: the gateways' time moves with the hall's. */
  timeFile?: string;
  crashPoints?: CrashPoints;
  /** Background jobs run as in production. Default: false, a test calls `hall.app.runJob(name)` itself. */
  jobs?: boolean;
  /** Serve the built clients as well. */
  web?: boolean;
  environment?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

export interface RunningHall {
  url: string;
  settings: Settings;
  app: HallApp;
  /** The owner's connection: to set the scene and to look behind the curtain. */
  owner: pg.Pool;
  world: World;
  sandbox: Sandbox;
  /** One request to /api/v1, JSON in and out. */
  call(
    method: string,
    path: string,
    options?: {
      token?: string;
      cookie?: string;
      body?: unknown;
      key?: string;
      headers?: Record<string, string>;
    },
  ): Promise<Answer>;
  /** The hall alone ends; its database, its files and the gateways stay. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export async function startHall(options: HallOptions = {}): Promise<RunningHall> {
  const [documents, database, sandbox, port] = await Promise.all([
    mkdtemp(join(tmpdir(), 'dianting-documents-')),
    createTestDatabase(),
    startSandbox({ timeFile: options.timeFile }),
    freePort(),
  ]);
  const url = `http://127.0.0.1:${port}`;
  const settings = readSettings({
    ...sandbox.credentials,
    HALL_MODE: 'demo',
    PORT: String(port),
    PUBLIC_BASE_URL: url,
    DATABASE_URL: database.url,
    FIELD_KEY: testFieldKey,
    SANDBOX_URL: sandbox.url,
    LOG_LEVEL: 'silent',
    JOBS_IN_SERVER: String(options.jobs ?? false),
    DOCUMENT_DIR: documents,
    ...options.environment,
  });
  const app = await createHall(settings, {
    clock: options.clock,
    crashPoints: options.crashPoints,
    serveClients: options.web ?? false,
  });
  await app.listen();
  const owner = ownerPool(database, 4);
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= app.close();
    return stopped;
  };
  return {
    url,
    settings,
    app,
    owner,
    sandbox,
    world: createWorld(owner),
    call: (method, path, request = {}) => call(url, method, path, request),
    stop,
    async close() {
      await stop();
      await owner.end();
      await Promise.all([sandbox.close(), database.drop(), rm(documents, { recursive: true, force: true })]);
    },
  };
}

/** As much of a hall as is reached from outside its process. */
export type HallOutside = Pick<RunningHall, 'url' | 'owner' | 'world' | 'sandbox' | 'call' | 'close'> & {
  app: Pick<HallApp, 'bankPort'>;
};

async function call(
  url: string,
  method: string,
  path: string,
  {
    token,
    cookie,
    body,
    key,
    headers = {},
  }: { token?: string; cookie?: string; body?: unknown; key?: string; headers?: Record<string, string> },
): Promise<Answer> {
  const target = path.startsWith('/api/') || path.startsWith('http') ? path : `/api/v1${path}`;
  const reply = await fetch(target.startsWith('http') ? target : url + target, {
    method,
    redirect: 'manual',
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key ? { 'idempotency-key': key } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await reply.arrayBuffer());
  const isJson = reply.headers.get('content-type')?.includes('json');
  return {
    status: reply.status,
    headers: reply.headers,
    body: isJson ? JSON.parse(bytes.toString()) : bytes,
  };
}

/** Asks until the answer is what is waited for; fails with the last answer. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isDone: (value: T) => boolean,
  timeoutMs = 30_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (isDone(value)) return value;
    if (Date.now() > end) throw new Error(`not reached in ${timeoutMs} ms; last: ${JSON.stringify(value)}`);
    await new Promise(done => setTimeout(done, 100));
  }
}

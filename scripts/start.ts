/**
 * `npm start`: the whole hall on one machine, for trying it out. PostgreSQL (unless DATABASE_URL names one), migrations,
 * demo data, sandbox gateways, clients and server; Ctrl-C stops them all.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuseMalformed, takeSecretFiles } from '../server/src/config/env.ts';
import { build } from './build.ts';
import { createChildren } from './child-programs.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (line = '') => console.log(line);
const ending = new AbortController();
const children = createChildren(fail);
let stopDatabase = async () => {};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
try {
  await start();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

async function start(): Promise<void> {
  const began = Date.now();
  if (existsSync('.env')) process.loadEnvFile('.env');
  if (process.env['HALL_MODE'] === 'production')
    throw new Error(
      'HALL_MODE: npm start is the demo. In production run: npm run build, npm run migrate, npm run server, npm run worker',
    );
  takeSecretFiles();
  refuseMalformed();
  const host = process.env['HOST'] || '127.0.0.1';
  const port = await hallPort(host);
  const dataFolder = process.env['DATA_DIR'] ? resolve(process.env['DATA_DIR']) : join(root, '.data');
  mkdirSync(dataFolder, { recursive: true });
  await build(['prisma'], { say, signal: ending.signal });
  const building = build(['server', 'admin', 'kiosk', 'h5'], { say, signal: ending.signal });
  building.catch(() => {});
  const { prepareDemoDatabase } = await import('./demo-database.ts');
  // Neither waits for the other, so that a second start is short.
  const [database, sandbox] = await Promise.all([
    prepareDemoDatabase({ dataFolder, say, onStarting: stop => (stopDatabase = stop), onDeath: fail }),
    building.then(() => startSandbox(dataFolder)),
  ]);
  const callbackToken = process.env['SMS_CALLBACK_TOKEN'] || randomBytes(24).toString('hex');
  const environment = {
    ...sandbox.credentials,
    ...process.env,
    ...database.environment,
    DOCUMENT_DIR: process.env['DOCUMENT_DIR'] || join(dataFolder, 'documents'),
    // The owner's address is not for the server.
    DATABASE_OWNER_URL: '',
    HALL_MODE: 'demo',
    HOST: host,
    PORT: String(port),
    PUBLIC_BASE_URL: process.env['PUBLIC_BASE_URL'] || `http://127.0.0.1:${port}`,
    SANDBOX_URL: sandbox.url,
    SMS_CALLBACK_TOKEN: callbackToken,
    ...demoTemplates(),
    AGENCY_TCP_PORT: process.env['AGENCY_TCP_PORT'] || String((await tryPort(host, 3200)) ?? 0),
    JOBS_IN_SERVER: 'true',
    LOG_LEVEL: process.env['LOG_LEVEL'] || 'warn',
  };
  // What is told of the demo is loaded on the other core meanwhile.
  const [{ describeDemo }] = await Promise.all([
    import('../prisma/seed/describe-demo.ts'),
    children.start('server', join(root, 'server/dist/src/main.js'), environment, /^hall listening (\S+)/),
  ]);
  await setCallbacks(sandbox.url, `http://${host}:${port}/notify`, callbackToken);
  welcome(
    environment.PUBLIC_BASE_URL,
    sandbox.url,
    await describeDemo({ ...environment, DATABASE_OWNER_URL: database.ownerUrl }),
    Date.now() - began,
  );
}

/** As one does in the providers' consoles: what users write and what became of messages comes to the hall. */
async function setCallbacks(sandboxUrl: string, notify: string, token: string): Promise<void> {
  const post = async (path: string, body: object) => {
    const reply = await fetch(`${sandboxUrl}/control/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`sandbox ${path}: ${await reply.text()}`);
  };
  await post('settings', {
    smsCallbackUrl: `${notify}/sms/tencent/${token}`,
    smsReceiptUrl: `${notify}/messages/sms`,
    smsTencentReceiptUrl: `${notify}/messages/sms-tencent/${token}`,
  });
  await post('weixin/push-address', { app: 'weapp', url: `${notify}/messages/wechat-subscribe` });
  await post('weixin/push-address', { app: 'oa', url: `${notify}/messages/wechat-oa` });
}

/** Templates as a utility has them in the wallets' consoles: the kinds of the fields are those of the values. */
function demoTemplates(): Record<string, string> {
  const fields = {
    'low-balance': 'amount1.number2.date3',
    'bill-issued': 'thing1.amount2.date3',
    'due-soon': 'thing1.amount2.date3',
    overdue: 'amount1.number2',
    'outage-planned': 'thing1.time2.time3.thing4',
    'supply-suspended': 'amount1',
  };
  const list = (app: string) =>
    Object.entries(fields)
      .map(([event, keys]) => `${event}=demo-${app}-${event}:${keys}`)
      .join(',');
  return {
    WECHAT_SUBSCRIBE_TEMPLATES: list('mini'),
    WECHAT_OA_TEMPLATES: list('oa'),
    ALIPAY_TEMPLATES: list('alipay'),
  };
}

function welcome(url: string, sandboxUrl: string, demo: string, milliseconds: number): void {
  say(`\nDianting is open (after ${(milliseconds / 1000).toFixed(1)} s). Ctrl-C closes it.`);
  say(`  hall        ${url}/`);
  say(`  staff view  ${url}/admin/`);
  say(`  API         ${url}/api/v1    documentation ${url}/api/docs`);
  say(`  sandbox     ${sandboxUrl}/    messages ${sandboxUrl}/messages    a phone ${sandboxUrl}/sms-phone\n`);
  say(demo);
}

/** The port asked for, or 3000; a taken one is said before anything is built. */
async function hallPort(host: string): Promise<number> {
  const asked = Number(process.env['PORT'] || 3000);
  const port = await tryPort(host, asked);
  if (port === undefined)
    throw new Error(`PORT: ${asked} is in use on ${host}; choose another, e.g. PORT=${asked + 1} npm start`);
  return port;
}

/** The port if it is free (a free one for 0), otherwise undefined. */
function tryPort(host: string, port: number): Promise<number | undefined> {
  return new Promise((done, refuse) => {
    const probe = createServer().once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE'
        ? done(undefined)
        : refuse(new Error(`HOST, PORT: cannot listen on ${host}:${port} (${error.code})`)),
    );
    probe.listen(port, host, () => {
      const { port: actual } = probe.address() as AddressInfo;
      probe.close(() => done(actual));
    });
  });
}

async function startSandbox(
  dataFolder: string,
): Promise<{ url: string; credentials: Record<string, string> }> {
  const asked = process.env['SANDBOX_PORT'];
  const port = asked || String((await tryPort('127.0.0.1', 3100)) ?? 0);
  const environment = { ...process.env, SANDBOX_PORT: port, SANDBOX_STATE_DIR: join(dataFolder, 'sandbox') };
  const url = await children.start(
    'sandbox',
    join(root, 'server/dist/sandbox/main.js'),
    environment,
    /^sandbox listening (\S+)/,
  );
  const credentials = (await (await fetch(`${url}/control/credentials`)).json()) as Record<string, string>;
  return { url, credentials };
}

function fail(reason: string): void {
  if (!ending.signal.aborted) console.error(reason);
  void stop(1);
}

async function stop(code: number): Promise<void> {
  if (ending.signal.aborted) return;
  ending.abort(new Error('stopped'));
  await children.end();
  await stopDatabase();
  process.exit(code);
}

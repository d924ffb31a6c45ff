/** A hall as it runs in production: a server and a worker as programs of their own on one database, watched by their operator. */

import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { freePort } from '../../../server/src/infra/free-port.ts';
import { createTestDatabase, ownerPool, type TestDatabase } from '../../support/cluster.ts';
import { eventually } from '../../support/hall.ts';
import { type Program, startProgram } from '../../support/program.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';
import { createWorld, testFieldKey, type World } from '../../support/world.ts';

let database: TestDatabase;
let owner: pg.Pool;
let world: World;
let sandbox: Sandbox;
let line: Line;
let server: Program;
let worker: Program;
let url: string;
/** Everything personal that went in or out; none of it may stand in a log. */
const personal = new Set<string>();

/** The cable between server and database: it can be cut, and it can fall silent. */
interface Line {
  port: number;
  state: 'whole' | 'silent' | 'cut';
  close(): void;
}

async function layLine(databasePort: number): Promise<Line> {
  const sockets = new Set<Socket>();
  const relay: Server = createServer(socket => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    if (state === 'cut') return socket.destroy();
    const far = connect(databasePort, '127.0.0.1').on('error', () => socket.destroy());
    socket.on('data', bytes => state === 'whole' && far.write(bytes));
    far.on('data', bytes => state === 'whole' && socket.write(bytes));
    socket.on('close', () => far.destroy());
    far.on('close', () => socket.destroy());
  });
  let state: Line['state'] = 'whole';
  const port = await freePort();
  await new Promise<void>(done => relay.listen(port, '127.0.0.1', done));
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    get state() {
      return state;
    },
    set state(next) {
      state = next;
      if (next !== 'silent') hangUp();
    },
    close() {
      hangUp();
      relay.close();
    },
  };
}

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
  owner = ownerPool(database);
  world = createWorld(owner);
  const address = new URL(database.url);
  line = await layLine(Number(address.port));
  // A merchant with certificates, of which WeChat has the next one since these settings were written.
  const { WECHAT_PAY_PUBLIC_KEY: _1, WECHAT_PAY_PUBLIC_KEY_ID: _2, ...credentials } = sandbox.credentials;
  await sandbox.post('/control/wechat/rotate-certificate');
  await sandbox.post('/control/settings', { wechatNotifyKey: 'platform-certificate' });
  const settings = {
    ...credentials,
    HALL_MODE: 'demo',
    PORT: String(port),
    PUBLIC_BASE_URL: url,
    DATABASE_URL: database.url,
    FIELD_KEY: testFieldKey,
    LOG_LEVEL: 'debug',
  };
  address.port = String(line.port);
  server = startProgram('server', { ...settings, DATABASE_URL: address.toString() });
  worker = startProgram('worker', settings);
  await Promise.all([server.says(/hall listening/), worker.says(/worker running/)]);
}, 120_000);
afterAll(async () => {
  await Promise.all([server.stop(), worker.stop()]);
  line.close();
  await owner.end();
  await Promise.all([sandbox.close(), database.drop()]);
});

interface Answer {
  status: number;
  requestId: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came back and says what it expects
  body: any;
}

let keys = 0;
async function call(
  method: string,
  path: string,
  options: { token?: string; body?: unknown } = {},
): Promise<Answer> {
  const reply = await fetch(
    path.startsWith('/health') || path === '/metrics' ? url + path : `${url}/api/v1${path}`,
    {
      method,
      headers: {
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
        ...(method === 'POST' ? { 'idempotency-key': `two-programs-${++keys}` } : {}),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    },
  );
  const text = await reply.text();
  const isJson = reply.headers.get('content-type')?.includes('json');
  return {
    status: reply.status,
    requestId: reply.headers.get('x-request-id'),
    body: isJson ? JSON.parse(text) : text,
  };
}

async function signIn(phone: string): Promise<string> {
  await call('POST', '/sms-codes', { body: { purpose: 'sign-in', phone } });
  const sms = await eventually(
    () => sandbox.lastSms(phone),
    message => message !== undefined,
    30_000,
  );
  const code = sms!.params['code']!;
  const { body } = await call('POST', '/sessions', { body: { kind: 'sms', phone, code } });
  for (const each of [phone, code, body.token]) personal.add(each);
  return body.token;
}

describe('server and worker on one database', () => {
  test('a payment of which the gateway says nothing is found and credited by the worker', async () => {
    const [resident, household] = [await world.resident(), await world.household()];
    await world.bind(resident, household);
    const bill = await world.bill(household, { amountFen: 8_888 });
    const items = [{ payableId: bill.payableId, amountFen: 8_888 }];
    const body = { channel: 'web-hall', method: 'wechat', product: 'native', items };
    const started = await call('POST', '/payments', { token: resident.token, body });
    expect(started.status).toBe(201);
    await sandbox.post('/control/pay', { paymentNo: started.body.paymentNo, notify: false });
    const paid = await eventually(
      async () => (await call('GET', `/payments/${started.body.paymentNo}`, { token: resident.token })).body,
      view => view.stage === 'credited',
      60_000,
    );
    expect(paid).toMatchObject({ status: 'settled', amountFen: 8_888, surplusFen: 0 });
  }, 90_000);

  test('what residents tell stays out of the logs, from signing in to paying, mistakes and faults included', async () => {
    const household = await world.household({ name: '欧阳望舒' });
    for (const each of [
      household.name,
      household.phone,
      household.identityNo,
      household.accountNo,
      household.contractNo,
      household.meterAssetNo,
      '昆嵛路',
    ])
      personal.add(each);
    const phone = '13712345678';
    await call('POST', '/sessions', { body: { kind: 'sms', phone, code: '314159' } });
    const token = await signIn(phone);
    const wrong = { kind: 'facts', contractNo: household.contractNo, phone: '13898765432' };
    personal.add(wrong.phone);
    const refused = await call('POST', '/households', {
      token,
      body: { accountNo: household.accountNo, proof: wrong },
    });
    expect(refused).toMatchObject({ status: 422, body: { error: 'proof-wrong' } });
    const proof = {
      kind: 'facts',
      contractNo: household.contractNo,
      identityNoTail: household.identityNo.slice(-6),
    };
    const bound = await call('POST', '/households', {
      token,
      body: { accountNo: household.accountNo, proof, nickname: '外婆家' },
    });
    expect([bound.status, bound.body.level]).toEqual([expect.any(Number), 'full']);
    personal.add('外婆家');
    await call('GET', `/households/${household.accountNo}/summary`, { token });
    await call('GET', `/households/${household.accountNo}/summary`, { token: `${token}x` });
    const bill = await world.bill(household, { amountFen: 4_321 });
    const items = [{ payableId: bill.payableId, amountFen: 4_321 }];
    const started = await call('POST', '/payments', {
      token,
      body: { channel: 'web-hall', method: 'wechat', product: 'native', items },
    });
    await sandbox.post('/control/pay', { paymentNo: started.body.paymentNo });
    await eventually(
      async () => (await call('GET', `/payments/${started.body.paymentNo}`, { token })).body,
      view => view.stage === 'credited',
      60_000,
    );
    line.state = 'cut';
    const failed = await call('GET', `/households/${household.accountNo}/summary`, { token });
    expect(failed.status).toBeGreaterThanOrEqual(500);
    expect(JSON.stringify(failed.body)).not.toMatch(/ECONN|127\.0\.0\.1|postgres/);
    line.state = 'whole';

    await server.says(new RegExp(`"requestId":"${failed.requestId}".*request failed`));
    // Written last, after the answer has left.
    await server.says(new RegExp(`"requestId":"${failed.requestId}".*"msg":"request"`));
    const log = server.output() + worker.output();
    expect(log.split('\n').filter(each => each.includes('"requestId"')).length).toBeGreaterThan(10);
    const callers = (route: string) => [
      ...new Set(
        [...log.matchAll(new RegExp(`"route":"${route}".*?"status":(\\d+).*?"who":"(\\w+)"`, 'g'))].map(
          each => `${each[1]} ${each[2]}`,
        ),
      ),
    ];
    expect(callers('/api/v1/households/:accountNo/summary')).toEqual([
      '200 resident',
      '401 none',
      '503 none',
    ]);
    expect(callers('/api/v1/sessions')).toEqual(expect.arrayContaining(['422 none', '200 none']));
    expect(callers('/notify/wechat-pay/payment')).toEqual(['204 partner']);
    const found = [...personal].filter(each => new RegExp(`(?<![\\d.])${each}(?!\\d)`).test(log));
    expect(found).toEqual([]);
  }, 120_000);
});

describe('what operators ask', () => {
  test('a database that falls silent or is cut off is told within two seconds, and forgotten when it is back', async () => {
    for (const state of ['silent', 'cut'] as const) {
      line.state = state;
      const began = Date.now();
      const ready = await call('GET', '/health/ready');
      expect(Date.now() - began).toBeLessThan(2_000);
      expect(ready).toMatchObject({
        status: 503,
        body: { status: 'not-ready', missing: ['database-unreachable'] },
      });
      expect((await call('GET', '/health/live')).status).toBe(200);
      line.state = 'whole';
      await eventually(
        () => call('GET', '/health/ready'),
        answer => answer.status === 200,
      );
    }
  }, 60_000);

  test('missing migrations and a role grown too strong are told as well', async () => {
    const { rows } = await owner.query(
      `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations) RETURNING id`,
    );
    expect((await call('GET', '/health/ready')).body.missing).toEqual(['migrations-missing']);
    await owner.query('UPDATE _prisma_migrations SET rolled_back_at = NULL WHERE id = $1', [rows[0].id]);
    await owner.query('GRANT UPDATE ON ledger_postings TO dianting_app');
    expect((await call('GET', '/health/ready')).body.missing).toEqual(['role-too-strong']);
    await owner.query('REVOKE UPDATE ON ledger_postings FROM dianting_app');
    expect((await call('GET', '/health/ready')).status).toBe(200);
  });

  test('counters name routes, never what was asked for', async () => {
    const { body } = await call('GET', '/metrics');
    expect(body).toContain('route="/api/v1/households/:accountNo/summary"');
    expect(body).toMatch(/hall_http_request_seconds_count\{.*status="200"/);
    for (const each of personal) expect(body).not.toContain(each);
  });

  test('a request keeps the id its caller gave it', async () => {
    const reply = await fetch(`${url}/api/v1/nowhere`, { headers: { 'x-request-id': 'balancer-000042' } });
    expect(reply.headers.get('x-request-id')).toBe('balancer-000042');
    expect(((await reply.json()) as { requestId: string }).requestId).toBe('balancer-000042');
  });
});

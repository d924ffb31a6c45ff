/** A server that dies between storing a partner's payment and handling it, and banks that are slow on purpose. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { systemClock } from '../../../server/src/infra/clock.ts';
import { noCrashPoints } from '../../../server/src/infra/crash-point.ts';
import { openDatabase } from '../../../server/src/infra/database.ts';
import { freePort } from '../../../server/src/infra/free-port.ts';
import { createLogger } from '../../../server/src/infra/logging.ts';
import { createMetrics } from '../../../server/src/infra/metrics.ts';
import { createAgencyModule } from '../../../server/src/modules/agency/index.ts';
import { createTestDatabase, ownerPool, type TestDatabase } from '../../support/cluster.ts';
import { eventually, type RunningHall } from '../../support/hall.ts';
import { type Program, startProgram } from '../../support/program.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';
import { createWorld, testCipher, testFieldKey } from '../../support/world.ts';
import { bankLine } from './bank-line.ts';
import { addMasterKey, addPartner, addPublicKey, dateText } from './partners.ts';

let database: TestDatabase;
let sandbox: Sandbox;
let owner: pg.Pool;
const programs: Program[] = [];

beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
  owner = ownerPool(database);
  owner.on('error', () => {});
}, 60_000);
afterAll(async () => {
  await Promise.all(programs.map(program => program.stop()));
  await owner.end();
  await sandbox.close();
  await database.drop();
});

async function server(more: Record<string, string>): Promise<{ url: string; program: Program }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = startProgram('server', {
    ...sandbox.credentials,
    HALL_MODE: 'demo',
    PORT: String(port),
    PUBLIC_BASE_URL: url,
    DATABASE_URL: database.url,
    FIELD_KEY: testFieldKey,
    SANDBOX_URL: sandbox.url,
    LOG_LEVEL: 'error',
    ...more,
  });
  programs.push(program);
  await program.says(/hall listening (\S+)/);
  return { url, program };
}

test('killed after storing a payment, before handling it: the repeat is handled by the next server and booked once', async () => {
  const hall = { owner } as RunningHall;
  const id = await addPartner(hall, { code: 'MB0001', channels: ['mobile-bank'] });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await addPublicKey(hall, id, 'k1', publicKey);
  const world = createWorld(owner);
  const home = await world.household();
  const bill = await world.bill(home, { amountFen: 4_200 });
  const date = dateText(new Date());
  const call = async (url: string, trade: string, body: object) => {
    const text = JSON.stringify(body);
    const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomBytes(12).toString('hex')];
    const hash = createHash('sha256').update(text).digest('hex');
    const signed = [
      'AGENCY1',
      'POST',
      `/agency/v1/${trade}`,
      'MB0001',
      'k1',
      timestamp,
      nonce,
      hash,
      '',
    ].join('\n');
    const reply = await fetch(`${url}/agency/v1/${trade}`, {
      method: 'POST',
      headers: {
        'agency-partner': 'MB0001',
        'agency-key': 'k1',
        'agency-timestamp': timestamp,
        'agency-nonce': nonce,
        'agency-signature': sign(null, Buffer.from(signed), privateKey).toString('base64'),
      },
      body: text,
    });
    return reply.json() as Promise<Record<string, string>>;
  };
  const first = await server({ HALL_CRASH_POINT: 'partner-message-stored:1' });
  const { accountNo } = home;
  const quote = await call(first.url, 'inquire', { serial: 'i1', date, accountNo, month: '99999999' });
  expect(quote['code']).toBe('0000');
  const { quoteId, amount } = quote;
  const payment = { serial: 'p1', date, quoteId, accountNo, amount, paidAt: '2026-11-22T20:00:00+08:00' };
  await expect(call(first.url, 'pay', payment)).rejects.toThrow();
  await first.program.ended;
  const left = await owner.query(`SELECT status FROM partner_messages WHERE trade = 'pay'`);
  expect(left.rows).toEqual([{ status: 'stored' }]);
  expect((await owner.query('SELECT FROM collections')).rowCount).toBe(0);

  const second = await server({});
  const [answer, again] = await Promise.all([
    call(second.url, 'pay', payment),
    call(second.url, 'pay', payment),
  ]);
  expect(answer['code']).toBe('0000');
  expect(again).toEqual(answer);
  const { rows } = await owner.query('SELECT paid_fen::int FROM payables WHERE id = $1', [bill.payableId]);
  expect(rows).toEqual([{ paid_fen: 4_200 }]);
  expect((await owner.query('SELECT FROM collections')).rowCount).toBe(1);
}, 120_000);

test('who sends a frame byte by byte, or never signs on, is let go in time; others are served meanwhile', async () => {
  const hall = { owner } as RunningHall;
  const masterKey = randomBytes(16);
  const id = await addPartner(hall, { code: 'BK0009', form: 'agency-tcp', channels: ['bank-counter'] });
  await addMasterKey(hall, id, '01', masterKey);
  const db = openDatabase({ url: database.url, poolSize: 2 });
  const metrics = createMetrics();
  const agency = createAgencyModule({
    db,
    cipher: testCipher,
    clock: systemClock,
    logger: createLogger('silent'),
    metrics,
    crashPoints: noCrashPoints,
    quote: async () => undefined,
    keepUnreadable: async () => {},
    forms: new Set(['agency-tcp']),
    settings: {
      AGENCY_TCP_PORT: 0,
      AGENCY_SIGNING_KEY_ID: 'k',
      WECHAT_BILL_SIGNING_KEY_ID: 'k',
      host: '127.0.0.1',
      demo: true,
    },
    patience: { signOn: 1_000, frame: 400, idle: 60_000 },
  });
  await agency.listen();
  const connect = () =>
    bankLine({ port: agency.tcpPort()!, code: 'BK0009', masterKey, now: () => new Date() });
  const honest = await connect();
  expect((await honest.signOn()).code).toBe('0000');
  const [silent, dripping] = [await connect(), await connect()];
  await dripping.signOn();
  const frame = dripping.frame(2, 'd', Buffer.alloc(0));
  let sent = 0;
  const drip = setInterval(() => dripping.socket.write(frame.subarray(sent, ++sent)), 50);
  await Promise.all([silent.closed, dripping.closed]);
  clearInterval(drip);
  expect(sent).toBeLessThan(frame.length);
  expect((await honest.send(2, 'e', Buffer.alloc(0))).code).toBe('0000');
  // Who has signed on is counted by name, who has not as nobody.
  await eventually(
    () => metrics.registry.metrics(),
    text => /partner="BK0009",reason="slow"\} 1/.test(text) && /partner="\?",reason="slow"\} 1/.test(text),
  );
  honest.end();
  await agency.stop();
  await db.close();
}, 60_000);

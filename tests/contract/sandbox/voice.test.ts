import { createHash, createHmac, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Harness, startHarness } from './support/harness.ts';
import { startListener, until } from './support/listener.ts';

let harness: Harness;
let listener: Awaited<ReturnType<typeof startListener>>;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  listener = await startListener(() => ({ status: 200, body: '{"code":"OK"}' }));
  await harness.control('POST', '/reset');
  await harness.control('POST', '/settings', { retryScale: 0.001, voiceRingMs: 2, voiceTimeScale: 0.0001 });
});
afterEach(() => listener.stop());

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const signatureOf = (secret: string, timestamp: string, nonce: string, body: string): string =>
  createHmac('sha256', secret)
    .update(`${timestamp}\n${nonce}\n${sha256(body)}`)
    .digest('hex');

interface More {
  secret?: string;
  at?: number;
}
async function call(method: string, path: string, body = '', more: More = {}) {
  const { VOICE_BASE_URL: base, VOICE_ACCESS_KEY: key, VOICE_SECRET: secret } = harness.credentials;
  const timestamp = String(Math.floor((more.at ?? Date.now()) / 1000));
  const nonce = randomBytes(16).toString('hex');
  const signature = signatureOf(more.secret ?? secret!, timestamp, nonce, body);
  const Authorization = `HMAC-SHA256 AccessKey=${key}, Timestamp=${timestamp}, Nonce=${nonce}, Signature=${signature}`;
  const reply = await fetch(base + path, { method, headers: { Authorization }, body: body || undefined });
  return { status: reply.status, json: (await reply.json()) as Record<string, unknown> };
}
const ordered = (more: object = {}) => ({
  requestId: 'n123-voice',
  phone: '13800000001',
  template: 'dunning-last-call.zh',
  language: 'zh',
  text: '您欠电费¥123.45,将于12月10日10:00停止供电。',
  retries: 2,
  retryIntervalSeconds: 30,
  notifyUrl: `${listener.url}/notify/messages/voice`,
  ...more,
});
const order = (more: object = {}, how: More = {}) =>
  call('POST', '/calls', JSON.stringify(ordered(more)), how);
const phone = (phone: string, more: object) => harness.control('POST', '/voice/phones', { phone, ...more });
/** In the order of what happened: reports may overtake each other on the way. */
const reports = () =>
  listener.received
    .map(({ raw }) => JSON.parse(raw) as Record<string, unknown>)
    .sort((a, b) => String(a['eventId']).localeCompare(String(b['eventId'])));
const states = () => reports().map(({ state }) => state);
const ended = (reports: number) => until(() => states().length === reports);

test('the example of the specification is signed as it says', () => {
  const body = '{"requestId":"n1-voice"}';
  const signature = signatureOf('sk-1', '1700000000', '000102030405060708090a0b0c0d0e0f', body);
  expect(signature).toBe('f55b5d50e8dd0b7b9ec9a33a62296c5a3e880090249c85e2212049058ca75a42');
});

test('a call that is answered: calling, done; heard on the page of messages', async () => {
  const { status, json } = await order();
  expect([status, json['code']]).toEqual([200, 'OK']);
  await ended(2);
  expect(reports()).toMatchObject([
    { state: 'calling', attempt: 1, eventId: `${json['callId']}-1` },
    { state: 'done', attempt: 1, seconds: 14, requestId: 'n123-voice' },
  ]);
  const { headers, raw } = listener.received[0]!;
  const [, timestamp, nonce, signature] = /Timestamp=(\d+), Nonce=(\w+), Signature=(\w+)/.exec(
    String(headers['authorization']),
  )!;
  expect(signature).toBe(signatureOf(harness.credentials['VOICE_SECRET']!, timestamp!, nonce!, raw));
  expect(await harness.control('GET', '/messages?channel=voice')).toMatchObject([
    { to: '13800000001', outcome: 'received', text: expect.stringContaining('停止供电') },
  ]);
});

test('busy, then nobody there, then answered: called again as often as ordered', async () => {
  await phone('13800000001', { outcomes: ['BUSY', 'NO_ANSWER', 'ANSWERED'] });
  await order();
  await ended(6);
  expect(reports().map(({ state, attempt, reason }) => [state, attempt, reason])).toEqual([
    ['calling', 1, undefined],
    ['again', 1, 'BUSY'],
    ['calling', 2, undefined],
    ['again', 2, 'NO_ANSWER'],
    ['calling', 3, undefined],
    ['done', 3, undefined],
  ]);
});

test('fails when no retry is left, and at once when there is no such number', async () => {
  await phone('13800000001', { outcomes: ['NO_ANSWER'] });
  await order({ retries: 1 });
  await ended(4);
  expect(states()).toEqual(['calling', 'again', 'calling', 'failed']);
  await phone('13800000002', { outcomes: ['NO_SUCH_NUMBER'] });
  await order({ requestId: 'n124-voice', phone: '13800000002' });
  await until(() => states().length === 6);
  expect(states().slice(4)).toEqual(['calling', 'failed']);
});

test('one order per id: the same again calls nobody twice, another body under it is refused', async () => {
  const [first, second] = [await order(), await order()];
  expect(second.json['callId']).toBe(first.json['callId']);
  expect(await order({ text: '别的话' })).toMatchObject({ status: 400, json: { code: 'REQUEST_ID_REUSED' } });
  await ended(2);
  expect(states()).toEqual(['calling', 'done']);
});

test.each([
  [{ phone: '12345' }, 400, 'PHONE_ILLEGAL'],
  [{ text: '' }, 400, 'TEXT_ILLEGAL'],
  [{ text: '字'.repeat(501) }, 400, 'TEXT_ILLEGAL'],
  [{ retries: 6 }, 400, 'PARAMETER_ILLEGAL'],
  [{ retryIntervalSeconds: 10 }, 400, 'PARAMETER_ILLEGAL'],
  [{ requestId: 'a b' }, 400, 'PARAMETER_ILLEGAL'],
  [{ phone: '13800000009' }, 403, 'PHONE_BLOCKED'],
])('%j is refused and nobody is called', async (more, status, code) => {
  await phone('13800000009', { blocked: true });
  expect(await order(more)).toMatchObject({ status, json: { code } });
  expect(await harness.control('GET', '/voice/calls')).toEqual([]);
});

test('a wrong secret or an old time stamp is 401; too fast a pace is 429', async () => {
  expect((await order({}, { secret: 'x' })).json['code']).toBe('SIGNATURE_INVALID');
  expect((await order({}, { at: Date.now() - 400_000 })).status).toBe(401);
  await harness.control('POST', '/settings', { callsPerSecond: 1 });
  const all = await Promise.all([1, 2, 3].map(n => order({ requestId: `p${n}` })));
  expect(all.map(({ status }) => status)).toContain(429);
});

test('an answer that is lost is found again by the id; an order that never came is not there', async () => {
  const rule = { gateway: 'voice', on: 'send', fault: 'reset-after', count: 1 };
  await harness.control('POST', '/faults', rule);
  await expect(order()).rejects.toThrow();
  expect((await call('GET', '/calls/n123-voice')).json).toMatchObject({
    code: 'OK',
    requestId: 'n123-voice',
  });
  expect(await call('GET', '/calls/never')).toMatchObject({ status: 404, json: { code: 'NO_SUCH_CALL' } });
});

test('reports may come twice, in another order, or never', async () => {
  const fault = (name: string, more: object = {}) =>
    harness.control('POST', '/faults', { gateway: 'voice', on: 'notify-receipt', fault: name, ...more });
  await fault('duplicate');
  await order();
  await until(() => states().length === 4);
  await fault('reorder', { count: 1, delayMs: 3000 });
  await order({ requestId: 'n2' });
  await until(() => states().length === 6);
  const arrived = listener.received.slice(4).map(({ raw }) => (JSON.parse(raw) as { state: string }).state);
  expect(arrived).toEqual(['done', 'calling']);
  await fault('drop');
  await order({ requestId: 'n3' });
  await until(async () => (await call('GET', '/calls/n3')).json['state'] === 'done');
  expect(states()).toHaveLength(6);
});

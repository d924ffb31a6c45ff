import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Harness, startHarness } from './support/harness.ts';
import { type Received, startListener, until } from './support/listener.ts';

let harness: Harness;
let listener: Awaited<ReturnType<typeof startListener>>;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  listener = await startListener(() => ({ status: 204 }));
  await harness.control('POST', '/reset');
  await harness.control('POST', '/settings', { retryScale: 0.001, supplyQueueMs: 2, supplyExecuteMs: 10 });
});
afterEach(() => listener.stop());

const hash = (body: string): string => createHash('sha256').update(body).digest('hex');
const lines = (...parts: string[]): Buffer => Buffer.from(parts.map(part => `${part}\n`).join(''));
const instant = (at = Date.now()): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
const publicKey = (der: string): KeyObject =>
  createPublicKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'spki' });
const peerKey = () => publicKey(harness.credentials['SUPPLY_CONTROL_PEER_KEY']!);

interface More {
  time?: string;
  nonce?: string;
  caller?: string;
  key?: KeyObject;
}
/** The utility, from the specification only. */
async function call(method: string, path: string, body = '', more: More = {}) {
  const { SUPPLY_CONTROL_URL: base, SUPPLY_CONTROL_PRIVATE_KEY: der } = harness.credentials;
  const url = new URL(base + path);
  const caller = more.caller ?? harness.credentials['SUPPLY_CONTROL_CALLER']!;
  const time = more.time ?? instant();
  const nonce = more.nonce ?? randomBytes(16).toString('hex');
  const key =
    more.key ?? createPrivateKey({ key: Buffer.from(der!, 'base64'), format: 'der', type: 'pkcs8' });
  const text = lines(method, url.pathname + url.search, caller, time, nonce, hash(body));
  const reply = await fetch(url, {
    method,
    body: body || undefined,
    headers: {
      'content-type': 'application/json',
      'x-supply-caller': caller,
      'x-supply-time': time,
      'x-supply-nonce': nonce,
      'x-supply-signature': sign(null, text, key).toString('base64'),
    },
  });
  const raw = await reply.text();
  const answer = lines(String(reply.status), nonce, reply.headers.get('x-supply-time') ?? '', hash(raw));
  const signature = Buffer.from(reply.headers.get('x-supply-signature') ?? '', 'base64');
  return {
    status: reply.status,
    json: JSON.parse(raw) as Record<string, unknown>,
    genuine: verify(null, answer, peerKey(), signature),
  };
}

let serial = 0;
const command = (more: object = {}) => ({
  commandNo: `SC2026112900000000${String(++serial).padStart(4, '0')}`,
  action: 'disconnect',
  meteringPoint: 'MP1',
  meter: 'M1',
  sequence: serial,
  issuedAt: instant(),
  notAfter: instant(Date.now() + 3600_000),
  callbackUrl: `${listener.url}/notify/supply-control`,
  ...more,
});
const order = (content: object, more: More = {}) =>
  call('POST', '/v1/commands', JSON.stringify(content), more);
const query = (commandNo: string) => call('GET', `/v1/commands/${commandNo}`);
const results = () => listener.received.map(({ raw }) => JSON.parse(raw) as Record<string, unknown>);
const point = async (name = 'MP1') =>
  (await harness.control<Record<string, unknown>[]>('GET', `/supply/points?meteringPoint=${name}`))[0]!;
const choose = (next: string, more: object = {}) =>
  harness.control('POST', '/supply/points', { meteringPoint: 'MP1', next, ...more });

function genuineResult({ path, headers, raw }: Received): boolean {
  const [caller, time, nonce, signature] = ['caller', 'time', 'nonce', 'signature'].map(name =>
    String(headers[`x-supply-${name}`]),
  ) as [string, string, string, string];
  const near = Math.abs(Date.now() - Date.parse(time)) <= 300_000;
  const text = lines('POST', path, caller, time, nonce, hash(raw));
  return near && caller === 'HEADEND' && verify(null, text, peerKey(), Buffer.from(signature, 'base64'));
}

test('the example of the specification is verified by its key', () => {
  const body =
    '{"commandNo":"SC20261129000000000042","action":"disconnect","meteringPoint":"MP370000000042","meter":"M000000000042","sequence":7,"issuedAt":"2026-11-29T06:30:00Z","notAfter":"2026-11-29T07:30:00Z","callbackUrl":"https://hall.example.com/notify/supply-control"}';
  const text = lines(
    'POST',
    '/v1/commands',
    'DTNS',
    '2026-11-29T06:30:00Z',
    '5f2b7c1e9a3d48f06b1c2d3e4f5a6b7c',
    hash(body),
  );
  const key = publicKey('MCowBQYDK2VwAyEAaibfB9j46B1FT6LdMHez3JH1/nly2kr6cZWN8RQbyqw=');
  const signature =
    'ufBjp1AS+8idNFVD4A8zU3eEcnShAK+IfMs9TVsIYTPoIwFBRYsImYil3Db3OLmGnUVuFbEmMChvB3H1USR7Cg==';
  expect(verify(null, text, key, Buffer.from(signature, 'base64'))).toBe(true);
});

test('cut off and connected again: taken, told, and the relay has moved twice', async () => {
  const taken = await order(command());
  expect(taken).toMatchObject({
    status: 202,
    genuine: true,
    json: { state: 'accepted', code: null, supply: 'unknown' },
  });
  await until(() => results().length === 1);
  expect(results()[0]).toMatchObject({ state: 'done', supply: 'suspended', eventId: expect.any(String) });
  expect(genuineResult(listener.received[0]!)).toBe(true);
  expect(await point()).toMatchObject({ relay: 'suspended', moves: 1 });
  await order(command({ action: 'connect' }));
  await until(() => results().length === 2);
  expect(await point()).toMatchObject({ relay: 'connected', moves: 2 });
  // Already as commanded: done, and nothing moves.
  await order(command({ action: 'connect' }));
  await until(() => results().length === 3);
  expect(results()[2]).toMatchObject({ state: 'done', supply: 'connected' });
  expect((await point())['moves']).toBe(2);
});

describe('a request is let in', () => {
  test('only of the known caller, near in time, signed well, once', async () => {
    const stranger = createPrivateKey({
      key: Buffer.from('MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f', 'base64'),
      format: 'der',
      type: 'pkcs8',
    });
    const nonce = randomBytes(16).toString('hex');
    const tries = [
      await order(command(), { caller: 'NOBODY' }),
      await order(command(), { time: instant(Date.now() - 400_000) }),
      await order(command(), { key: stranger }),
      await order(command(), { nonce }),
      await order(command(), { nonce }),
    ];
    expect(tries.map(({ json }) => json['code'])).toEqual([
      'caller-unknown',
      'time-far',
      'signature-wrong',
      null,
      'nonce-seen',
    ]);
    expect(tries.every(({ genuine }) => genuine)).toBe(true);
  });

  test('with every member in its form: otherwise 400 names it, and nothing is kept', async () => {
    const bad = {
      sequence: -1,
      action: 'blink',
      notAfter: 'soon',
      commandNo: 'X',
      callbackUrl: 'http://example.com/',
    };
    for (const [field, value] of Object.entries(bad)) {
      expect(await order(command({ [field]: value }))).toMatchObject({
        status: 400,
        json: { code: 'bad-request', field },
      });
    }
    expect(await harness.control('GET', '/supply/commands')).toEqual([]);
  });
});

test('the same number is the same command for ever; with other content it is refused', async () => {
  const content = command();
  await order(content);
  await until(() => results().length === 1);
  expect(await order(content)).toMatchObject({ status: 200, json: { state: 'done', supply: 'suspended' } });
  expect(await order({ ...content, action: 'connect' })).toMatchObject({
    status: 409,
    json: { code: 'command-differs' },
  });
  expect((await point())['moves']).toBe(1);
});

test.each(['point-unknown', 'meter-differs', 'no-remote-control', 'protected', 'sequence-old', 'expired'])(
  'refusal %s stands in the answer, for ever, and is not told again',
  async code => {
    await choose(code);
    const content = command();
    expect(await order(content)).toMatchObject({ status: 422, json: { state: 'refused', code } });
    expect(await order(content)).toMatchObject({ status: 422, json: { state: 'refused', code } });
    expect((await query(content.commandNo)).json).toMatchObject({ state: 'refused', code });
    expect(await point()).toMatchObject({ relay: 'connected', moves: 0 });
    expect(results()).toEqual([]);
  },
);

test('another meter, an older sequence, a time that is over: refused by themselves', async () => {
  await order(command());
  const tries = [
    await order(command({ meter: 'M2' })),
    await order(command({ sequence: 0 })),
    await order(command({ notAfter: instant(Date.now() - 1000) })),
  ];
  expect(tries.map(({ json }) => json['code'])).toEqual(['meter-differs', 'sequence-old', 'expired']);
});

test.each([
  ['meter-silent', 'meter-silent', 'unknown', 'connected'],
  ['meter-silent-moved', 'meter-silent', 'unknown', 'suspended'],
  ['relay-stuck', 'relay-stuck', 'connected', 'connected'],
  ['meter-rejected', 'meter-rejected', 'connected', 'connected'],
])('%s: failed, told with what is known of the relay', async (chosen, code, supply, relay) => {
  await harness.control('POST', '/supply/next', { outcomes: [chosen] });
  await order(command());
  await until(() => results().length === 1);
  expect(results()[0]).toMatchObject({ state: 'failed', code, supply });
  expect((await point())['relay']).toBe(relay);
});

test('payment overtakes the disconnection: the waiting one is superseded', async () => {
  await choose('held');
  const cut = command();
  await order(cut);
  await order(command({ action: 'connect' }));
  await until(() => results().length === 2);
  expect((await query(cut.commandNo)).json).toMatchObject({ state: 'cancelled', code: 'superseded' });
  expect(await point()).toMatchObject({ relay: 'connected', moves: 0 });
});

test('one that is being executed is finished first', async () => {
  await choose('done', { executeMs: 100 });
  const cut = command();
  await order(cut);
  await until(async () => (await query(cut.commandNo)).json['state'] === 'executing');
  await order(command({ action: 'connect' }));
  await until(() => results().length === 2);
  expect(results().map(({ state, supply }) => [state, supply])).toEqual([
    ['done', 'suspended'],
    ['done', 'connected'],
  ]);
});

test('one that does not reach the meter in time never does', async () => {
  await choose('held');
  await order(command({ notAfter: instant(Date.now() + 1500) }));
  await until(() => results().length === 1);
  expect(results()[0]).toMatchObject({ state: 'cancelled', code: 'expired', supply: 'connected' });
});

describe('faults', () => {
  const fault = (rule: object) =>
    harness.control('POST', '/faults', { gateway: 'supply-control', count: 1, ...rule });

  test('an answer is lost although the command was taken: a query finds it', async () => {
    await fault({ on: 'command', fault: 'reset-after' });
    const content = command();
    await expect(order(content)).rejects.toThrow();
    await until(() => results().length === 1);
    expect((await query(content.commandNo)).json['state']).toBe('done');
  });

  test('no connection: signed, the query proves that nothing arrived', async () => {
    await fault({ on: 'command', fault: 'reset' });
    const content = command();
    await expect(order(content)).rejects.toThrow();
    expect(await query(content.commandNo)).toMatchObject({ status: 404, genuine: true });
    expect((await order(content)).status).toBe(202);
  });

  test('an answer with a wrong signature; a result before the answer', async () => {
    await fault({ on: 'command', fault: 'forged-reply' });
    expect((await order(command())).genuine).toBe(false);
    await until(() => results().length === 1);
    await fault({ on: 'command', fault: 'notify-first' });
    await order(command({ action: 'connect' }));
    expect(results()).toHaveLength(2);
  });

  test('a result twice, forged at first, or never', async () => {
    await fault({ on: 'notify-result', fault: 'duplicate' });
    await order(command());
    await until(() => results().length === 2);
    expect(results()[0]!['eventId']).toBe(results()[1]!['eventId']);
    await fault({ on: 'notify-result', fault: 'forged-signature' });
    await order(command({ action: 'connect' }));
    await until(() => results().length === 3);
    expect(genuineResult(listener.received[2]!)).toBe(false);
    await fault({ on: 'notify-result', fault: 'drop' });
    const last = command();
    await order(last);
    await until(async () => (await query(last.commandNo)).json['state'] === 'done');
    expect(results()).toHaveLength(3);
  });
});

test('the page shows each switch in both languages, and sets what comes next', async () => {
  await order(command());
  await until(() => results().length === 1);
  const page = async (query = '') => (await fetch(`${harness.sandbox.url}/meters${query}`)).text();
  expect(await page()).toContain('data-point="MP1" data-relay="suspended"');
  expect(await page('?lang=en')).toContain('Open (cut off)');
  const body = new URLSearchParams({ point: 'MP1', next: 'relay-stuck', lang: 'en' });
  await fetch(`${harness.sandbox.url}/meters`, { method: 'POST', body });
  expect((await point())['next']).toEqual(['relay-stuck']);
});

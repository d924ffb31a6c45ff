import { createCipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dayFile } from '../../../server/sandbox/acquirer/day-file.ts';
import { readRequest } from '../../../server/sandbox/acquirer/message.ts';
import { cmacHex } from '../../../server/sandbox/state/aes-cmac.ts';
import { type Harness, startHarness } from './support/harness.ts';

const README = readFileSync(
  new URL('../../../server/src/modules/payments/channels/pos/README.md', import.meta.url),
  'utf8',
);
const KEY = '404142434445464748494A4B4C4D4E4F';
const FILE_KEY = '505152535455565758595A5B5C5D5E5F';
const MERCHANT = '898440149000001';

let harness: Harness;
let terminal: string;
let key: string;
let trace: number;
let count = 0;
beforeAll(async () => {
  harness = await startHarness();
  await harness.control('POST', '/settings', { enforceBillTime: false });
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  await harness.control('DELETE', '/faults');
  terminal = `TEST${String(++count).padStart(4, '0')}`;
  const made = await harness.control<{ keys: Record<string, string> }>('POST', '/acquirer/terminals', {
    terminal,
  });
  key = made.keys['01']!;
  trace = 0;
});

const now = (): string => new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 19).replace(/\D/g, '');

function lay(
  type: string,
  content: Record<string, string>,
  at: { trace?: string; batch?: string } = {},
): string {
  const common = {
    version: '1',
    type,
    key: '01',
    merchant: harness.credentials['ACQUIRER_MERCHANT']!,
    terminal,
    batch: at.batch ?? '000001',
    trace: at.trace ?? String(++trace).padStart(6, '0'),
  };
  const text = Object.entries({ ...common, ...content })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
  return `${text}mac=${cmacHex(key, text)}\n`;
}
async function send(body: string) {
  const reply = await fetch(`${harness.credentials['ACQUIRER_URL']}/pos/v1/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain; charset=us-ascii' },
    body,
  });
  const text = await reply.text();
  const fields = Object.fromEntries(
    text
      .trimEnd()
      .split('\n')
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  ) as Record<string, string>;
  const good = cmacHex(key, text.slice(0, text.lastIndexOf('mac='))) === fields['mac'];
  return { status: reply.status, text, fields, good };
}
const sale = (amount: string, at?: { trace?: string; batch?: string }): string =>
  lay('sale', { amount, time: now() }, at);
const reversal = (amount: string, of: string) =>
  send(lay('reversal', { amount, reason: '98' }, { trace: of }));

describe('the examples of the specification', () => {
  const blocks = [
    ...README.matchAll(/`([\w-]+)`, (\d+) bytes, SHA-256 `([0-9a-f]{16})…`\n\n```pos\n([\s\S]*?)```/g),
  ];

  test('have their bytes and MACs', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(12);
    for (const [, name, size, digest, text] of blocks) {
      expect([name, Buffer.byteLength(text!)]).toEqual([name, Number(size)]);
      expect(createHash('sha256').update(text!).digest('hex').slice(0, 16)).toBe(digest);
      const mac = /mac=(\w+)/.exec(text!)![1];
      expect([name, cmacHex(KEY, text!.slice(0, text!.lastIndexOf('mac=')))]).toEqual([name, mac]);
      if (!name!.endsWith('-reply')) expect(readRequest(Buffer.from(text!))?.fields['type']).toBe(name);
    }
    expect(cmacHex(FILE_KEY, `GET\n/pos/v1/files/${MERCHANT}/20261122\n20261123090000\n`)).toBe(
      'EFCA7DB1F3DACF7276E18669A82B2075',
    );
  });

  test('give the very file that stands there', () => {
    const file = /```posfile\n([\s\S]*?)```/.exec(README)![1];
    const at = (time: string) => new Date(`2026-11-22T${time}+08:00`).toISOString();
    const common = {
      terminal: '10000001',
      batch: '000012',
      amount: 12345,
      request: '',
      card: '622202******1234',
    };
    const trades = [
      {
        ...common,
        key: 's',
        type: 'sale',
        trace: '000345',
        state: 'voided',
        reference: '261122000789',
        at: at('10:15:12'),
        settles: '20261122',
      },
      {
        ...common,
        key: 'v',
        type: 'void',
        trace: '000347',
        state: 'approved',
        reference: '261122000801',
        at: at('14:30:01'),
        settles: '20261122',
        original: 's',
      },
    ];
    const sandbox = {
      keys: { acquirer: { merchant: MERCHANT, fileKey: FILE_KEY } },
      store: { all: () => trades, get: (_: string, name: string) => trades.find(one => one.key === name) },
    };
    expect(dayFile(sandbox as never, '20261122')).toBe(file);
  });

  test('and the MAC is that of RFC 4493', () => {
    const rfc = '2b7e151628aed2a6abf7158809cf4f3c';
    expect(cmacHex(rfc, '')).toBe('BB1D6929E95937287FA37D129B756746');
    const cipher = createCipheriv('aes-128-ecb', Buffer.from(rfc, 'hex'), null).setAutoPadding(false);
    expect(cipher.update(Buffer.alloc(16)).toString('hex')).toBe('7df76b0c1ab899b33e42f047b91b546f');
  });
});

describe('a sale', () => {
  test('is approved, and says the same when it is sent again', async () => {
    const request = sale('12345');
    const first = await send(request);
    expect(first.good).toBe(true);
    expect(first.fields).toMatchObject({ type: 'sale-reply', code: '00', amount: '12345' });
    expect(first.fields['reference']).toMatch(/^\d{12}$/);
    expect((await send(request)).text).toBe(first.text);
    expect((await send(sale('99', { trace: '000001' }))).fields['code']).toBe('94');
    expect((await send(sale('100', { batch: '000002' }))).fields['code']).toBe('77');
  });

  test('ends as its fen say', async () => {
    expect((await send(sale('1001'))).fields['code']).toBe('51');
    expect((await send(sale('1002'))).fields['code']).toBe('17');
    await expect(send(sale('1003'))).rejects.toThrow();
    expect((await send(sale('1004'))).fields['code']).toBe('98');
    expect((await send(sale('1005'))).good).toBe(false);
    const states = await harness.control<{ amount: number; state: string }[]>(
      'GET',
      `/acquirer/trades?terminal=${terminal}`,
    );
    expect(Object.fromEntries(states.map(one => [one.amount, one.state]))).toEqual({
      1001: 'declined',
      1002: 'declined',
      1003: 'approved',
      1004: 'pending',
      1005: 'approved',
    });
  });

  test('is reversed, also in work, also before it came', async () => {
    await send(sale('5000'));
    expect((await reversal('5000', '000001')).fields['code']).toBe('00');
    expect((await reversal('5000', '000001')).fields['code']).toBe('00');
    expect((await reversal('7000', '000009')).fields['code']).toBe('25');
    expect((await send(sale('7000', { trace: '000009' }))).fields['code']).toBe('12');
    const slow = send(sale('2006', { trace: '000010' }));
    await new Promise(resolve => setTimeout(resolve, 100));
    expect((await reversal('2006', '000010')).fields['code']).toBe('00');
    expect((await slow).fields['code']).toBe('12');
  });

  test('is found by query in each state', async () => {
    const ask = (amount: string, of: string) => send(lay('query', { amount }, { trace: of }));
    expect((await ask('1', '000099')).fields['code']).toBe('25');
    const { fields } = await send(sale('4400'));
    expect((await ask('4400', '000001')).fields).toMatchObject({
      code: '00',
      state: 'approved',
      reference: fields['reference'],
    });
    await reversal('4400', '000001');
    expect((await ask('4400', '000001')).fields).toMatchObject({ state: 'reversed', reference: '' });
  });
});

describe('a batch', () => {
  test('takes a void, closes with equal totals, and then takes nothing more', async () => {
    const sold = await send(sale('12345'));
    await send(sale('100'));
    const undo = lay('void', {
      amount: '12345',
      original: '000001',
      reference: sold.fields['reference']!,
      time: now(),
    });
    const voided = await send(undo);
    expect(voided.fields).toMatchObject({ type: 'void-reply', code: '00' });
    expect((await send(undo)).text).toBe(voided.text);
    expect((await reversal('12345', '000001')).fields['code']).toBe('40');
    const totals = { sales: '2', 'sales-amount': '12445', voids: '1', 'voids-amount': '12345' };
    const close = lay('settlement', totals);
    expect((await send(close)).fields).toMatchObject({ code: '00', ...totals });
    expect((await send(close)).fields['code']).toBe('00');
    expect((await send(sale('1'))).fields['code']).toBe('77');
    expect((await reversal('100', '000002')).fields['code']).toBe('77');
    expect((await send(sale('1', { batch: '000002', trace: '000001' }))).fields['code']).toBe('51');
    const differing = lay('settlement', { ...totals, sales: '9' }, { batch: '000002' });
    expect((await send(differing)).fields).toMatchObject({ code: '95', sales: '0', 'sales-amount': '0' });
  });
});

describe('messages that are none', () => {
  test('get an error-reply and change nothing', async () => {
    expect((await send('nonsense\n')).fields).toMatchObject({ type: 'error-reply', code: '30' });
    const good = sale('100');
    const wrong = await send(good.replace(/mac=../, 'mac=00'));
    expect([wrong.fields['code'], wrong.good]).toEqual(['A0', true]);
    expect((await send(good.replace('amount=100', 'amount=0100'))).fields['code']).toBe('30');
    const other = terminal;
    terminal = '99999999';
    const unknown = await send(sale('100'));
    expect([unknown.fields['code'], unknown.fields['mac']]).toEqual(['97', '0'.repeat(32)]);
    terminal = other;
    expect((await send(good)).fields['code']).toBe('00');
  });

  test('and faults: no answer after it was done, half an answer, out of order, a wrong MAC', async () => {
    const rule = (fault: string, more: object = {}) =>
      harness.control('POST', '/faults', { gateway: 'acquirer', on: 'sale', fault, count: 1, ...more });
    await rule('reset-after');
    await expect(send(sale('100'))).rejects.toThrow();
    await rule('malformed');
    expect((await send(sale('200'))).good).toBe(false);
    await rule('error-5xx');
    expect((await send(sale('300'))).status).toBe(503);
    await rule('forged-reply');
    expect((await send(sale('400'))).good).toBe(false);
    await rule('decline', { code: '61' });
    expect((await send(sale('500'))).fields['code']).toBe('61');
    const trades = await harness.control<{ amount: number }[]>(
      'GET',
      `/acquirer/trades?terminal=${terminal}&state=approved`,
    );
    expect(trades.map(({ amount }) => amount)).toEqual([100, 200, 400]);
  });
});

describe('the day file', () => {
  test('is given to whoever has the file key, with its sums and its MAC', async () => {
    await harness.control('POST', '/reset');
    await harness.control('POST', '/settings', { enforceBillTime: false });
    await harness.control('POST', '/acquirer/terminals', { terminal, key });
    await send(sale('12345'));
    await send(sale('200'));
    await reversal('200', '000002');
    const merchant = harness.credentials['ACQUIRER_MERCHANT']!;
    const fileKey = harness.credentials['ACQUIRER_FILE_KEY']!;
    const [trade] = await harness.control<{ settles: string }[]>('GET', '/acquirer/trades?state=approved');
    const path = `/pos/v1/files/${merchant}/${trade!.settles}`;
    const get = (time: string, mac: string) =>
      fetch(harness.credentials['ACQUIRER_URL'] + path, {
        headers: { 'X-Pos-Time': time, 'X-Pos-Mac': mac },
      });
    const time = now();
    expect((await get(time, '0'.repeat(32))).status).toBe(401);
    const old = '20260101000000';
    expect((await get(old, cmacHex(fileKey, `GET\n${path}\n${old}\n`))).status).toBe(401);
    const reply = await get(time, cmacHex(fileKey, `GET\n${path}\n${time}\n`));
    const lines = (await reply.text()).split('\n');
    expect(lines[0]).toBe(`POSFILE|1|${merchant}|${trade!.settles}|1|12345|0|47|12298`);
    expect(lines[1]).toMatch(
      new RegExp(
        `^S\\|${terminal}\\|000001\\|000001\\|\\d{12}\\|622202\\*{6}1234\\|12345\\|47\\|\\d{14}\\|$`,
      ),
    );
    expect(lines[2]).toBe(`END|${cmacHex(fileKey, `${lines[0]}\n${lines[1]}\n`)}`);
  });
});

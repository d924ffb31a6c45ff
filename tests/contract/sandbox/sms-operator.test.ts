import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sealedFile } from '../../../server/sandbox/state/sealed-file.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { type Answer, startListener, until } from './support/listener.ts';

let harness: Harness;
let listener: Awaited<ReturnType<typeof startListener>>;
let answer: Answer;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  answer = { status: 200, body: '{"result":0,"errmsg":"OK"}' };
  listener = await startListener(() => answer);
  await harness.control('POST', '/settings', { smsCallbackUrl: `${listener.url}/notify/sms/tencent/secret` });
});
afterEach(async () => {
  await harness.control('DELETE', '/faults');
  await listener.stop();
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** SendSms by the published signature v3. */
async function send(content: object, more: { secret?: string; at?: number } = {}) {
  const url = new URL(harness.credentials['SMS_TENCENT_URL']!);
  const body = JSON.stringify({
    SmsSdkAppId: harness.credentials['SMS_TENCENT_APP_ID'],
    SignName: '电厅',
    ...content,
  });
  const timestamp = String(Math.floor((more.at ?? Date.now()) / 1000));
  const date = new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
  const type = 'application/json; charset=utf-8';
  const canonical = `POST\n/\n\ncontent-type:${type}\nhost:${url.host}\nx-tc-action:sendsms\n\ncontent-type;host;x-tc-action\n${sha256(body)}`;
  const text = `TC3-HMAC-SHA256\n${timestamp}\n${date}/sms/tc3_request\n${sha256(canonical)}`;
  const secret = more.secret ?? harness.credentials['SMS_TENCENT_SECRET_KEY']!;
  const signature = hmac(hmac(hmac(hmac(`TC3${secret}`, date), 'sms'), 'tc3_request'), text).toString('hex');
  const reply = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': type,
      'X-TC-Action': 'SendSms',
      'X-TC-Version': '2021-01-11',
      'X-TC-Region': 'ap-guangzhou',
      'X-TC-Timestamp': timestamp,
      Authorization: `TC3-HMAC-SHA256 Credential=${harness.credentials['SMS_TENCENT_SECRET_ID']}/${date}/sms/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=${signature}`,
    },
    body,
  });
  type Response = { SendStatusSet?: Record<string, unknown>[]; Error?: { Code: string }; RequestId: string };
  return ((await reply.json()) as { Response: Response }).Response;
}
const message = (phone: string) => ({
  PhoneNumberSet: [`+86${phone}`],
  TemplateId: '2100001',
  TemplateParamSet: ['128.40', '0018'],
  SessionContext: 'a'.repeat(32),
});

describe('a message to a user', () => {
  test('is signed by TC3, answered with a serial number, and seen in the inbox', async () => {
    const reply = await send(message('13800138000'));
    expect(reply.SendStatusSet).toMatchObject([{ Code: 'Ok', Fee: 1, PhoneNumber: '+8613800138000' }]);
    expect(await harness.control('GET', '/sms?phone=13800138000')).toMatchObject([
      { template: '2100001', params: { 1: '128.40', 2: '0018' } },
    ]);
  });

  test('twice the same is two messages: the provider knows no idempotent request', async () => {
    await send(message('13800138001'));
    await send(message('13800138001'));
    expect(await harness.control<unknown[]>('GET', '/sms?phone=13800138001')).toHaveLength(2);
  });

  test('is refused with 200 and an error when signature, time or number are wrong', async () => {
    const phone = '13800138002';
    expect((await send(message(phone), { secret: 'other' })).Error?.Code).toBe(
      'AuthFailure.SignatureFailure',
    );
    const old = { at: Date.now() - 600_000 };
    expect((await send(message(phone), old)).Error?.Code).toBe('AuthFailure.SignatureExpire');
    expect((await send(message('2380013800'))).SendStatusSet).toMatchObject([
      { Code: 'InvalidParameterValue.IncorrectPhoneNumber' },
    ]);
    await harness.control('POST', '/faults', {
      gateway: 'sms-operator',
      on: 'send',
      fault: 'decline',
      count: 1,
    });
    expect((await send(message(phone))).Error?.Code).toBe('RequestLimitExceeded');
  });
});

describe('a receipt', () => {
  const receipts = () => listener.received.flatMap(({ raw }) => JSON.parse(raw) as Record<string, string>[]);
  beforeEach(() =>
    harness.control('POST', '/settings', {
      smsTencentReceiptUrl: `${listener.url}/receipts`,
      receiptDelayMs: 5,
    }),
  );
  afterEach(() => harness.control('POST', '/settings', { smsTencentReceiptUrl: '' }));

  test('names the message by its serial number, in a list', async () => {
    const reply = await send(message('13800138003'));
    await until(() => listener.received.length === 1);
    expect(receipts()).toMatchObject([
      {
        sid: reply.SendStatusSet![0]!['SerialNo'],
        mobile: '13800138003',
        report_status: 'SUCCESS',
        errmsg: 'DELIVRD',
      },
    ]);
    expect(receipts()[0]!['user_receive_time']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  test('may tell of a failure, twice', async () => {
    const rules = [{ fault: 'failed-receipt', code: 'MK:0001' }, { fault: 'duplicate' }].map(rule => ({
      gateway: 'sms-operator',
      on: 'notify-receipt',
      count: 1,
      ...rule,
    }));
    await harness.control('POST', '/faults', { rules });
    await send(message('13800138004'));
    await send(message('13800138005'));
    await until(() => listener.received.length === 3);
    const seen = receipts().map(one => `${one['mobile']} ${one['errmsg']}`);
    expect(seen.sort()).toEqual(['13800138004 MK:0001', '13800138005 DELIVRD', '13800138005 DELIVRD']);
  });
});

describe('a message from a user', () => {
  const write = (text: string, more: object = {}) =>
    harness.control('POST', '/sms/inbound', { phone: '13800138000', text, ...more });
  const bodies = () => listener.received.map(({ raw }) => JSON.parse(raw));

  test('is posted to the callback address without signature and id', async () => {
    await write('CX', { at: '2026-11-20T18:38:23Z' });
    expect(listener.received[0]!.path).toBe('/notify/sms/tencent/secret');
    expect(bodies()).toEqual([
      { extend: '', mobile: '13800138000', nationcode: '86', sign: '电厅', text: 'CX', time: 1795199903 },
    ]);
  });

  test('comes again, byte for byte, until it is answered with result 0', async () => {
    answer = { status: 200, body: '{"result":1}' };
    await write('缴费 0018');
    answer = { status: 200, body: '{"result":0,"errmsg":"OK"}' };
    await harness.control('POST', '/notifications/flush');
    await until(() => listener.received.length >= 2);
    expect(listener.received[0]!.raw).toBe(listener.received[1]!.raw);
  });

  test('comes twice, late or cut in half when told to', async () => {
    await harness.control('POST', '/faults', {
      gateway: 'sms-operator',
      on: 'notify-inbound',
      fault: 'duplicate',
      count: 1,
    });
    await write('CX');
    expect(listener.received).toHaveLength(2);
    await harness.control('POST', '/faults', {
      gateway: 'sms-operator',
      on: 'notify-inbound',
      fault: 'malformed',
      count: 1,
    });
    await write('TD');
    expect(() => JSON.parse(listener.received[2]!.raw)).toThrow();
  });

  test('can be written on a phone page', async () => {
    const body = new URLSearchParams({ phone: '13800138009', text: '查询' });
    await fetch(`${harness.sandbox.url}/sms-phone`, { method: 'POST', body, redirect: 'manual' });
    expect(bodies()).toMatchObject([{ mobile: '13800138009', text: '查询' }]);
  });
});

describe('the operator’s day file', () => {
  const example = readFileSync(
    new URL(
      '../../../server/src/modules/payments/channels/sms/examples/SMSDAY_TENCENT_20261121.txt',
      import.meta.url,
    ),
  );
  const seal = { keyId: 'K1', key: '2B7E151628AED2A6ABF7158809CF4F3C' };

  test('is the specification’s example, byte for byte', () => {
    const serial = '5000:1045710669157053657849499619';
    const lines = [
      ['0', 'SMSDAY', '1.0', 'TENCENT', '1400006666', '20261121'],
      ['1', 1, 'MO', '20261121090503', '13800138000', sha256('CX').slice(0, 16).toUpperCase(), '', '', 1, 0],
      ['1', 2, 'MT', '20261121090504', '13800138000', '', serial, '2100001', 2, 10],
      [
        '1',
        3,
        'MO',
        '20261121090610',
        '13800138000',
        sha256('缴费 0018').slice(0, 16).toUpperCase(),
        '',
        '',
        1,
        0,
      ],
    ];
    expect(sealedFile(lines, [2, 1, 4, 10], seal).equals(example)).toBe(true);
  });

  test('holds every message of the day, and none of what they say', async () => {
    await harness.control('POST', '/reset');
    await harness.control('POST', '/settings', { smsCallbackUrl: listener.url, retryScale: 0.001 });
    await send(message('13800138000'));
    await harness.control('POST', '/sms/inbound', { phone: '13800138000', text: '机密' });
    const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10).replaceAll('-', '');
    const reply = await fetch(`${harness.sandbox.url}/control/sms/day-file?date=${today}`);
    expect(reply.headers.get('content-disposition')).toContain(`SMSDAY_TENCENT_${today}.txt`);
    const lines = Buffer.from(await reply.arrayBuffer())
      .toString('latin1')
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain(`|13800138000|${sha256('机密').slice(0, 16).toUpperCase()}|||1|0`);
    expect(lines[3]).toMatch(/^9\|1\|1\|2\|5\|[0-9A-F]{64}\|K1\|[0-9A-F]{32}$/);
  });
});

/** The partners' side of the three agency forms, against the example bytes of their specifications. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isSigned, replyText, requestText, signText } from '../../support/partners/agency-json.ts';
import {
  cut,
  fromGbk,
  payBody,
  REPLIES,
  readFrame,
  sessionKey,
  text,
  writeFrame,
} from '../../support/partners/agency-tcp.ts';
import { partnerDayFile, readDayFile } from '../../support/partners/day-file.ts';
import { signBill, signedText, verifiesBill } from '../../support/partners/wechat-bill.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../agency/examples/${name}.json`, import.meta.url), 'utf8'));
const keys = read('keys');

interface JsonExample {
  name: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  canonical: string;
  reply: { status: number; headers: Record<string, string>; body: string; canonical: string };
}

describe('signed JSON', () => {
  const partnerKey = createPrivateKey(keys.partner.privateKey);
  const hallKey = createPublicKey(keys.hall.publicKey);

  test.each((read('agency-json') as JsonExample[]).map(one => [one.name, one] as const))(
    '%s is signed and its reply verified, byte for byte',
    (_, { method, path, headers, body, canonical, reply }) => {
      const name = (key: string): string => headers[`agency-${key}`]!;
      const asked = requestText(
        method,
        path,
        name('partner'),
        name('key'),
        name('timestamp'),
        name('nonce'),
        body,
      );
      expect(asked).toBe(canonical);
      expect(signText(asked, partnerKey)).toBe(name('signature'));
      const back = (key: string): string => reply.headers[`agency-${key}`]!;
      const answered = replyText(reply.status, back('nonce'), back('key'), back('timestamp'), reply.body);
      expect(answered).toBe(reply.canonical);
      expect(isSigned(answered, back('signature'), hallKey)).toBe(true);
      expect(isSigned(answered.replace(/.\n$/, 'x\n'), back('signature'), hallKey)).toBe(false);
    },
  );
});

describe('fixed fields over TCP', () => {
  const example = read('agency-tcp');
  const master = Buffer.from(example.masterKey, 'hex');
  const session = sessionKey(
    master,
    Buffer.from(example.clientRandom, 'hex'),
    Buffer.from(example.serverRandom, 'hex'),
  );
  const exchange = (name: string) =>
    example.exchanges.find((one: { name: string }) => one.name === name) as {
      request: string;
      reply: string;
    };
  const time = '20261122203500';
  const header = (trade: string, serial: string) => ({
    partner: 'BK0001',
    keyVersion: '01',
    trade,
    serial,
    time,
  });
  const frame = (trade: string, serial: string, ...body: Buffer[]): string =>
    writeFrame(header(trade, serial), Buffer.concat(body), session).toString('hex');

  test('the session key comes of the sign-on', () => {
    expect(session.toString('hex')).toBe(example.sessionKey);
    const random = Buffer.from(example.clientRandom.toUpperCase());
    const { request, reply } = exchange('sign-on');
    const serial = readFrame(Buffer.from(request, 'hex'), master).serial;
    expect(writeFrame(header('0001', serial), random, master).toString('hex')).toBe(request);
    expect(readFrame(Buffer.from(reply, 'hex'), master)).toMatchObject({ proved: true, code: '0000' });
  });

  test('every request is written as it stands there', () => {
    const account = text('0100000017', 20);
    const terminal = text('0755-001', 16);
    const date = Buffer.from('20261122');
    const amount = (fen: string) => Buffer.from(fen.padStart(12, '0'));
    expect(frame('0002', '2')).toBe(exchange('echo').request);
    expect(frame('1001', '10', Buffer.from('01'), account, text('99999999', 8), terminal)).toBe(
      exchange('inquire').request,
    );
    const payment = {
      subChannel: '01',
      quoteId: 'Q2026112200000000000001',
      account: '0100000017',
      amount: '000000012345',
      terminal: '0755-001',
      date: '20261122',
    };
    expect(frame('2001', '11', payBody(payment, '20261122203458'))).toBe(exchange('pay').request);
    expect(frame('3001', '12', date, text('11', 20))).toBe(exchange('query').request);
    const reason = text('终端未打印凭条', 40);
    expect(frame('4001', '14', date, date, text('11', 20), amount('12345'), reason)).toBe(
      exchange('reverse').request,
    );
  });

  test('every reply is proved and read', () => {
    const reply = (name: string) => readFrame(Buffer.from(exchange(name).reply, 'hex'), session);
    const quote = reply('inquire');
    expect(quote.proved).toBe(true);
    expect(cut(quote.body, REPLIES.inquire)).toMatchObject({
      quoteId: 'Q2026112200000000000001',
      name: '**华',
      address: '城东区人民路*栋*单元***室',
      amount: '000000012345',
      count: '01',
    });
    expect(cut(reply('pay').body, REPLIES.pay)).toMatchObject({ clearingDate: '20261122' });
    expect(cut(reply('query').body, REPLIES.query)).toMatchObject({ status: '1', refusal: '0000' });
    expect(cut(reply('reverse-unseen').body, REPLIES.reverse)).toMatchObject({ result: '0' });
    const refused = reply('pay-amount-differs');
    expect([refused.code, fromGbk(refused.body).trimEnd()]).toEqual(['2004', '金额与查询结果不符']);
    expect(reply('wrong-mac')).toMatchObject({ proved: false, code: '1003' });
  });

  test('a day file is what its hash says, and is laid out like ours', () => {
    const { body } = readFrame(Buffer.from(exchange('day-file-get').reply, 'hex'), session);
    const size = Number(cut(body, REPLIES.fetch)['size']);
    const file = body.subarray(84, 84 + size);
    expect(readDayFile(file)).toMatchObject({ count: 2, total: 17345 });
    const line = (serial: string, account: string, amount: number, subChannel: string) =>
      ({ date: '20261122', serial, account, amount, subChannel, type: '1' }) as const;
    const own = partnerDayFile([line('11', '0100000017', 12345, '01'), line('13', '0100000025', 5000, '02')]);
    expect(own.equals(file)).toBe(true);
  });
});

describe('微信生活缴费', () => {
  test.each((read('wechat-bill') as JsonExample[]).map(one => [one.name, one] as const))(
    '%s is signed and its reply verified, byte for byte',
    (_, { headers, body, canonical, reply }) => {
      const asked = signedText(headers['wechatpay-timestamp']!, headers['wechatpay-nonce']!, body);
      expect(asked.toString()).toBe(canonical);
      expect(signBill(asked, keys.wechatBill.privateKey)).toBe(headers['wechatpay-signature']);
      const name = (key: string): string => reply.headers[`wechatpay-${key}`]!;
      const answered = signedText(name('timestamp'), name('nonce'), reply.body);
      expect(answered.toString()).toBe(reply.canonical);
      expect(verifiesBill(answered, name('signature'), keys.wechatBillHall.publicKey)).toBe(true);
    },
  );
});

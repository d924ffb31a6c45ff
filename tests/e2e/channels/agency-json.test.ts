/** Agents, post offices, mobile banks and other institutions' terminals, each end to end through its reference client. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { agencyEnvironment, differences, topUp } from '../../integration/agency/partners.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { businessDate, type Quote } from '../../support/partners/agency-json.ts';
import { partnerDayFile, readDayFile, SUB_CHANNELS } from '../../support/partners/day-file.ts';
import { bookedAs, clockFrom, jsonPartner, paidOf } from './partner-setup.ts';

const clock = clockFrom('2026-11-22T06:00:00Z');
const now = () => clock.now();
const channels = [
  { channel: 'agent', code: 'AG0001', prefunded: true, source: 'agent:AG0001', key: 'rsa' },
  { channel: 'postal', code: 'PO0001', source: 'partner:PO0001', key: 'ed25519' },
  { channel: 'mobile-bank', code: 'MB0001', source: 'partner:MB0001', key: 'rsa' },
  { channel: 'financial-terminal', code: 'FT0001', source: 'partner:FT0001', key: 'ed25519' },
] as const;

type Client = Awaited<ReturnType<typeof jsonPartner>>['client'];
const clients = new Map<string, Client>();
let hall: RunningHall;
beforeAll(async () => {
  hall = await startHall({ clock, environment: agencyEnvironment });
  // All at the beginning: the hall reads its book of partners anew every few seconds only.
  for (const { channel, code, source: _, key, ...more } of channels) {
    const { id, client } = await jsonPartner(hall, { code, channels: [channel], ...more }, now, key);
    if ('prefunded' in more) await topUp(hall, id, 1_000_000);
    clients.set(code, client);
  }
  for (const code of ['MB0009', 'MB0010']) {
    const options = { code, channels: ['mobile-bank'], cutOff: '17:00:00' };
    clients.set(code, (await jsonPartner(hall, options, now)).client);
  }
});
afterAll(async () => {
  expect(await differences(hall)).toEqual([]);
  await hall.close();
});

const owing = async (amountFen = 12_345) => {
  const home = await hall.world.household();
  return { home, bill: await hall.world.bill(home, { amountFen }) };
};

describe.each(channels)('$channel', ({ channel, code, source }) => {
  let partner: Client;
  beforeAll(() => {
    partner = clients.get(code)!;
  });

  test('asks, pays exactly what was quoted, and finds it again', async () => {
    const { home, bill } = await owing();
    const quote = await partner.inquire('q1', home.accountNo);
    expect(quote).toMatchObject({ proved: true, body: { code: '0000', amount: '123.45', name: '**明' } });
    const short = { ...(quote.body as unknown as Quote), amount: '123.44' };
    expect((await partner.pay('p0', short)).body.code).toBe('2004');
    const paid = await partner.pay('p1', quote.body as unknown as Quote);
    expect(paid).toMatchObject({ proved: true, body: { code: '0000', amount: '123.45' } });
    expect(await bookedAs(hall, paid.body['receiptNo'] as string)).toEqual({
      channel,
      source,
      fen: 12_345,
      day: '2026-11-22',
    });
    expect(await paidOf(hall, bill.payableId)).toBe(12_345);
    expect((await partner.query('p1')).body).toMatchObject({
      status: 'paid',
      receiptNo: paid.body['receiptNo'],
    });
    expect((await partner.inquire('q2', home.accountNo)).body.code).toBe('2002');
  });

  test('repeats a payment and gets the same answer, byte for byte; other content is refused', async () => {
    const { home, bill } = await owing(5000);
    const quote = (await partner.inquire('q3', home.accountNo)).body as unknown as Quote;
    const paidAt = { paidAt: '2026-11-22T14:00:00+08:00' };
    const first = await partner.pay('p2', quote, paidAt);
    const again = await partner.pay('p2', quote, paidAt);
    expect(again.raw.equals(first.raw)).toBe(true);
    expect((await partner.pay('p2', quote, { paidAt: '2026-11-22T14:00:01+08:00' })).body.code).toBe('2007');
    expect(await paidOf(hall, bill.payableId)).toBe(5000);
  });

  test('takes a payment back on the same clearing date, and blocks one that has not come yet', async () => {
    const { home, bill } = await owing(6000);
    const quote = (await partner.inquire('q4', home.accountNo)).body as unknown as Quote;
    await partner.pay('p3', quote);
    const back = await partner.reverse('r3', 'p3', '60.00');
    expect(back).toMatchObject({ proved: true, body: { code: '0000', result: 'reversed' } });
    expect(await paidOf(hall, bill.payableId)).toBe(0);
    expect((await partner.query('p3')).body['status']).toBe('reversed');
    expect((await partner.reverse('r4', 'p4', '60.00')).body['result']).toBe('unseen');
    const again = (await partner.inquire('q5', home.accountNo)).body as unknown as Quote;
    expect((await partner.pay('p4', again)).body.code).toBe('2014');
    expect(await paidOf(hall, bill.payableId)).toBe(0);
  });

  test('is told what is wrong with a message, and nothing happens', async () => {
    const { home } = await owing();
    const asked = JSON.stringify({
      serial: 'b1',
      date: businessDate(now()),
      accountNo: home.accountNo,
      month: '99999999',
    });
    const send = (change: Parameters<typeof partner.send>[3]) =>
      partner.send('POST', '/agency/v1/inquire', asked, change).then(({ body }) => body.code);
    expect(await send({ partner: 'NOBODY' })).toBe('1002');
    expect(await send({ privateKey: generateKeyPairSync('ed25519').privateKey })).toBe('1003');
    expect(await send({ body: asked.replace('b1', 'b2') })).toBe('1003');
    expect(await send({ timestamp: Math.floor(now().getTime() / 1000) - 301 })).toBe('1004');
    const nonce = { nonce: `${channel.replaceAll('-', '')}nonce000000000`.slice(0, 20) };
    expect(await send(nonce)).toBe('0000');
    expect(await send(nonce)).toBe('1004');
    const broken = await partner.send('POST', '/agency/v1/inquire', asked.slice(0, 20));
    expect(broken.body.code).toBe('1001');
    expect((await partner.trade('inquire', { ...JSON.parse(asked), more: 1 })).body.code).toBe('1001');
    const notUtf8 = Buffer.concat([Buffer.from('{"serial":"'), Buffer.from([0xc4, 0xe3]), Buffer.from('"}')]);
    expect((await partner.send('POST', '/agency/v1/inquire', notUtf8)).body.code).toBe('1006');
    const long = await partner.send('POST', '/agency/v1/inquire', `{"serial":"${'x'.repeat(17_000)}"}`);
    expect(long.body.code).toBe('1007');
  });
});

test('of two answers lost on the way the partner repeats until it knows, and one payment is booked', async () => {
  const client = clients.get('MB0009')!;
  const { home, bill } = await owing(7000);
  const quote = (await client.inquire('q', home.accountNo)).body as unknown as Quote;
  const sure = await Promise.all([
    client.payForSure('s1', quote, 'sr1'),
    client.payForSure('s1', quote, 'sr1'),
  ]);
  const codes = sure.map(answer => (answer === 'reversed' ? 'reversed' : answer.body.code)).sort();
  expect(codes.filter(code => code === '0000').length).toBeGreaterThanOrEqual(1);
  expect(codes).not.toContain('reversed');
  expect(await paidOf(hall, bill.payableId)).toBe(7000);
});

test('the day file holds what both sides know, and the partner’s own is taken only when it adds up', async () => {
  const client = clients.get('MB0010')!;
  const lines: Parameters<typeof partnerDayFile>[0] = [];
  for (const [serial, amount] of [
    ['d1', 1000],
    ['d2', 2000],
  ] as const) {
    const { home } = await owing(amount);
    const quote = (await client.inquire(`q${serial}`, home.accountNo)).body as unknown as Quote;
    await client.pay(serial, quote);
    const line = {
      date: '20261122',
      serial,
      account: home.accountNo,
      amount,
      subChannel: SUB_CHANNELS['mobile-bank'],
    };
    lines.push({ ...line, type: '1' });
    if (serial !== 'd2') continue;
    await client.reverse('dr2', 'd2', '20.00');
    lines.push({ ...line, type: '2' });
  }
  expect((await client.fetchDayFile('20261122')).body.code).toBe('2017');
  clock.pass(24);
  const reply = await client.fetchDayFile('20261122');
  expect(reply.proved).toBe(true);
  expect(readDayFile(reply.raw)).toMatchObject({ count: 3, total: 1000 });
  expect(reply.raw.equals(partnerDayFile(lines))).toBe(true);
  const own = partnerDayFile(lines);
  expect((await client.handInDayFile('20261122', own)).body).toMatchObject({ code: '0000', count: 3 });
  const cut = own.subarray(0, own.length - 20);
  expect((await client.handInDayFile('20261122', cut)).body.code).toBe('1001');
});

/** Bank counters and banks' own terminals, end to end over TLS through the reference client. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { agencyEnvironment, differences } from '../../integration/agency/partners.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { type Bank, cut, fromGbk, REPLIES } from '../../support/partners/agency-tcp.ts';
import { partnerDayFile, readDayFile } from '../../support/partners/day-file.ts';
import { bank, bookedAs, clockFrom, paidOf, tlsIdentity } from './partner-setup.ts';

const clock = clockFrom('2026-11-22T06:00:00Z');
const now = () => clock.now();
const tls = tlsIdentity();
let hall: RunningHall;
let ours: Awaited<ReturnType<typeof bank>>;
let theirs: typeof ours;
let line: Bank;
let serials = 0;
const serial = (): string => `S${String(++serials).padStart(8, '0')}`;

beforeAll(async () => {
  hall = await startHall({ clock, environment: { ...agencyEnvironment, ...tls } });
  const options = { code: 'BK0001', channels: ['bank-counter', 'bank-kiosk'], cutOff: '17:00:00' };
  ours = await bank(hall, options, tls.AGENCY_TLS_CERT, now);
  const others = { code: 'BK0002', channels: ['bank-counter'], cutOff: '17:00:00' };
  theirs = await bank(hall, others, tls.AGENCY_TLS_CERT, now);
});
afterAll(async () => {
  line.close();
  expect(await differences(hall)).toEqual([]);
  await hall.close();
});
beforeEach(async () => {
  line?.close();
  line = await ours.connect();
  expect(await line.signOn(serial())).toMatchObject({ code: '0000', proved: true });
});

const owing = async (amountFen: number) => {
  const home = await hall.world.household();
  return { home, bill: await hall.world.bill(home, { amountFen }) };
};
async function quoted(subChannel: string, account: string) {
  const reply = await line.inquire(serial(), subChannel, account);
  expect(reply).toMatchObject({ code: '0000', proved: true });
  return cut(reply.body, REPLIES.inquire) as Record<keyof typeof REPLIES.inquire, string>;
}
const payment = (subChannel: string, quote: Record<string, string>) => ({
  subChannel,
  quoteId: quote['quoteId']!,
  account: quote['account']!,
  amount: quote['amount']!,
  paidAt: '20261122140000',
});

describe.each([
  ['bank-counter', '01'],
  ['bank-kiosk', '02'],
] as const)('%s', (channel, subChannel) => {
  test('asks in GBK, pays, and finds it again', async () => {
    const { home, bill } = await owing(12_345);
    const quote = await quoted(subChannel, home.accountNo);
    expect(quote).toMatchObject({ name: '**明', amount: '000000012345', count: '01' });
    const no = serial();
    const paid = await line.pay(no, payment(subChannel, quote));
    expect(paid).toMatchObject({ code: '0000', proved: true });
    const { receiptNo = '', clearingDate } = cut(paid.body, REPLIES.pay);
    expect(clearingDate).toBe('20261122');
    expect(await bookedAs(hall, receiptNo)).toEqual({
      channel,
      source: 'partner:BK0001',
      fen: 12_345,
      day: '2026-11-22',
    });
    expect(await paidOf(hall, bill.payableId)).toBe(12_345);
    expect(cut((await line.query(serial(), no)).body, REPLIES.query)).toMatchObject({
      status: '1',
      receiptNo,
    });
  });

  test('repeats on another connection and gets the same answer, then reverses', async () => {
    const { home, bill } = await owing(5000);
    const quote = await quoted(subChannel, home.accountNo);
    const no = serial();
    const first = await line.pay(no, payment(subChannel, quote));
    line.close();
    line = await ours.connect();
    await line.signOn(serial());
    const again = await line.pay(no, payment(subChannel, quote));
    expect(again.body.equals(first.body)).toBe(true);
    expect(again.time).toBe(first.time);
    const back = await line.reverse(serial(), no, quote.amount);
    expect(cut(back.body, REPLIES.reverse)).toMatchObject({ result: '1' });
    expect(await paidOf(hall, bill.payableId)).toBe(0);
  });

  test('blocks what is reversed before it came', async () => {
    const { home } = await owing(6000);
    const late = serial();
    const unseen = await line.reverse(serial(), late, '000000006000');
    expect(cut(unseen.body, REPLIES.reverse)).toMatchObject({ result: '0' });
    const quote = await quoted(subChannel, home.accountNo);
    const refused = await line.pay(late, payment(subChannel, quote));
    expect([refused.code, fromGbk(refused.body).trimEnd()]).toEqual(['2014', '该笔已冲正']);
  });
});

describe('the line', () => {
  test('needs a certificate the bank knows, and a sign-on', async () => {
    await expect(ours.connect({ ca: tlsIdentity().AGENCY_TLS_CERT })).rejects.toThrow();
    const other = await ours.connect();
    expect(await other.echo(serial())).toMatchObject({ code: '1003', proved: false });
    await expect(other.echo(serial())).rejects.toThrow();
  });

  test('a frame recorded on one connection is worth nothing on another', async () => {
    const { home } = await owing(7000);
    const quote = await quoted('01', home.accountNo);
    const recorded = line.frame('0002', serial());
    expect(quote.count).toBe('01');
    const other = await ours.connect();
    await other.signOn(serial());
    expect(await other.sendRaw(recorded)).toMatchObject({ code: '1003' });
  });

  test('bad frames get the code of the specification, and the line is closed or stays as it says', async () => {
    const bad = async (frame: Buffer) => {
      const other = await ours.connect();
      await other.signOn(serial());
      return { other, reply: await other.sendRaw(frame) };
    };
    const spoilt = (change: (bytes: Buffer) => void): Buffer => {
      const bytes = Buffer.from(line.frame('0002', serial()));
      change(bytes);
      return bytes;
    };
    for (const [code, frame] of [
      ['1007', Buffer.from('99999901BK0001  ')],
      ['1007', Buffer.from('0000010')],
      ['1002', spoilt(bytes => bytes.write('BK9999', 8, 'latin1'))],
      ['1003', spoilt(bytes => bytes.write('0', bytes.length - 1, 'latin1'))],
    ] as const) {
      const { other, reply } = await bad(frame);
      expect([reply.code, reply.proved]).toEqual([code, false]);
      await expect(other.echo(serial())).rejects.toThrow();
    }
    expect(await line.send('7777', serial())).toMatchObject({ code: '1009', proved: true });
    expect(await line.send('1001', serial(), Buffer.from('01'))).toMatchObject({
      code: '1001',
      proved: true,
    });
    const notGbk = Buffer.concat([
      Buffer.from('01'),
      Buffer.alloc(20, 0xff),
      Buffer.from('99999999'),
      Buffer.alloc(16, ' '),
    ]);
    expect(await line.send('1001', serial(), notGbk)).toMatchObject({ code: '1006', proved: true });
    const early = new Date(now().getTime() - 301_000 + 8 * 3600_000)
      .toISOString()
      .slice(0, 19)
      .replace(/\D/g, '');
    expect(await line.sendRaw(line.frame('0002', serial(), Buffer.alloc(0), early))).toMatchObject({
      code: '1004',
    });
    expect(await line.echo(serial())).toMatchObject({ code: '0000', proved: true });
  });

  test('a frame that comes in pieces is read; one that ends in the middle costs nothing', async () => {
    const frame = line.frame('0002', serial());
    line.socket.write(frame.subarray(0, 10));
    await new Promise(resolve => setTimeout(resolve, 30));
    expect(await line.sendRaw(frame.subarray(10))).toMatchObject({ code: '0000', proved: true });
    const other = await ours.connect();
    other.socket.end(frame.subarray(0, 50));
    expect(await line.echo(serial())).toMatchObject({ code: '0000' });
  });
});

test('forty connections that were hung up on leave the address free to connect', async () => {
  for (let round = 0; round < 40; round++) {
    const other = await ours.connect();
    expect(await other.echo(serial())).toMatchObject({ code: '1003' });
  }
  const after = await ours.connect();
  expect(await after.signOn(serial())).toMatchObject({ code: '0000' });
  after.close();
});

test('the day file comes in chunks, and the bank’s own goes the same way', async () => {
  line.close();
  line = await theirs.connect();
  await line.signOn(serial());
  const lines: Parameters<typeof partnerDayFile>[0] = [];
  for (const amount of [1100, 2200]) {
    const { home } = await owing(amount);
    const quote = await quoted('01', home.accountNo);
    const no = serial();
    await line.pay(no, payment('01', quote));
    lines.push({
      date: '20261122',
      serial: no,
      account: home.accountNo,
      amount,
      subChannel: '01',
      type: '1',
    });
  }
  expect((await line.fetchDayFile(serial(), '20261122')).refused).toMatchObject({ code: '2017' });
  clock.pass(24);
  const { file } = await line.fetchDayFile(serial(), '20261122');
  expect(readDayFile(file!)).toMatchObject({ count: 2, total: 3300 });
  const own = partnerDayFile(lines);
  expect(file!.equals(own)).toBe(true);
  const taken = await line.handInDayFile(serial(), '20261122', own, 40);
  expect(cut(taken.body, REPLIES.handIn)).toMatchObject({ status: '1' });
  const wrong = partnerDayFile(lines);
  wrong[0] = 0x39;
  expect((await line.handInDayFile(serial(), '20261122', wrong)).code).toBe('1001');
});

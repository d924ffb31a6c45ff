/** Bank counters and bank kiosks: a real TLS line, real MACs, real PostgreSQL. */
import { randomBytes } from 'node:crypto';
import { connect as plainConnect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import {
  type BankLine,
  bankLine,
  fetchFile,
  handIn,
  inquiry,
  payment,
  query,
  readQuote,
  reversal,
  text,
  timeText,
} from './bank-line.ts';
import { addMasterKey, addPartner, agencyEnvironment, differences, setClock } from './partners.ts';

const clock = setClock('2026-11-22T06:00:00Z');
const now = () => clock.now();
const masterKey = randomBytes(16);
let hall: RunningHall;
let line: BankLine;
let bankId: number;

const connect = (options: Partial<Parameters<typeof bankLine>[0]> = {}) =>
  bankLine({ port: hall.app.bankPort()!, code: 'BK0001', masterKey, now, ...options });

beforeAll(async () => {
  hall = await startHall({ clock, environment: agencyEnvironment });
  bankId = await addPartner(hall, {
    code: 'BK0001',
    form: 'agency-tcp',
    channels: ['bank-counter', 'bank-kiosk'],
    cutOff: '18:00:00',
    addresses: ['127.0.0.0/8'],
    units: { request: 'fen', reply: 'fen', file: 'fen' },
  });
  await addMasterKey(hall, bankId, '01', masterKey);
  // Another bank, whose lines come from elsewhere.
  const far = await addPartner(hall, {
    code: 'BK0009',
    form: 'agency-tcp',
    channels: ['bank-counter'],
    addresses: ['203.0.113.0/24'],
  });
  await addMasterKey(hall, far, '01', masterKey);
  line = await connect();
  expect((await line.signOn()).proved).toBe(true);
});
afterAll(async () => {
  line.end();
  expect(await differences(hall)).toEqual([]);
  await hall.close();
});

const owing = async (amountFen = 12_345) => {
  const home = await hall.world.household();
  return { home, bill: await hall.world.bill(home, { amountFen }) };
};
const today = '20261122';

test('a teller asks and pays; a kiosk’s payment is told apart; the result is found again', async () => {
  const { home, bill } = await owing();
  const asked = await line.send(1001, 'i1', inquiry(home.accountNo));
  expect(asked).toMatchObject({ code: '0000', serial: 'i1', proved: true });
  expect(readQuote(asked.body)).toMatchObject({ account: home.accountNo, amount: 12_345, name: '**明' });
  const paid = await line.send(2001, 'p1', payment(readQuote(asked.body), today, '02'));
  expect(paid).toMatchObject({ code: '0000', proved: true });
  expect(paid.body.subarray(32, 52).toString()).toBe('20261122000000012345');
  const found = await line.send(3001, 'q1', query(today, 'p1'));
  expect(found.body.toString()).toBe(`10000${paid.body}`);
  const { rows } = await hall.owner.query(
    `SELECT p.channel, c.source FROM collections c JOIN payments p ON p.id = c.payment_id JOIN allocations a ON a.collection_id = c.id WHERE a.payable_id = $1`,
    [bill.payableId],
  );
  expect(rows).toEqual([{ channel: 'bank-kiosk', source: 'partner:BK0001' }]);
});

test('a repeat on another line, minutes later, gets the first answer to the byte but for its MAC', async () => {
  const { home } = await owing();
  const asked = await line.send(1001, 'i2', inquiry(home.accountNo));
  const body = payment(readQuote(asked.body), today);
  const first = await line.send(2001, 'p2', body);
  clock.move(60);
  const again = await line.send(2001, 'p2', body);
  expect(again.bytes).toEqual(first.bytes);
  const other = await connect();
  await other.signOn();
  const elsewhere = await other.send(2001, 'p2', body);
  expect(elsewhere.proved).toBe(true);
  expect(elsewhere.bytes.subarray(0, -32)).toEqual(first.bytes.subarray(0, -32));
  other.end();
});

test('冲正 undoes; of what was never seen it blocks the late arrival; both can be asked again', async () => {
  const { home } = await owing(8_800);
  const quote = readQuote((await line.send(1001, 'i3', inquiry(home.accountNo))).body);
  expect((await line.send(4001, 'x1', reversal(today, 'p3', 8_800))).body.subarray(0, 1).toString()).toBe(
    '0',
  );
  expect((await line.send(2001, 'p3', payment(quote, today))).code).toBe('2014');
  expect((await line.send(2001, 'p4', payment(quote, today))).code).toBe('0000');
  const undone = await line.send(4001, 'x2', reversal(today, 'p4', 8_800));
  expect(undone.body.toString()).toBe('120261122000000008800');
  expect((await line.send(4001, 'x2', reversal(today, 'p4', 8_800))).bytes.subarray(0, -32)).toEqual(
    undone.bytes.subarray(0, -32),
  );
  expect((await line.send(3001, 'q2', query(today, 'p4'))).body.subarray(0, 1).toString()).toBe('2');
  expect((await line.send(3001, 'q3', query(today, 'p3'))).body.subarray(0, 5).toString()).toBe('32014');
});

test('the day file comes in blocks, and the bank’s own goes back in blocks', async () => {
  expect((await line.send(5001, 'f1', fetchFile(today, 0))).code).toBe('2017');
  clock.move(24 * 3600);
  const block = await line.send(5001, 'f2', fetchFile(today, 0));
  expect(block.code).toBe('0000');
  const file = block.body.subarray(84);
  expect(Number(block.body.subarray(0, 8))).toBe(file.length);
  expect(file.toString().split('\n')[0]).toBe('4|24690');
  expect(file.toString()).toMatch(/^20261122\|p1\|\d+\|12345\|02\|1$/m);
  const half = Math.floor(file.length / 2);
  expect((await line.send(5002, 'f3', handIn(today, file, 0, half))).body.toString()).toMatch(/0$/);
  expect((await line.send(5002, 'f4', handIn(today, file, half, file.length))).body.toString()).toMatch(/1$/);
  expect((await line.send(5002, 'f5', handIn(today, file, half, 10))).code).toBe('1001');
  const { rows } = await hall.owner.query(
    'SELECT line_count, total_fen::int FROM partner_files WHERE partner_id = $1',
    [bankId],
  );
  expect(rows).toEqual([{ line_count: 4, total_fen: 24_690 }]);
});

test('a file in blocks that is refused is kept whole, not by its last frame', async () => {
  const file = Buffer.from('1|2\n20261122|z1|0100000017|1|01|1\n');
  expect((await line.send(5002, 'g1', handIn(today, file, 0, 20))).code).toBe('0000');
  expect((await line.send(5002, 'g2', handIn(today, file, 20, file.length))).code).toBe('1001');
  const { rows } = await hall.owner.query(
    `SELECT convert_from(body, 'latin1') AS body FROM inbox_messages WHERE kind = 'unreadable' AND source = 'partner:BK0001' ORDER BY id DESC LIMIT 1`,
  );
  expect(rows).toEqual([{ body: file.toString() }]);
  const wrongDay = Buffer.from('1|1\n20261101|z1|0100000017|1|01|1\n');
  const refused = await line.send(5002, 'g3', handIn(today, wrongDay, 0, wrongDay.length));
  expect([refused.code, refused.body.toString('latin1')]).toEqual([
    '1001',
    expect.stringContaining('line 2, 20261101'),
  ]);
});

test('our day file is made once for the blocks of a download, whatever happens meanwhile', async () => {
  const first = await line.send(5001, 'h1', fetchFile(today, 0));
  const size = Number(first.body.subarray(0, 8));
  // Something received on that date waits: from now on the file would not be ready.
  await hall.owner.query(
    `SELECT store_partner_message($1, 'pay', 'waits', NULL, 'bank-counter', NULL, '\\x00', '{}', '\\x00', $2)`,
    [bankId, new Date('2026-11-22T07:00:00Z')],
  );
  const next = await line.send(5001, 'h2', fetchFile(today, size));
  expect([next.code, next.body.subarray(8, 72)]).toEqual(['0000', first.body.subarray(8, 72)]);
  expect((await line.send(5001, 'h3', fetchFile(today, 0))).code).toBe('2017');
  await hall.owner.query(
    `UPDATE partner_messages SET status = 'handled', code = '2003', handled_at = received_at WHERE trade_key = 'waits'`,
  );
});

test('two banks’ tellers pay the same bill in the same instant: one settles it, the other is told to ask again', async () => {
  const other = await connect();
  await other.signOn();
  const date = '20261123';
  for (let round = 0; round < 5; round += 1) {
    const { home, bill } = await owing(700);
    const [mine, theirs] = await Promise.all([
      line.send(1001, `m${round}`, inquiry(home.accountNo)),
      other.send(1001, `n${round}`, inquiry(home.accountNo)),
    ]);
    const codes = await Promise.all([
      line.send(2001, `mp${round}`, payment(readQuote(mine.body), date)),
      other.send(2001, `np${round}`, payment(readQuote(theirs.body), date)),
    ]);
    expect(codes.map(reply => reply.code).sort()).toEqual(['0000', '2006']);
    const paid = await hall.owner.query('SELECT paid_fen::int FROM payables WHERE id = $1', [bill.payableId]);
    expect(paid.rows[0].paid_fen).toBe(700);
  }
  other.end();
});

test('master keys rotate: a sign-on says which one it uses', async () => {
  const next = randomBytes(16);
  await addMasterKey(hall, bankId, '02', next);
  await new Promise(done => setTimeout(done, 3_200));
  const renewed = await connect({ masterKey: next, keyVersion: '02' });
  expect((await renewed.signOn()).code).toBe('0000');
  expect((await renewed.send(2, 'e', Buffer.alloc(0))).proved).toBe(true);
  renewed.end();
  expect((await line.send(2, 'e', Buffer.alloc(0))).code).toBe('0000');
});

describe('what cannot be trusted is answered once, in the protocol, and closed:', () => {
  const stored = async () =>
    Number((await hall.owner.query('SELECT count(*) FROM partner_messages')).rows[0].count);
  let before: number;
  beforeAll(async () => {
    before = await stored();
  });
  afterAll(async () => expect(await stored()).toBe(before));

  test('a wrong MAC; a frame of another line played again; a message before the sign-on', async () => {
    const forger = await connect();
    await forger.signOn();
    const wrong = await forger.send(1001, 'b1', inquiry('3700000000000'), { mac: 'F'.repeat(32) });
    expect([wrong.code, wrong.proved, wrong.bytes.subarray(-32).toString()]).toEqual([
      '1003',
      false,
      '0'.repeat(32),
    ]);
    await forger.closed;
    const replayer = await connect();
    await replayer.signOn();
    expect((await replayer.raw(line.frame(1001, 'b2', inquiry('3700000000000')))).code).toBe('1003');
    await replayer.closed;
    const hasty = await connect();
    expect((await hasty.send(1001, 'b3', inquiry('3700000000000'))).code).toBe('1003');
    await hasty.closed;
  });

  test('an unknown bank or key version; an absurd length; what is no frame at all', async () => {
    const stranger = await connect({ code: 'ZZ99' });
    expect((await stranger.signOn()).code).toBe('1002');
    await stranger.closed;
    const version = await connect({ keyVersion: '77' });
    expect((await version.signOn()).code).toBe('1002');
    for (const bytes of ['999999', '000001', 'GET / HTTP/1.1\r\n\r\n']) {
      const confused = await connect();
      expect((await confused.raw(Buffer.from(bytes))).code).toBe('1007');
      await confused.closed;
    }
  });

  test('a proved message with a bad body, bytes that are not GBK, or an unknown trade leaves the line open', async () => {
    const careless = await connect();
    await careless.signOn();
    expect((await careless.send(2001, 'b4', Buffer.from('short'))).code).toBe('1001');
    const garbled = Buffer.concat([reversal('20261123', 'p1', 100).subarray(0, -40), Buffer.alloc(40, 0xff)]);
    expect((await careless.send(4001, 'b5', garbled)).code).toBe('1006');
    expect((await careless.send(7777, 'b6', Buffer.alloc(0))).code).toBe('1009');
    expect(
      (await careless.send(2, 'b7', Buffer.alloc(0), { time: timeText(new Date(now().getTime() - 301_000)) }))
        .code,
    ).toBe('1004');
    expect((await careless.send(2, 'b8', Buffer.alloc(0))).code).toBe('0000');
    // A frame cut short: the rest never comes.
    careless.socket.end(careless.frame(2, 'b9', Buffer.alloc(0)).subarray(0, 40));
    await careless.closed;
  });

  test('a bank’s own key from an address that is not the bank’s; another bank is served from there', async () => {
    const far = await connect({ code: 'BK0009' });
    const refused = await far.signOn();
    expect([refused.code, refused.proved]).toEqual(['1005', false]);
    await far.closed;
    expect((await line.send(2, 'far', Buffer.alloc(0))).code).toBe('0000');
  });

  test('who is no TLS client, and who connects and says nothing, is let go; others are served meanwhile', async () => {
    const plain = plainConnect(hall.app.bankPort()!, '127.0.0.1');
    plain.on('error', () => {});
    plain.write('000099 hello, this is no TLS\r\n');
    await new Promise(done => plain.once('close', done));
    const silent = await connect();
    silent.socket.write(text('00', 2));
    expect((await line.send(2, 's', Buffer.alloc(0))).code).toBe('0000');
    silent.end();
  });

  test('all of it is counted', async () => {
    const metrics = await eventually(
      async () => (await fetch(`${hall.url}/metrics`)).text(),
      body => body.includes('reason="truncated"'),
    );
    for (const reason of ['signature', 'unknown', 'length', 'form', 'encoding', 'stale', 'address'])
      expect(metrics).toMatch(
        new RegExp(`hall_partner_bad_messages_total\\{partner="[^"]+",reason="${reason}"\\} \\d`),
      );
  });
});

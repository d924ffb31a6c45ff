/** Agents, post offices and mobile banks over signed JSON: real HTTP, real signatures, real PostgreSQL. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import {
  addPublicKey,
  agencyEnvironment,
  dateText,
  differences,
  type JsonPartner,
  jsonPartner,
  setClock,
  sha256,
  topUp,
} from './partners.ts';

const clock = setClock('2026-11-22T06:00:00Z');
const now = () => clock.now();
let hall: RunningHall;
let bank: JsonPartner;

beforeAll(async () => {
  hall = await startHall({ clock, environment: agencyEnvironment });
  bank = await jsonPartner(hall, { code: 'MB0001', channels: ['mobile-bank'], cutOff: '17:00:00' }, now);
});
afterAll(async () => {
  expect(await differences(hall)).toEqual([]);
  await hall.close();
});

const owing = async (amountFen = 12_345) => {
  const home = await hall.world.household();
  return { home, bill: await hall.world.bill(home, { amountFen }) };
};
const paidOf = async (payableId: number) =>
  Number(
    (await hall.owner.query('SELECT paid_fen FROM payables WHERE id = $1', [payableId])).rows[0].paid_fen,
  );

test('a bank asks what is owed, is told masked, pays exactly that, and finds it again', async () => {
  const { home, bill } = await owing();
  const quote = await bank.inquire(home.accountNo);
  expect(quote).toMatchObject({
    status: 200,
    proved: true,
    body: { code: '0000', accountNo: home.accountNo, name: '**明', amount: '123.45', balance: '0.00' },
  });
  expect(quote.body.address).not.toContain('301');
  expect(quote.body.bills).toMatchObject([{ month: '202610', amount: '123.45' }]);

  const paid = await bank.pay(quote.body, 'p1');
  expect(paid).toMatchObject({
    status: 200,
    proved: true,
    body: { code: '0000', serial: 'p1', clearingDate: '20261122', amount: '123.45' },
  });
  expect(await paidOf(bill.payableId)).toBe(12_345);
  expect((await bank.query('p1')).body).toEqual({
    code: '0000',
    message: '成功',
    serial: 'p1',
    status: 'paid',
    receiptNo: paid.body.receiptNo,
    clearingDate: '20261122',
    amount: '123.45',
  });
  const { rows } = await hall.owner.query(
    `SELECT p.channel, p.gateway, c.source, c.trade_no, c.clearing_on::text FROM collections c JOIN payments p ON p.id = c.payment_id
      JOIN receipts r ON r.collection_id = c.id WHERE r.receipt_no = $1`,
    [paid.body.receiptNo],
  );
  expect(rows).toEqual([
    {
      channel: 'mobile-bank',
      gateway: 'partner',
      source: 'partner:MB0001',
      trade_no: '20261122-p1',
      clearing_on: '2026-11-22',
    },
  ]);
});

test('a repeat gets the same answer byte for byte, however often and even at once; the money is booked once', async () => {
  const { home, bill } = await owing();
  const quote = (await bank.inquire(home.accountNo)).body;
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => bank.pay(quote, 'p2')));
  answers.push(await bank.pay(quote, 'p2'));
  expect(new Set(answers.map(answer => answer.text)).size).toBe(1);
  expect(answers[0]!.body.code).toBe('0000');
  expect(await paidOf(bill.payableId)).toBe(12_345);
  // The same serial for something else is no repeat.
  expect((await bank.pay({ ...quote, amount: '1.00' }, 'p2')).body.code).toBe('2007');
});

test('an amount that was not quoted, a quote of another or too old, and bills that changed meanwhile are refused', async () => {
  const { home, bill } = await owing();
  const other = await owing(500);
  const quote = (await bank.inquire(home.accountNo)).body;
  expect((await bank.pay({ ...quote, amount: '123.40' }, 'r1')).body.code).toBe('2004');
  expect((await bank.pay({ ...quote, accountNo: other.home.accountNo }, 'r2')).body.code).toBe('2003');
  expect((await bank.pay({ ...quote, quoteId: 'Q2026112200000000000000' }, 'r3')).body.code).toBe('2003');
  const rival = (await bank.inquire(home.accountNo)).body;
  expect((await bank.pay(rival, 'r4')).body.code).toBe('0000');
  expect((await bank.pay(quote, 'r5')).body.code).toBe('2006');
  expect((await bank.query('r5')).body).toMatchObject({ status: 'refused', refusal: '2006' });
  expect(await paidOf(bill.payableId)).toBe(12_345);
  const late = (await bank.inquire(other.home.accountNo)).body;
  clock.move(2 * 3600 + 1);
  expect((await bank.pay(late, 'r6')).body.code).toBe('2003');
});

test('no such account, nothing owed, a month that owes nothing, and a bill that a batch debit has out', async () => {
  const { home, bill } = await owing();
  expect((await bank.inquire('9999999999999')).body.code).toBe('2001');
  expect((await bank.inquire((await hall.world.household()).accountNo)).body.code).toBe('2002');
  expect((await bank.inquire(home.accountNo, { month: '202609' })).body.code).toBe('2002');
  expect((await bank.inquire(home.accountNo, { month: '202610' })).body.code).toBe('0000');
  const quote = (await bank.inquire(home.accountNo)).body;
  await hall.owner.query(`UPDATE payables SET locked_until = $2, locked_for = 'batch' WHERE id = $1`, [
    bill.payableId,
    new Date(now().getTime() + 3_600_000),
  ]);
  expect((await bank.inquire(home.accountNo)).body.code).toBe('2005');
  expect((await bank.pay(quote, 'l1')).body.code).toBe('2005');
});

test('whoever has gone pays the final bill where nobody holds the account; where somebody does, theirs is told', async () => {
  const { home, bill } = await owing(8_600);
  await hall.owner.query(`UPDATE holder_periods SET to_date = '2026-11-20' WHERE id = $1`, [
    home.holderPeriodId,
  ]);
  await hall.owner.query(`UPDATE supply_accounts SET status = 'closed' WHERE id = $1`, [home.accountId]);
  const quote = (await bank.inquire(home.accountNo)).body;
  expect(quote).toMatchObject({ code: '0000', name: '**明', amount: '86.00' });
  expect((await bank.pay(quote, 'g1')).body).toMatchObject({ code: '0000', amount: '86.00' });
  expect(await paidOf(bill.payableId)).toBe(8_600);
  expect((await bank.inquire(home.accountNo)).body.code).toBe('2001');

  const left = await owing(500);
  const next = await hall.world.moveIn(left.home, '2026-11-20');
  await hall.world.bill(next, { amountFen: 700, month: '2026-09' });
  expect((await bank.inquire(left.home.accountNo)).body).toMatchObject({ name: '**住', amount: '7.00' });
});

describe('冲正:', () => {
  test('within the clearing date the payment is undone, once', async () => {
    const { home, bill } = await owing();
    const paid = await bank.payAll(home.accountNo, 'v1');
    expect(paid.body.code).toBe('0000');
    expect((await bank.reverse('v1', '1.00', 'v1a')).body.code).toBe('2013');
    const reversed = await bank.reverse('v1', '123.45', 'v1b');
    expect(reversed.body).toMatchObject({ code: '0000', result: 'reversed' });
    expect((await bank.reverse('v1', '123.45', 'v1b')).text).toBe(reversed.text);
    expect((await bank.reverse('v1', '123.45', 'v1c')).body).toMatchObject({
      code: '0000',
      result: 'reversed',
    });
    expect(await paidOf(bill.payableId)).toBe(0);
    expect((await bank.query('v1')).body.status).toBe('reversed');
    // What was answered to the payment stays so.
    expect((await bank.pay({ ...paid.body, quoteId: 'x', accountNo: home.accountNo }, 'v1')).body.code).toBe(
      '2007',
    );
  });

  test('of a payment never seen it succeeds, and the payment is refused when it comes late', async () => {
    const { home, bill } = await owing();
    const quote = (await bank.inquire(home.accountNo)).body;
    expect((await bank.query('u1')).body.status).toBe('absent');
    expect((await bank.reverse('u1', '123.45', 'u1a')).body).toMatchObject({
      code: '0000',
      result: 'unseen',
    });
    expect((await bank.pay(quote, 'u1')).body.code).toBe('2014');
    expect(await paidOf(bill.payableId)).toBe(0);
  });

  test('a reversal and its late payment at the same instant end in one of two ways, never in money lost', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { home, bill } = await owing(1_000);
      const quote = (await bank.inquire(home.accountNo)).body;
      const [paid, reversed] = await Promise.all([
        bank.pay(quote, `race${round}`),
        bank.reverse(`race${round}`, '10.00', `race${round}x`),
      ]);
      expect([`${paid.body.code} ${reversed.body.result}`]).toEqual([
        expect.stringMatching(/^(0000 reversed|2014 unseen)$/),
      ]);
      expect(await paidOf(bill.payableId)).toBe(0);
    }
  });
});

test('the clearing date cuts exactly at the cut-off, and a reversal does not reach over it', async () => {
  const [early, late] = [await owing(), await owing()];
  clock.set('2026-11-23T08:59:59.999Z');
  const before = await bank.payAll(early.home.accountNo, 'c1');
  const quote = (await bank.inquire(late.home.accountNo)).body;
  clock.set('2026-11-23T09:00:00.000Z');
  const after = await bank.pay(quote, 'c2');
  expect([before.body.clearingDate, after.body.clearingDate]).toEqual(['20261123', '20261124']);
  expect((await bank.reverse('c1', '123.45', 'c1x')).body.code).toBe('2012');
  expect((await bank.reverse('c2', '123.45', 'c2x')).body.code).toBe('0000');
});

test('the day file lists what was booked on a clearing date, once that is over, and the partner hands in its own', async () => {
  const postal = await jsonPartner(hall, { code: 'PO0001', channels: ['postal'], cutOff: '20:00:00' }, now);
  const [one, two] = [await owing(10_000), await owing(2_500)];
  const first = await postal.payAll(one.home.accountNo, 'd1');
  await postal.payAll(two.home.accountNo, 'd2');
  await postal.reverse('d2', '25.00', 'd3');
  const date = first.body.clearingDate;
  const path = `/agency/v1/day-files/${date}`;
  expect((await postal.send('GET', path, '')).body.code).toBe('2017');
  clock.move(24 * 3600);
  const file = await postal.send('GET', path, '');
  const today = dateText(new Date(now().getTime() - 24 * 3_600_000));
  expect(file.proved).toBe(true);
  expect(file.text).toBe(
    [
      '3|10000',
      `${today}|d1|${one.home.accountNo}|10000|06|1`,
      `${today}|d2|${two.home.accountNo}|2500|06|1`,
      `${today}|d2|${two.home.accountNo}|2500|06|2`,
      '',
    ].join('\n'),
  );
  expect((await postal.send('PUT', path, file.text)).body).toEqual({
    code: '0000',
    message: '成功',
    count: 3,
    total: '10000',
  });
  expect((await postal.send('PUT', path, file.text.replace('3|10000', '3|10001'))).body.code).toBe('1001');
  const { rows } = await hall.owner.query(
    `SELECT sha256, line_count FROM partner_files WHERE partner_id = $1`,
    [postal.id],
  );
  expect(rows).toEqual([{ sha256: sha256(file.text), line_count: 3 }]);

  // Of another day: by the date of a line, or because these bytes are another day's already.
  const dayOf = (days: number) => dateText(new Date(now().getTime() + days * 86_400_000));
  const later = `/agency/v1/day-files/${dayOf(0)}`;
  const other = `2|200\n${dayOf(0)}|e1|${one.home.accountNo}|100|06|1\n${dayOf(-3)}|e2|${one.home.accountNo}|100|06|1\n`;
  expect((await postal.send('PUT', later, other)).body).toEqual({
    code: '1001',
    message: `报文格式错误: line 3, ${dayOf(-3)}`,
  });
  expect((await postal.send('PUT', later, file.text)).body).toMatchObject({
    code: '1001',
    message: expect.stringMatching(/held for 2026-11-\d\d$/),
  });
  // Nothing collected is the same file every day.
  for (const day of [dayOf(0), dayOf(-3)])
    expect((await postal.send('PUT', `/agency/v1/day-files/${day}`, '0|0\n')).body.code).toBe('0000');
});

describe('an agent pays out of what it has paid in:', () => {
  test('it is drawn down, refuses when exhausted, comes back with a reversal, and earns commission when the date is closed', async () => {
    const agent = await jsonPartner(
      hall,
      { code: 'AG0001', channels: ['agent'], prefunded: true, commissionPpm: 5_000, cutOff: '18:00:00' },
      now,
    );
    const left = async () =>
      Number(
        (await hall.owner.query('SELECT balance_fen FROM partner_prefunds WHERE partner_id = $1', [agent.id]))
          .rows[0].balance_fen,
      );
    // What is agreed for a later date does not reach back, though it stands before the date is closed.
    await hall.owner.query(
      `INSERT INTO partner_terms (partner_id, commission_ppm, valid_from, reason, status, proposed_by, proposed_at, decided_by, decided_at)
         SELECT id, 90000, clearing_date($2, cut_off) + 1, '新协议', 'approved', 'staff:one', $2, 'staff:two', $2 FROM partners WHERE id = $1`,
      [agent.id, now()],
    );
    await topUp(hall, agent.id, 30_000);
    const [one, two, three] = [await owing(20_000), await owing(9_000), await owing(5_000)];
    expect((await agent.payAll(one.home.accountNo, 'a1')).body.code).toBe('0000');
    expect(await left()).toBe(10_000);
    expect((await agent.payAll(two.home.accountNo, 'a2')).body.code).toBe('0000');
    const refused = await agent.payAll(three.home.accountNo, 'a3');
    expect(refused.body.code).toBe('2009');
    expect(await paidOf(three.bill.payableId)).toBe(0);
    expect((await agent.reverse('a2', '90.00', 'a4')).body.result).toBe('reversed');
    expect(await left()).toBe(10_000);
    expect(await differences(hall)).toEqual([]);
    clock.move(24 * 3600);
    await hall.app.runJob('close-partner-days');
    await hall.app.runJob('close-partner-days');
    expect(await left()).toBe(10_100);
    const { rows } = await hall.owner.query(
      `SELECT payments, reversals, net_fen::int, commission_fen::int FROM partner_days WHERE partner_id = $1 AND closed_at IS NOT NULL AND payments > 0`,
      [agent.id],
    );
    expect(rows).toEqual([{ payments: 2, reversals: 1, net_fen: 20_000, commission_fen: 100 }]);
    expect(await differences(hall)).toEqual([]);
  });

  test('when several payments come at once, no more goes out than was there', async () => {
    const agent = await jsonPartner(hall, { code: 'AG0002', channels: ['agent'], prefunded: true }, now);
    await topUp(hall, agent.id, 2_500);
    const homes = await Promise.all([1, 2, 3, 4].map(() => owing(1_000)));
    const answers = await Promise.all(
      homes.map(({ home }, index) => agent.payAll(home.accountNo, `s${index}`)),
    );
    expect(answers.map(answer => answer.body.code).sort()).toEqual(['0000', '0000', '2009', '2009']);
  });
});

test('limits of one payment and of a day hold; a terminal must be registered where the partner has registered any', async () => {
  const small = await jsonPartner(
    hall,
    { code: 'FT0001', channels: ['financial-terminal'], perPaymentFen: 5_000, perDayFen: 8_000 },
    now,
  );
  const [large, one, two] = [await owing(5_001), await owing(5_000), await owing(5_000)];
  expect((await small.payAll(large.home.accountNo, 't1')).body.code).toBe('2008');
  expect((await small.payAll(one.home.accountNo, 't2')).body.code).toBe('0000');
  expect((await small.payAll(two.home.accountNo, 't3')).body.code).toBe('2008');
  await hall.owner.query(
    `INSERT INTO partner_terminals (partner_id, terminal_no, channel, name, address, active) VALUES ($1, 'T1', 'financial-terminal', '村口', '路', true), ($1, 'T2', 'financial-terminal', '村尾', '路', false)`,
    [small.id],
  );
  const quiet = await owing(100);
  const quote = (await bank.inquire(quiet.home.accountNo)).body;
  expect((await small.pay(quote, 't4', { terminal: 'T2' })).body.code).toBe('2011');
  expect((await small.pay(quote, 't5')).body.code).toBe('2011');
});

describe('a message that cannot be trusted gets the protocol’s own error and leaves nothing behind:', () => {
  const messages = async () =>
    Number((await hall.owner.query('SELECT count(*) FROM partner_messages')).rows[0].count);
  const body = () => JSON.stringify({ date: dateText(now()), serial: 'none' });
  const path = '/agency/v1/query';

  test('unknown partner and key, wrong signature, altered body', async () => {
    const before = await messages();
    expect((await bank.send('POST', path, body(), { partner: 'ZZ9999' })).body.code).toBe('1002');
    expect((await bank.send('POST', path, body(), { key: 'k9' })).body.code).toBe('1002');
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const forged = await bank.send('POST', path, body(), { signer: stranger });
    expect([forged.status, forged.body.code, forged.headers.get('agency-signature')]).toEqual([
      401,
      '1003',
      null,
    ]);
    expect((await bank.send('POST', path, body(), { sent: `${body()} ` })).body.code).toBe('1003');
    expect(await messages()).toBe(before);
  });

  test('a replay, and a message too old or from the future', async () => {
    const seconds = Math.floor(now().getTime() / 1000);
    const nonce = 'abcdefabcdef0123456789';
    expect((await bank.send('POST', path, body(), { nonce })).body.code).toBe('0000');
    expect((await bank.send('POST', path, body(), { nonce })).body.code).toBe('1004');
    expect((await bank.send('POST', path, body(), { timestamp: seconds - 301 })).body.code).toBe('1004');
    expect((await bank.send('POST', path, body(), { timestamp: seconds + 302 })).body.code).toBe('1004');
    expect((await bank.send('POST', path, body(), { timestamp: seconds - 299 })).body.code).toBe('0000');
    const day = `/agency/v1/day-files/${dateText(new Date(now().getTime() - 72 * 3_600_000))}`;
    for (const [method, file] of [
      ['GET', ''],
      ['PUT', '0|0\n'],
    ] as const) {
      const used = `0123456789abcdef${method}`;
      expect((await bank.send(method, day, file, { nonce: used })).status).toBe(200);
      expect((await bank.send(method, day, file, { nonce: used })).body.code).toBe('1004');
    }
  });

  test('too long, cut short, wrong encoding, unknown fields', async () => {
    const before = await messages();
    expect(await bank.send('POST', path, 'x'.repeat(20_000))).toMatchObject({
      status: 413,
      proved: true,
      body: { code: '1007' },
    });
    expect((await bank.send('POST', path, '{"date":"20261122"')).body.code).toBe('1001');
    expect((await bank.send('POST', path, Buffer.from([0x7b, 0xb5, 0xe7, 0x7d]))).body.code).toBe('1006');
    expect(
      (await bank.send('POST', path, JSON.stringify({ date: '20261122', serial: 'a', extra: 1 }))).body.code,
    ).toBe('1001');
    expect(await messages()).toBe(before);
  });

  test('an address that is not registered, and too many inquiries for one account', async () => {
    const far = await jsonPartner(
      hall,
      { code: 'FAR001', channels: ['agent'], addresses: ['203.0.113.0/24'] },
      now,
    );
    expect((await far.send('POST', path, body())).body.code).toBe('1005');
    const near = await jsonPartner(
      hall,
      { code: 'NEAR01', channels: ['agent'], addresses: ['127.0.0.0/8'], inquiriesPerMinute: 3 },
      now,
    );
    const { home } = await owing();
    const codes = [];
    for (let time = 0; time < 4; time += 1) codes.push((await near.inquire(home.accountNo)).body.code);
    expect(codes).toEqual(['0000', '0000', '0000', '1008']);
  });

  test('they are counted in the metrics, by reason and by partner where there is such a one', async () => {
    const metrics = await (await fetch(`${hall.url}/metrics`)).text();
    expect(metrics).toMatch(/hall_partner_bad_messages_total\{partner="MB0001",reason="signature"\} 2/);
    expect(metrics).toMatch(/hall_partner_bad_messages_total\{partner="\?",reason="unknown"\} \d+/);
    expect(metrics).toMatch(/hall_partner_bad_messages_total\{partner="MB0001",reason="replay"\} 3/);
    expect(metrics).toMatch(/hall_partner_bad_messages_total\{partner="MB0001",reason="encoding"\} 1/);
  });
});

test('keys rotate: both work for a while, then the old one ends', async () => {
  const next = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await addPublicKey(hall, bank.id, 'k2', next.publicKey);
  // Entered by one person; nobody else has confirmed it.
  await addPublicKey(hall, bank.id, 'k3', next.publicKey);
  await hall.owner.query(
    `UPDATE partner_keys SET confirmed_by = NULL, confirmed_at = NULL WHERE partner_id = $1 AND key_id = 'k3'`,
    [bank.id],
  );
  // Another process read the partners a moment ago; it sees the new key within seconds.
  await new Promise(done => setTimeout(done, 3_200));
  const body = JSON.stringify({ date: dateText(now()), serial: 'none' });
  const send = (key: string, signer?: typeof next.privateKey) =>
    bank.send('POST', '/agency/v1/query', body, { key, signer });
  expect((await send('k2', next.privateKey)).body.code).toBe('0000');
  expect((await send('k1')).body.code).toBe('0000');
  expect((await send('k3', next.privateKey)).body.code).toBe('1002');
  await hall.owner.query(`UPDATE partner_keys SET valid_until = $2 WHERE partner_id = $1 AND key_id = 'k1'`, [
    bank.id,
    now(),
  ]);
  await new Promise(done => setTimeout(done, 3_200));
  expect((await send('k1')).body.code).toBe('1002');
  expect((await send('k2', next.privateKey)).body.code).toBe('0000');
});

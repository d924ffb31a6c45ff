import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, type BusinessDate } from '../../../server/src/shared/dates.ts';
import { bankCredit } from '../../support/partners/bank-credit.ts';
import { addPartner, agencyEnvironment, jsonPartner, topUp } from '../agency/partners.ts';
import { type Days, openDays, today, yesterday } from './days.ts';

let it: Days;
let finance: string;
let agent: number;
beforeAll(async () => {
  it = await openDays(agencyEnvironment);
  finance = await it.story.staff('finance');
  const units = { request: 'fen', reply: 'fen', file: 'fen' };
  for (const code of ['MB0001', 'MB0003', 'MB0004', 'MB0005'])
    await addPartner(it.hall, { code, form: 'agency-json', channels: ['mobile-bank'], units });
  agent = await addPartner(it.hall, { code: 'AG0001', channels: ['agent'], prefunded: true, units });
});
afterAll(() => it.close());

const digits = () => yesterday().replaceAll('-', '');

/** What the partner was told when its customer asked. */
async function quoted(amountFen = 12_345, hours = 10) {
  const { household, bill } = await it.story.payer(amountFen);
  await it.hall.owner.query(
    `INSERT INTO partner_quotes (quote_id, partner_id, account_no, holder_period_id, payables, amounts, amount_fen, created_at)
       SELECT 'Q' || $1, id, $2, $3, ARRAY[$1::bigint], ARRAY[$4::bigint], $4, $5::date::timestamp AT TIME ZONE 'Asia/Shanghai' + $6 * interval '1 hour' FROM partners WHERE code = 'MB0001'`,
    [bill.payableId, household.accountNo, household.holderPeriodId, amountFen, yesterday(), hours],
  );
  return { household, bill };
}

const bring = (rows: string[], fen: number) =>
  it.bring(
    finance,
    'partner:MB0001',
    yesterday(),
    'day',
    Buffer.from(`${rows.length}|${fen}\n${rows.join('\n')}\n`),
  );

test('a payment whose request never reached us is posted by what was quoted: once, on its clearing day, by its channel', async () => {
  const { household, bill } = await quoted();
  const row = `${digits()}|S1|${household.accountNo}|12345|03|1`;
  expect((await bring([row], 12_345)).status).toBe(202);
  await it.hall.app.runJob('reconcile');
  expect(await it.story.owed(bill)).toBe(0);
  const { rows } = await it.hall.owner.query(
    `SELECT p.channel, c.clearing_on::text AS day, c.origin, c.trade_no FROM collections c JOIN payments p ON p.id = c.payment_id WHERE c.source = 'partner:MB0001'`,
  );
  expect(rows).toEqual([
    { channel: 'mobile-bank', day: yesterday(), origin: 'reconciliation', trade_no: `${digits()}-S1` },
  ]);
  // The partner's word is no money: it is looked for on the utility's account, for days if need be, and that is no failed try.
  await it.hall.owner.query(`UPDATE reconciliation_days SET attempts = 25 WHERE source = 'partner:MB0001'`);
  expect(await it.run('partner:MB0001', yesterday())).toMatchObject({
    status: 'waiting',
    problem: { reason: 'awaits-credit' },
    matched: 1,
  });
  const { rows: looked } = await it.hall.owner.query(
    `SELECT attempts FROM reconciliation_days WHERE source = 'partner:MB0001' AND day = $1`,
    [yesterday()],
  );
  expect(looked).toEqual([{ attempts: 0 }]);
  expect([await it.balanceOf('partner-clearing'), await it.balanceOf('bank')]).toEqual([12_345, 0]);
  for (const [sheet, rule] of [
    [bankCredit('partner:MB0002', yesterday(), [12_345]), 'wrong-merchant'],
    [bankCredit('partner:MB0001', today(), [12_345]), 'wrong-day'],
    [
      Buffer.from(
        bankCredit('partner:MB0001', yesterday(), [12_345]).toString().replace('|12345\n', '|12346\n'),
      ),
      'totals',
    ],
    [bankCredit('partner:MB0001', yesterday(), [12_345]).subarray(0, -4), 'truncated'],
  ] as const) {
    const { status, body } = await it.bring(finance, 'partner:MB0001', yesterday(), 'credit', sheet);
    expect([status, body.details[0].rule]).toEqual([422, rule]);
  }
  const credit = bankCredit('partner:MB0001', yesterday(), [12_000, 345]);
  expect((await it.bring(finance, 'partner:MB0001', yesterday(), 'credit', credit)).status).toBe(202);
  expect(await it.run('partner:MB0001', yesterday())).toMatchObject({ status: 'matched', matched: 1 });
  expect(await it.balanceOf('partner-clearing')).toBe(0);
  expect(await it.balanceOf('bank')).toBe(12_345);
  expect(await it.books()).toEqual([]);
});

test('a pay that comes after its day file has posted it is a repeat, however old its quote and whatever the limits have become', async () => {
  const bank = await jsonPartner(it.hall, { code: 'MB0009', channels: ['mobile-bank'] });
  const asked = async () => {
    const payer = await it.story.payer(12_345);
    return { payer, quote: (await bank.inquire(payer.household.accountNo)).body };
  };
  const [told, other, undone] = [await asked(), await asked(), await asked()];
  await it.hall.owner.query(
    `UPDATE partner_quotes SET created_at = $2::date::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '10 hours' WHERE partner_id = $1`,
    [bank.id, yesterday()],
  );
  const rows = [told, other, undone].map(
    ({ payer }, index) => `${digits()}|L${index + 1}|${payer.household.accountNo}|12345|03|1\n`,
  );
  const file = Buffer.from(`3|37035\n${rows.join('')}`);
  expect((await it.bring(finance, 'partner:MB0009', yesterday(), 'day', file)).status).toBe(202);
  await it.hall.app.runJob('reconcile');
  await it.hall.owner.query('UPDATE partners SET per_payment_fen = 1 WHERE id = $1', [bank.id]);
  const date = digits();
  const pay = (quote: typeof told.quote, serial: string) => bank.pay(quote, serial, { date });

  const late = await pay(told.quote, 'L1');
  expect(late.body).toMatchObject({ code: '0000', serial: 'L1', clearingDate: date, amount: '123.45' });
  expect((await pay(told.quote, 'L1')).text).toBe(late.text);
  const found = await bank.send('POST', '/agency/v1/query', JSON.stringify({ date, serial: 'L1' }));
  expect(found.body).toMatchObject({ status: 'paid', receiptNo: late.body.receiptNo });
  expect(await it.story.owed(told.payer.bill)).toBe(0);
  expect(await it.story.balance(told.payer.household)).toBe(0);

  // Its number with another sum or account is no repeat; what was taken back is not paid.
  expect((await pay({ ...other.quote, amount: '123.40' }, 'L2')).body.code).toBe('2007');
  await it.hall.owner.query(
    `SELECT reverse_collection('partner:MB0009', $1, 'R2026112299999999999998', 12345, NULL, 'staff:finance', '对账差异')`,
    [`${date}-L3`],
  );
  expect((await pay(undone.quote, 'L3')).body.code).toBe('2014');
  // Which is told of a number that nothing is booked under, as before.
  expect((await pay(other.quote, 'L4')).body.code).toBe('2003');
  expect(await it.books()).toEqual([]);
});

test('without a quote, or reversed there, or at another sum, it waits for a person', async () => {
  const [plain, reversed] = [await it.story.payer(), await quoted()];
  const rows = [
    `${digits()}|S1|${plain.household.accountNo}|12345|03|1`,
    `${digits()}|S2|${plain.household.accountNo}|12345|03|1`,
    `${digits()}|S3|${reversed.household.accountNo}|12345|03|1`,
    `${digits()}|S3|${reversed.household.accountNo}|12345|03|2`,
    `${digits()}|S4|${reversed.household.accountNo}|12300|03|1`,
  ];
  expect((await bring(rows, 12_345 * 2 + 12_300)).status).toBe(202);
  await it.hall.app.runJob('reconcile');
  const found = (await it.differences(yesterday(), 'partner')).filter(
    each => each.status === 'open' && each.kind !== 'total',
  );
  expect(
    found
      .map(each => `${each.kind} ${each.reference.slice(-2)} ${each.class} ${each.detail.notPosted ?? ''}`)
      .sort(),
  ).toEqual([
    'payment S2 missing-here no-quote',
    'payment S3 missing-here refunded-there',
    'payment S4 missing-here no-quote',
    'refund S3 missing-here payment-not-here',
  ]);
  expect(await it.story.owed(reversed.bill)).toBe(12_345);
  expect(await it.books()).toEqual([]);
});

test('a quote that bound no longer when the clearing day began is not taken for its payment', async () => {
  const [justBefore, longBefore] = [await quoted(100, -1.5), await quoted(100, -2.5)];
  // Quoted and paid before midnight by its own date, for a partner whose clearing day ends at midnight: it belongs to the file before.
  const dated = await quoted(100, -0.5);
  const rows = [
    `${digits()}|S1|${(await it.hall.world.household()).accountNo}|12345|03|1`,
    `${digits()}|S5|${justBefore.household.accountNo}|100|03|1`,
    `${digits()}|S6|${longBefore.household.accountNo}|100|03|1`,
    `${addDays(yesterday(), -1).replaceAll('-', '')}|S7|${dated.household.accountNo}|100|03|1`,
  ];
  expect((await bring(rows, 12_345 + 300)).status).toBe(202);
  await it.hall.app.runJob('reconcile');
  expect([await it.story.owed(justBefore.bill), await it.story.owed(longBefore.bill)]).toEqual([0, 100]);
  const found = await it.differences(yesterday(), 'partner');
  expect(found.find(each => each.reference.endsWith('S6'))).toMatchObject({
    status: 'open',
    // Whose it is says the line, where no order does.
    channel: 'mobile-bank',
    detail: { notPosted: 'no-quote' },
  });
  expect(found.find(each => each.reference.endsWith('S7'))).toMatchObject({
    status: 'open',
    detail: { notPosted: 'other-day' },
  });
});

test('a file whose total does not agree with its lines is refused', async () => {
  const { household } = await it.story.payer();
  const { status, body } = await bring([`${digits()}|S9|${household.accountNo}|12345|03|1`], 12_300);
  expect([status, body.details[0].rule]).toEqual([422, 'totals']);
});

test('what the bank has credited is booked, and what is missing of it is a difference', async () => {
  const { household } = await quoted();
  const row = `${digits()}|S11|${household.accountNo}|12345|03|1`;
  const file = Buffer.from(`1|12345\n${row}\n`);
  const [bank, source] = [await it.balanceOf('bank'), 'partner:MB0003'];
  expect((await it.bring(finance, source, yesterday(), 'day', file)).status).toBe(202);
  const credit = bankCredit(source, yesterday(), [12_300]);
  expect((await it.bring(finance, source, yesterday(), 'credit', credit)).status).toBe(202);
  await it.hall.owner.query(
    `UPDATE partner_quotes SET partner_id = (SELECT id FROM partners WHERE code = 'MB0003') WHERE account_no = $1`,
    [household.accountNo],
  );
  expect(await it.run(source, yesterday())).toMatchObject({ status: 'differences', matched: 1, open: 1 });
  const [difference] = await it.differences(yesterday(), source);
  expect(difference).toMatchObject({ kind: 'payment', status: 'resolved' });
  const total = (await it.differences(yesterday(), source)).find(each => each.kind === 'total');
  expect(total).toMatchObject({ reference: 'settled-paid', ours: 12_345, theirs: 12_300, status: 'open' });
  expect((await it.balanceOf('bank')) - bank).toBe(12_300);
  expect(await it.books()).toEqual([]);

  // The rest arrives a day later, and the credit is brought anew: the bank's account has all of it, and the bank owes nothing.
  const [cleared, corrected] = [
    await it.balanceOf('partner-clearing'),
    bankCredit(source, yesterday(), [12_300, 45]),
  ];
  expect((await it.bring(finance, source, yesterday(), 'credit', corrected)).status).toBe(202);
  for (let again = 0; again < 2; again += 1) {
    expect(await it.run(source, yesterday())).toMatchObject({ status: 'matched', matched: 1, open: 0 });
    expect((await it.balanceOf('bank')) - bank).toBe(12_345);
    expect((await it.balanceOf('partner-clearing')) - cleared).toBe(-45);
  }
  const { rows } = await it.hall.owner.query(
    `SELECT s.no, s.net_fen::int AS net, t.business_date::text AS day FROM source_settlements s JOIN ledger_transactions t ON t.id = s.transaction_id
      WHERE s.source = $1 ORDER BY s.no`,
    [source],
  );
  expect(rows).toEqual([
    { no: 1, net: 12_300, day: yesterday() },
    { no: 2, net: 45, day: today() },
  ]);
  const shown = await it.hall.call(
    'GET',
    `/staff/reconciliation/settlements?from=${yesterday()}&to=${yesterday()}`,
    { cookie: finance },
  );
  expect(shown.body.settlements.filter((each: { source: string }) => each.source === source)).toMatchObject([
    { netFen: 12_300 },
    { netFen: 45 },
  ]);
  expect(await it.books()).toEqual([]);

  // A fee that is told later, and nothing else with it.
  await it.hall.owner.query(
    `SELECT post_settlement($1, $2::date, '{"paidFen": 12345, "refundedFen": 0, "feeFen": 7}')`,
    [source, yesterday()],
  );
  expect((await it.balanceOf('bank')) - bank).toBe(12_345 - 7);
  expect(await it.books()).toEqual([]);
});

test('what the bank has credited for a day on which the partner owes nothing is booked, and stands in the queue; withdrawn, it is booked back', async () => {
  const [source, day] = ['partner:MB0003', addDays(yesterday(), -3)];
  const bank = await it.balanceOf('bank');
  const empty = Buffer.from('0|0\n');
  expect((await it.bring(finance, source, day, 'day', empty)).status).toBe(202);
  expect((await it.bring(finance, source, day, 'credit', bankCredit(source, day, [500]))).status).toBe(202);
  expect(await it.run(source, day)).toMatchObject({ status: 'differences', open: 1 });
  const waiting = { kind: 'total', reference: 'settled-paid', ours: 0, theirs: 500 };
  expect(await it.differences(day, source)).toMatchObject([{ ...waiting, status: 'open' }]);
  expect((await it.balanceOf('bank')) - bank).toBe(500);
  const withdraw = async (part: string, of = day) => {
    const { rows } = await it.hall.owner.query(
      `SELECT id FROM statement_files WHERE source = $1 AND day = $2 AND part = $3`,
      [source, of, part],
    );
    const say = (cookie: string, path: string, body: object) =>
      it.hall.call('POST', `/staff/reconciliation/files/${rows[0].id}/${path}`, {
        cookie,
        body,
        key: `${part}-${of}-${path}`,
      });
    await say(finance, 'proposal', { reason: '填错日期' });
    const { rows: waiting } = await it.hall.owner.query(
      'SELECT id::int FROM statement_file_decisions WHERE file_id = $1',
      [rows[0].id],
    );
    const body = { decisionId: waiting[0].id, approve: true };
    expect((await say(await it.story.staff('supervisor'), 'decision', body)).status).toBe(200);
  };
  // The partner's own file has booked nothing there: what the bank credited stays.
  await withdraw('day');
  expect((await it.balanceOf('bank')) - bank).toBe(500);
  expect(await it.run(source, day)).toMatchObject({ status: 'no-file', open: 0 });
  expect((await it.balanceOf('bank')) - bank).toBe(500);
  await withdraw('credit');
  expect((await it.balanceOf('bank')) - bank).toBe(0);
  // Before only the bank's credit settled, a partner's file did: what it had booked goes with it.
  const older = addDays(day, -1);
  expect((await it.bring(finance, source, older, 'day', empty)).status).toBe(202);
  await it.hall.owner.query(
    `SELECT post_settlement($1, $2::date, '{"paidFen": 700, "refundedFen": 0, "feeFen": 0}')`,
    [source, older],
  );
  expect((await it.balanceOf('bank')) - bank).toBe(700);
  await withdraw('day', older);
  expect((await it.balanceOf('bank')) - bank).toBe(0);
  // The right one is booked although the partner's file is still to come.
  expect((await it.bring(finance, source, day, 'credit', bankCredit(source, day, [300]))).status).toBe(202);
  expect(await it.run(source, day)).toMatchObject({ status: 'no-file', open: 0 });
  expect((await it.balanceOf('bank')) - bank).toBe(300);
  expect(await it.differences(day, source)).toMatchObject([{ ...waiting, resolution: 'vanished' }]);
  expect(await it.books()).toEqual([]);
});

test('what the bank has taken back again is booked as well, and more than it had credited stands in the queue below nothing', async () => {
  const [source, day] = ['partner:MB0003', addDays(yesterday(), -6)];
  const [bank, clearing] = [await it.balanceOf('bank'), await it.balanceOf('partner-clearing')];
  const moved = async () => [
    (await it.balanceOf('bank')) - bank,
    (await it.balanceOf('partner-clearing')) - clearing,
  ];
  const told = async (...fens: number[]) => {
    expect((await it.bring(finance, source, day, 'credit', bankCredit(source, day, fens))).status).toBe(202);
    return it.run(source, day);
  };
  const [row] = [`${day.replaceAll('-', '')}|S61|3700000000000|500|03|1`];
  expect((await it.bring(finance, source, day, 'day', Buffer.from(`1|500\n${row}\n`))).status).toBe(202);
  const totals = async () =>
    (await it.differences(day, source)).filter(({ kind, status }) => kind === 'total' && status === 'open');
  await told(500);
  expect([await totals(), await moved()]).toEqual([[], [500, -500]]);
  // Its transfer was sent back: nothing lies on the account, and the partner owes it again.
  await told(500, -500);
  expect(await totals()).toMatchObject([{ reference: 'settled-paid', theirs: 0 }]);
  expect(await moved()).toEqual([0, 0]);
  await told(500, -500, -200);
  expect(await totals()).toMatchObject([{ reference: 'settled-paid', theirs: -200 }]);
  expect(await moved()).toEqual([-200, 200]);
  const shown = await it.hall.call('GET', `/staff/reconciliation/settlements?from=${day}&to=${day}`, {
    cookie: finance,
  });
  const nets = shown.body.settlements.map(({ netFen }: { netFen: number }) => netFen);
  expect(nets).toEqual([500, -500, -200]);
  expect(await it.books()).toEqual([]);
});

test('a file of another day is refused whole, by the line or by its bytes; a neighbour around midnight is not', async () => {
  const source = 'partner:MB0005';
  const { household } = await it.story.payer();
  const dated = (day: BusinessDate, no: string, type = 1) =>
    `${day.replaceAll('-', '')}|${no}|${household.accountNo}|100|03|${type}`;
  const fileOf = (fen: number, ...rows: string[]) =>
    Buffer.from(`${rows.length}|${fen}\n${rows.map(row => `${row}\n`).join('')}`);
  const [before, old] = [addDays(yesterday(), -1), addDays(yesterday(), -2)];
  const brought = (day: BusinessDate, file: Buffer) => it.bring(finance, source, day, 'day', file);
  const refusal = async () =>
    (
      await it.hall.owner.query(
        `SELECT refusal FROM statement_files WHERE source = $1 AND status = 'refused' ORDER BY id DESC LIMIT 1`,
        [source],
      )
    ).rows[0].refusal;

  const wrong = await brought(yesterday(), fileOf(200, dated(yesterday(), 'D1'), dated(old, 'D2')));
  expect([wrong.status, wrong.body.details[0].rule]).toEqual([422, 'wrong-day']);
  expect(await refusal()).toMatchObject({ reason: 'wrong-day', line: 3, detail: old.replaceAll('-', '') });
  // Its rows would fit, but not what it is called, as it came and as a browser saves it a second time.
  const named = fileOf(100, dated(before, 'D7'));
  for (const name of [
    `MB0005_${before.replaceAll('-', '')}.txt`,
    `MB0005_${before.replaceAll('-', '')} (1).txt`,
  ]) {
    const misnamed = await it.bring(finance, source, yesterday(), 'day', named, name);
    expect([misnamed.status, misnamed.body.details[0].rule]).toEqual([422, 'wrong-day']);
    expect(await refusal()).toMatchObject({
      reason: 'wrong-day',
      line: null,
      detail: before.replaceAll('-', ''),
    });
  }
  // The day before and after by the partner's clock, and what undoes a payment of long ago.
  const right = fileOf(
    200,
    dated(yesterday(), 'D3'),
    dated(before, 'D4'),
    dated(today(), 'D5'),
    dated(old, 'D6', 2),
  );
  expect((await brought(yesterday(), right)).status).toBe(202);
  const ofBefore = [dated(before, 'E1'), dated(before, 'E2'), dated(before, 'E3')];
  expect((await brought(before, fileOf(300, ...ofBefore))).status).toBe(202);
  // The same bytes; the same lines in another order; most of the same lines beside others.
  for (const [file, line] of [
    [fileOf(300, ...ofBefore), null],
    [fileOf(300, ...[...ofBefore].reverse()), 2],
    [fileOf(500, dated(yesterday(), 'E4'), dated(yesterday(), 'E5'), ...ofBefore), 4],
  ] as const) {
    const same = await brought(yesterday(), file);
    expect([same.status, same.body.details[0].rule]).toEqual([422, 'wrong-day']);
    expect(await refusal()).toMatchObject({ reason: 'wrong-day', line, detail: before });
  }
  // Around midnight one or another may stand in both: that is a difference of those lines, not another day's file.
  const own = [dated(yesterday(), 'E6'), dated(yesterday(), 'E7'), dated(yesterday(), 'E8')];
  expect((await brought(yesterday(), fileOf(400, ofBefore[0]!, ...own))).status).toBe(202);
});

test('a reversal of an earlier day is booked by two persons on the day of its file', async () => {
  const [source, { household, bill }] = ['partner:MB0004', await it.story.payer()];
  await it.hall.owner.query(
    `SELECT receive_payment('P2026112200000000000004', 'mobile-bank', $5, $1, 'agency', NULL, '电费', ARRAY[$2::bigint], ARRAY[12345::bigint],
       '{}', '{}', $3::date::timestamptz, $4::date, 'partner', true, '{}')`,
    [`${digits()}-S31`, bill.payableId, yesterday(), addDays(yesterday(), -1), source],
  );
  const rows = [`S31|${household.accountNo}|12345|03|2`, `S32|${household.accountNo}|20000|03|1`];
  const file = Buffer.from(`2|7655\n${rows.map(row => `${digits()}|${row}\n`).join('')}`);
  expect((await it.bring(finance, source, yesterday(), 'day', file)).status).toBe(202);
  await it.run(source, yesterday());
  const { id } = (await it.differences(yesterday(), source)).find(each => each.kind === 'refund');
  const say = (cookie: string, path: string, body: object) =>
    it.hall.call('POST', `/staff/reconciliation/differences/${id}/${path}`, {
      cookie,
      body,
      key: `reversal-${path}`,
    });
  await say(finance, 'proposal', { action: 'post', reason: '已与对方核实' });
  const decided = await say(await it.story.staff('supervisor'), 'decision', { approve: true });
  expect(decided.body).toMatchObject({ status: 'resolved', resolution: 'post' });
  const { rows: booked } = await it.hall.owner.query(
    `SELECT t.business_date::text AS day FROM ledger_transactions t JOIN refunds f ON f.refund_no = t.reference JOIN collections c ON c.id = f.collection_id
      WHERE t.kind = 'refund-succeeded' AND c.source = $1`,
    [source],
  );
  expect(booked).toEqual([{ day: yesterday() }]);
  expect(await it.story.owed(bill)).toBe(12_345);
  expect(await it.books()).toEqual([]);
});

test("an agent's day settles nothing: its money came to the bank when it paid in", async () => {
  await topUp(it.hall, agent, 50_000);
  const [bank, { household, bill }] = [await it.balanceOf('bank'), await it.story.payer()];
  await it.hall.owner.query(
    `SELECT receive_payment('P2026112200000000000001', 'agent', 'agent:AG0001', $1, 'agency', NULL, '电费', ARRAY[$2::bigint], ARRAY[12345::bigint],
       '{}', '{}', $3::date::timestamptz, $3::date, 'partner', true, '{}')`,
    [`${digits()}-S21`, bill.payableId, yesterday()],
  );
  const file = Buffer.from(`1|12345\n${digits()}|S21|${household.accountNo}|12345|05|1\n`);
  expect((await it.bring(finance, 'agent:AG0001', yesterday(), 'day', file)).status).toBe(202);
  expect(await it.run('agent:AG0001', yesterday())).toMatchObject({ status: 'matched', matched: 1, open: 0 });
  expect(await it.balanceOf('bank')).toBe(bank);
  expect(await it.balanceOf('agent-prefund')).toBe(12_345 - 50_000);
  expect(await it.books()).toEqual([]);
});

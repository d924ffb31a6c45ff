import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addPartner, agencyEnvironment } from '../agency/partners.ts';
import { type Days, openDays, yesterday } from './days.ts';

let it: Days;
let finance: string;
beforeAll(async () => {
  it = await openDays(agencyEnvironment);
  finance = await it.story.staff('finance');
  await addPartner(it.hall, {
    code: 'MB0001',
    form: 'agency-json',
    channels: ['mobile-bank'],
    units: { request: 'fen', reply: 'fen', file: 'fen' },
  });
});
afterAll(() => it.close());

const digits = () => yesterday().replaceAll('-', '');

/** What the partner was told when its customer asked. */
async function quoted(amountFen = 12_345) {
  const { household, bill } = await it.story.payer(amountFen);
  await it.hall.owner.query(
    `INSERT INTO partner_quotes (quote_id, partner_id, account_no, holder_period_id, payables, amounts, amount_fen, created_at)
       SELECT 'Q' || $1, id, $2, $3, ARRAY[$1::bigint], ARRAY[$4::bigint], $4, $5::date + interval '2 hours' FROM partners WHERE code = 'MB0001'`,
    [bill.payableId, household.accountNo, household.holderPeriodId, amountFen, yesterday()],
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
  expect(await it.run('partner:MB0001', yesterday())).toMatchObject({ status: 'matched', matched: 1 });
  expect(await it.balanceOf('partner-clearing')).toBe(0);
  expect(await it.balanceOf('bank')).toBe(12_345);
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
    'refund S3 missing-here ',
  ]);
  expect(await it.story.owed(reversed.bill)).toBe(12_345);
  expect(await it.books()).toEqual([]);
});

test('a file whose total does not agree with its lines is refused', async () => {
  const { household } = await it.story.payer();
  const { status, body } = await bring([`${digits()}|S9|${household.accountNo}|12345|03|1`], 12_300);
  expect([status, body.details[0].rule]).toEqual([422, 'totals']);
});

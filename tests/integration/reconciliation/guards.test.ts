/** Each guard that keeps a line we lack from being posted by itself: it alone holds the money back, and stands at the difference by its name. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays } from '../../../server/src/shared/dates.ts';
import { addPartner, agencyEnvironment } from '../agency/partners.ts';
import { type Days, noonOf, openDays, yesterday } from './days.ts';

const wechat = 'wechat-pay';
const source = 'partner:MB0001';
let it: Days;
let another: { payment_id: number; id: number };
beforeAll(async () => {
  it = await openDays(agencyEnvironment);
  await addPartner(it.hall, {
    code: 'MB0001',
    channels: ['mobile-bank'],
    units: { request: 'fen', reply: 'fen', file: 'fen' },
  });
  // A day whose file was accepted, with a payment that both sides know.
  const { paymentNo } = await it.paid();
  another = await it.collection(paymentNo);
  await it.run(wechat, yesterday());
});
afterAll(() => it?.close());

const sql = (text: string, values: unknown[] = []) => it.hall.owner.query(text, values);
const found = async (reference: string) =>
  (await it.differences(yesterday())).filter(row => row.reference === reference);

/** An order that the gateway's file of yesterday has as paid, and of which we heard nothing. */
async function unheard() {
  const payer = await it.story.payer();
  const { body } = await it.story.start(payer);
  const paymentNo = body.paymentNo as string;
  const tradeNo = `guarded-${paymentNo}`;
  await it.backdate(paymentNo);
  await sql(
    `INSERT INTO statement_rows (file_id, line, kind, state, trade_no, order_no, account_no, amount_fen, fee_milli, at)
       SELECT f.id, (SELECT max(line) + 1 FROM statement_rows WHERE file_id = f.id), 'payment', 'done', $3, $4, $5, 12345, 0, $6
         FROM statement_files f WHERE f.source LIKE $1 || ':%' AND f.day = $2 AND f.part = 'trade' AND f.status = 'accepted' ORDER BY f.judged_at DESC LIMIT 1`,
    [wechat, yesterday(), tradeNo, paymentNo, payer.household.accountNo, noonOf(yesterday())],
  );
  return { payer, paymentNo, tradeNo };
}
type Unheard = Awaited<ReturnType<typeof unheard>>;

const setPayment = (column: string, value: unknown) => (one: Unheard) =>
  sql(`UPDATE payments SET ${column} = $2 WHERE payment_no = $1`, [one.paymentNo, value]);
const setRow = (column: string, value: (one: Unheard) => unknown) => async (one: Unheard) =>
  sql(`UPDATE statement_rows SET ${column} = $2 WHERE trade_no = $1`, [one.tradeNo, await value(one)]);
const ofPayment = (text: string) => (one: Unheard) =>
  sql(text.replace('$payment', '(SELECT id FROM payments WHERE payment_no = $1)'), [one.paymentNo]);
const moveCollection = (paymentId: string) =>
  `UPDATE collections SET payment_id = ${paymentId} WHERE id = ${another.id}`;

/** What stands in the way, and what takes it away again. */
const guards: Record<string, [hinder: (one: Unheard) => unknown, lift: (one: Unheard) => unknown]> = {
  'other-gateway': [setPayment('gateway', 'alipay'), setPayment('gateway', wechat)],
  'payment-failed': [
    setPayment('status', 'failed'),
    async one => {
      // Failed is for ever, but for money that comes; only the test goes back.
      await sql('ALTER TABLE payments DISABLE TRIGGER payments_transition');
      await setPayment('status', 'pending')(one);
      await sql('ALTER TABLE payments ENABLE TRIGGER payments_transition');
    },
  ],
  'other-day': [
    setRow('at', () => noonOf(addDays(yesterday(), -1))),
    setRow('at', () => noonOf(yesterday())),
  ],
  'outside-its-time': [
    one => it.backdate(one.paymentNo, `${yesterday()}T01:00:00Z`),
    one => it.backdate(one.paymentNo),
  ],
  'posted-otherwise': [
    one => ofPayment(moveCollection('$payment'))(one),
    () => sql(moveCollection(String(another.payment_id))),
  ],
  refunded: [
    one =>
      ofPayment(
        `INSERT INTO refunds (refund_no, payment_id, collection_id, amount_fen, status, reason, requested_by)
           SELECT 'R2026112200000000000088', $payment, ${another.id}, 1, 'rejected', 'guard', 'test'`,
      )(one),
    ofPayment('DELETE FROM refunds WHERE payment_id = $payment'),
  ],
  reversed: [
    async one =>
      sql(
        `INSERT INTO reversal_marks (source, trade_no, reversal_no, amount_fen, reason) VALUES ($1, $2, 'guard', 12345, 'guard')`,
        [(await it.sourceOf(wechat)).source, one.tradeNo],
      ),
    one => sql('DELETE FROM reversal_marks WHERE trade_no = $1', [one.tradeNo]),
  ],
  'refunded-there': [
    one =>
      sql(
        `INSERT INTO statement_rows (file_id, line, kind, state, trade_no, order_no, refund_no, amount_fen, fee_milli, at)
           SELECT file_id, line + 100000, 'refund', 'done', trade_no, NULL, 'R' || trade_no, 100, 0, at FROM statement_rows WHERE trade_no = $1`,
        [one.tradeNo],
      ),
    one => sql(`DELETE FROM statement_rows WHERE trade_no = $1 AND kind = 'refund'`, [one.tradeNo]),
  ],
  'odd-payment-open': [
    ofPayment(
      `INSERT INTO odd_payments (kind, payment_id, amount_fen) SELECT 'unknown-payment', $payment, 12345`,
    ),
    ofPayment('DELETE FROM odd_payments WHERE payment_id = $payment'),
  ],
  'other-account': [
    setRow('account_no', async () => (await it.hall.world.household()).accountNo),
    setRow('account_no', one => one.payer.household.accountNo),
  ],
};

test.each(Object.keys(guards))('%s waits for a person, and without it the line is posted', async guard => {
  const [hinder, lift] = guards[guard]!;
  const one = await unheard();
  await hinder(one);
  await it.run(wechat, yesterday());
  expect(await found(one.tradeNo)).toMatchObject([
    { kind: 'payment', class: 'missing-here', status: 'open', detail: { notPosted: guard } },
  ]);
  expect(await it.story.owed(one.payer.bill)).toBe(12_345);

  await lift(one);
  await it.run(wechat, yesterday());
  expect(await found(one.tradeNo)).toMatchObject([
    { class: 'missing-here', status: 'resolved', resolution: 'posted-automatically' },
  ]);
  expect(await it.story.collected(one.paymentNo)).toEqual({ times: 1, sum: 12_345 });
  expect(await it.story.owed(one.payer.bill)).toBe(0);
  expect(await it.books()).toEqual([]);
});

test('not-a-payment: what they lack, or what they call unfinished, is never posted', async () => {
  const one = await unheard();
  await setPayment('status', 'failed')(one);
  await it.run(wechat, yesterday());
  const [{ id }] = await found(one.tradeNo);
  const post = async () => (await sql('SELECT post_by_itself($1) AS result', [id])).rows[0].result;
  await setRow('state', () => 'open')(one);
  expect(await post()).toBe('not-a-payment');
  await setRow('state', () => 'done')(one);
  await sql(`UPDATE reconciliation_differences SET class = 'missing-there' WHERE id = $1`, [id]);
  expect(await post()).toBe('not-a-payment');
  expect(await found(one.tradeNo)).toMatchObject([
    { status: 'open', detail: { notPosted: 'not-a-payment' } },
  ]);
  expect(await it.story.collected(one.paymentNo)).toEqual({ times: 0, sum: 0 });
  await sql('DELETE FROM statement_rows WHERE trade_no = $1', [one.tradeNo]);
  await it.run(wechat, yesterday());
});

test('state: a refund that is done here, and that their file calls failed, is a difference for a person', async () => {
  const { paymentNo } = await it.paid();
  const { id, source: of, trade_no: tradeNo, amount_fen: fen } = await it.collection(paymentNo);
  const refundNo = `R${yesterday().replaceAll('-', '')}00000000000099`;
  await sql(`SELECT request_refund($1, $2, $3, 'gateway', 'pending', '多缴', 'staff:finance1')`, [
    refundNo,
    id,
    fen,
  ]);
  await sql('SELECT finish_refund($1, $1, $2)', [refundNo, noonOf(yesterday())]);
  await it.run(wechat, yesterday());
  await sql(
    `INSERT INTO statement_rows (file_id, line, kind, state, trade_no, order_no, refund_no, amount_fen, fee_milli, at)
       SELECT f.id, 200000, 'refund', 'failed', $3, NULL, $4, $5, 0, $6
         FROM statement_files f WHERE f.source = $1 AND f.day = $2 AND f.part = 'trade' AND f.status = 'accepted' ORDER BY f.judged_at DESC LIMIT 1`,
    [of, yesterday(), tradeNo, refundNo, fen, noonOf(yesterday())],
  );
  await it.run(wechat, yesterday());
  expect(await found(refundNo)).toMatchObject([
    { kind: 'refund', class: 'state', status: 'open', ours: -Number(fen) },
  ]);
  const finance = await it.story.staff('finance');
  const listed = await it.hall.call('GET', '/staff/reconciliation/differences?status=open', {
    cookie: finance,
  });
  expect(
    listed.body.differences.find((each: { reference: string }) => each.reference === refundNo).actions,
  ).toEqual(['accept']);
  expect(await it.books()).toEqual([]);
});

/** A payment of the bank's customer that only the bank's file has. */
async function unreceived(no: number) {
  const { household, bill } = await it.story.payer();
  const tradeNo = `${yesterday().replaceAll('-', '')}-S${no}`;
  await sql(
    `INSERT INTO partner_quotes (quote_id, partner_id, account_no, holder_period_id, payables, amounts, amount_fen, created_at)
       SELECT 'Q' || $1, id, $2, $3, ARRAY[$1::bigint], ARRAY[12345::bigint], 12345, $4 FROM partners WHERE code = 'MB0001'`,
    [bill.payableId, household.accountNo, household.holderPeriodId, noonOf(yesterday())],
  );
  return { bill, tradeNo, row: `${tradeNo.replace('-', '|')}|${household.accountNo}|12345|03|1` };
}
type Unreceived = Awaited<ReturnType<typeof unreceived>>;

const partnerGuards: Record<string, [(one: Unreceived) => unknown, (one: Unreceived) => unknown]> = {
  'answered-otherwise': [
    one =>
      sql(
        `INSERT INTO partner_messages (partner_id, trade, trade_key, channel, content_hash, parsed, raw, received_at, clearing_on, status, code, handled_at)
           SELECT id, 'pay', $1, 'mobile-bank', '', '{}', '', $2, $3, 'handled', '2004', $2 FROM partners WHERE code = 'MB0001'`,
        [one.tradeNo, noonOf(yesterday()), yesterday()],
      ),
    one => sql(`UPDATE partner_messages SET trade_key = 'another' WHERE trade_key = $1`, [one.tradeNo]),
  ],
  reversed: [
    one =>
      sql(
        `INSERT INTO reversal_marks (source, trade_no, reversal_no, amount_fen, reason) VALUES ($1, $2, 'guard', 12345, 'guard')`,
        [source, one.tradeNo],
      ),
    one => sql('DELETE FROM reversal_marks WHERE trade_no = $1', [one.tradeNo]),
  ],
  'quote-changed': [
    ({ bill }) =>
      sql(
        `UPDATE payables SET locked_until = now() + interval '1 hour', locked_for = 'guard' WHERE id = $1`,
        [bill.payableId],
      ),
    ({ bill }) =>
      sql('UPDATE payables SET locked_until = NULL, locked_for = NULL WHERE id = $1', [bill.payableId]),
  ],
  // Another partner's way to pay: what is posted by itself counts for it.
  'other-channel': [
    () => sql(`UPDATE partners SET channels = '{postal}' WHERE code = 'MB0001'`),
    () => sql(`UPDATE partners SET channels = '{mobile-bank}' WHERE code = 'MB0001'`),
  ],
};

const partnerRows: string[] = [];
test.each(Object.keys(partnerGuards))(
  "%s: a partner's line waits for a person, and without it is posted",
  async guard => {
    const [hinder, lift] = partnerGuards[guard]!;
    const one = await unreceived(partnerRows.length + 1);
    partnerRows.push(one.row);
    const file = Buffer.from(
      `${partnerRows.length}|${partnerRows.length * 12_345}\n${partnerRows.map(row => `${row}\n`).join('')}`,
    );
    await hinder(one);
    const finance = await it.story.staff('finance');
    expect((await it.bring(finance, source, yesterday(), 'day', file)).status).toBe(202);
    await it.run(source, yesterday());
    expect(await found(one.tradeNo)).toMatchObject([
      { class: 'missing-here', status: 'open', detail: { notPosted: guard } },
    ]);
    expect(await it.story.owed(one.bill)).toBe(12_345);

    await lift(one);
    await it.run(source, yesterday());
    expect(await found(one.tradeNo)).toMatchObject([
      { status: 'resolved', resolution: 'posted-automatically' },
    ]);
    expect(await it.story.owed(one.bill)).toBe(0);
    const { rows } = await sql(
      'SELECT p.channel FROM collections c JOIN payments p ON p.id = c.payment_id WHERE c.source = $1 AND c.trade_no = $2',
      [source, one.tradeNo],
    );
    expect(rows).toEqual([{ channel: 'mobile-bank' }]);
    expect(await it.books()).toEqual([]);
  },
);

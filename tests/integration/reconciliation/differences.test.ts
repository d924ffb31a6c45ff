import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from '../../../server/src/shared/dates.ts';
import { type Days, noonOf, openDays, today, yesterday } from './days.ts';

let it: Days;
let finance: string;
let supervisor: string;
beforeAll(async () => {
  it = await openDays();
  finance = await it.story.staff('finance');
  supervisor = await it.story.staff('supervisor');
});
afterAll(() => it.close());

const wechat = 'wechat-pay';
const only = async (reference: string, day = yesterday()) =>
  (await it.differences(day)).filter(row => row.reference === reference);
let keys = 0;
const propose = (id: number, action: string, cookie = finance) =>
  it.hall.call('POST', `/staff/reconciliation/differences/${id}/proposal`, {
    cookie,
    key: `recon-propose-${++keys}`,
    body: { action, reason: '已与对方核实' },
  });
const decide = (id: number, approve: boolean, cookie = supervisor) =>
  it.hall.call('POST', `/staff/reconciliation/differences/${id}/decision`, {
    cookie,
    key: `recon-decide-${++keys}`,
    body: { approve, note: '与凭证不符' },
  });

/** Paid at the gateway while the message never reached us. */
async function unheard(change: Record<string, unknown> = {}, pay: Record<string, unknown> = {}) {
  const { paymentNo, payer } = await it.paid(change, { notify: false, ...pay });
  await it.backdate(paymentNo);
  const [trade] = await it.hall.sandbox.get<{ tradeNo: string }[]>(`/control/trades?outTradeNo=${paymentNo}`);
  return { paymentNo, payer, tradeNo: trade!.tradeNo };
}

describe('they have it, we lack it', () => {
  test('where account, amount, quote and day agree, it is posted by itself: once, with receipt and books', async () => {
    const { paymentNo, payer, tradeNo } = await unheard();
    expect(await it.run(wechat, yesterday())).toMatchObject({ status: 'matched', posted: 1, open: 0 });
    expect(await it.story.owed(payer.bill)).toBe(0);
    expect(await it.story.collected(paymentNo)).toEqual({ times: 1, sum: 12_345 });
    expect(await only(tradeNo)).toMatchObject([
      { class: 'missing-here', status: 'resolved', resolution: 'posted-automatically', channel: 'web-hall' },
    ]);
    await it.run(wechat, yesterday());
    expect(await it.story.collected(paymentNo)).toEqual({ times: 1, sum: 12_345 });
    expect(await it.books()).toEqual([]);
  });

  test('an order past its time stays open while the gateway answers nothing, and the file that has it settles it', async () => {
    const { paymentNo, payer, tradeNo } = await unheard();
    await it.hall.sandbox.post('/control/faults', {
      rules: ['query', 'close'].map(on => ({ gateway: wechat, on, fault: 'error-5xx', status: 502 })),
    });
    await it.hall.owner.query(`UPDATE payments SET next_query_at = now() WHERE payment_no = $1`, [paymentNo]);
    await it.hall.app.runJob('close-expired');
    const view = () => it.hall.call('GET', `/payments/${paymentNo}`, { token: payer.resident.token });
    expect((await view()).body).toMatchObject({ status: 'pending' });
    expect(await it.run(wechat, yesterday())).toMatchObject({ status: 'matched', open: 0 });
    expect(await only(tradeNo)).toMatchObject([
      { class: 'missing-here', resolution: 'posted-automatically' },
    ]);
    expect((await view()).body).toMatchObject({ status: 'settled' });
    await it.hall.sandbox.post('/control/faults', { rules: [] });
    await it.hall.app.runJob('close-expired');
    await it.hall.call('POST', `/payments/${paymentNo}/check`, { token: payer.resident.token });
    expect(await it.story.collected(paymentNo)).toEqual({ times: 1, sum: 12_345 });
    expect(await it.story.odd(paymentNo)).toEqual([]);
    expect(await it.books()).toEqual([]);
  });

  test.each([
    [
      'the bill was paid otherwise meanwhile',
      'quote-changed',
      `UPDATE payables SET status = status, paid_fen = paid_fen`,
    ],
    [
      'the order was closed',
      'payment-closed',
      `UPDATE payments SET status = 'closed', closed_at = now() WHERE payment_no = $1`,
    ],
    [
      'the order was for another sum',
      'other-amount',
      `UPDATE payments SET amount_fen = amount_fen + 1 WHERE payment_no = $1`,
    ],
  ])('but not when %s: a person must look', async (_why, reason, change) => {
    const { paymentNo, payer, tradeNo } = await unheard();
    if (reason === 'quote-changed') {
      // Somebody else of the family pays the same bill.
      const relative = await it.hall.world.resident();
      await it.hall.world.bind(relative, payer.household);
      await it.story.paid({ ...payer, resident: relative });
    } else await it.hall.owner.query(change, [paymentNo]);
    expect(await it.run(wechat, yesterday())).toMatchObject({
      status: 'differences',
      posted: expect.any(Number),
    });
    expect(await only(tradeNo)).toMatchObject([
      { class: 'missing-here', status: 'open', detail: { notPosted: reason } },
    ]);
    expect(await it.story.collected(paymentNo)).toEqual({ times: 0, sum: 0 });
    if (reason === 'other-amount')
      await it.hall.owner.query(`UPDATE payments SET amount_fen = amount_fen - 1 WHERE payment_no = $1`, [
        paymentNo,
      ]);
  });

  test('two persons post it: one proposes with a reason, the other decides', async () => {
    const [row] = (await it.differences(yesterday())).filter(
      each => each.detail.notPosted === 'payment-closed',
    );
    expect((await propose(row.id, 'post')).body).toMatchObject({ status: 'proposed', resolution: 'post' });
    expect((await propose(row.id, 'adjust')).body.error).toBe('difference-proposed');
    expect((await decide(row.id, true, finance)).body.error).toBe('four-eyes');
    expect((await decide(row.id, true)).body).toMatchObject({ status: 'resolved', resolution: 'post' });
    expect((await decide(row.id, true)).body.error).toBe('difference-resolved');
    expect(await it.books()).toEqual([]);
  });

  test('one that is held up holds up neither the others nor the settled total, and the day is tried again', async () => {
    const day = addDays(yesterday(), -2);
    const [stuck, free] = [
      await unheard({}, { paidAt: noonOf(day) }),
      await unheard({}, { paidAt: noonOf(day) }),
    ];
    for (const { paymentNo } of [stuck, free]) await it.backdate(paymentNo, noonOf(day));
    const holder = await it.hall.owner.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM payments WHERE payment_no = $1 FOR UPDATE', [stuck.paymentNo]);
    const run = await it.run(wechat, day);
    await holder.query('ROLLBACK');
    holder.release();
    expect(run).toMatchObject({ status: 'differences', posted: 1, open: 1 });
    expect(await it.story.collected(free.paymentNo)).toEqual({ times: 1, sum: 12_345 });
    expect(await it.story.collected(stuck.paymentNo)).toEqual({ times: 0, sum: 0 });
    expect(await only(stuck.tradeNo, day)).toMatchObject([
      { class: 'missing-here', status: 'open', detail: { notPosted: 'interrupted' } },
    ]);
    const { rows } = await it.hall.owner.query(
      `SELECT y.next_try_at > now() AS later, s.paid_fen::int AS settled
         FROM reconciliation_days y LEFT JOIN source_settlements s USING (source, day) WHERE y.day = $1 AND y.source LIKE $2 || ':%'`,
      [day, wechat],
    );
    expect(rows).toEqual([{ later: true, settled: 24_690 }]);
    expect(await it.run(wechat, day)).toMatchObject({ status: 'matched', posted: 2, open: 0 });
    expect(await it.story.collected(stuck.paymentNo)).toEqual({ times: 1, sum: 12_345 });
    expect(await it.books()).toEqual([]);
  });

  test('an order unknown to us ends as money in suspense, where the queue of odd payments leads to its owner', async () => {
    const { source } = await it.sourceOf(wechat);
    const { tradeNo, paymentNo } = await unheard();
    await it.hall.owner.query(
      `UPDATE payments SET payment_no = 'P' || substr(md5(payment_no), 1, 22) WHERE payment_no = $1`,
      [paymentNo],
    );
    await it.run(wechat, yesterday());
    const [row] = await only(tradeNo);
    expect(row).toMatchObject({
      class: 'missing-here',
      channel: 'unattributed',
      detail: { notPosted: 'unknown-order', orderNo: paymentNo },
    });
    await propose(row.id, 'post');
    await decide(row.id, true);
    const { rows } = await it.hall.owner.query(
      `SELECT a.account_code FROM collections c JOIN allocations a ON a.collection_id = c.id WHERE c.source = $1 AND c.trade_no = $2`,
      [source, tradeNo],
    );
    expect(rows).toEqual([{ account_code: 'unidentified' }]);
    expect(await it.story.odd()).toContain('unknown-payment');
    expect(await it.books()).toEqual([]);
  });
});

describe('we have it, they lack it', () => {
  test('it waits as missing there, and once the next day has it, it is a day cut and explained', async () => {
    // Told to us at noon the day before; their file has it a day later.
    const { paymentNo } = await it.paid();
    const { trade_no: tradeNo } = await it.collection(paymentNo);
    const before = addDays(yesterday(), -1);
    await it.hall.owner.query(`UPDATE collections SET clearing_on = $2 WHERE trade_no = $1`, [
      tradeNo,
      before,
    ]);
    await it.paid({}, { paidAt: noonOf(before) });
    expect(await it.run(wechat, before)).toMatchObject({ status: 'differences' });
    expect(await only(tradeNo, before)).toMatchObject([
      { class: 'missing-there', status: 'open', ours: 12_345, theirs: null },
    ]);
    await it.run(wechat, yesterday());
    expect(await only(tradeNo)).toMatchObject([
      { class: 'day-cut', status: 'resolved', resolution: 'explained' },
    ]);
    expect(await only(tradeNo, before)).toMatchObject([
      { class: 'day-cut', status: 'resolved', resolution: 'explained' },
    ]);
  });

  test('money that never came is reversed by two persons, and no later file is asked for it', async () => {
    const { payer } = await it.paid();
    const { rows } = await it.hall.owner.query(
      `UPDATE collections SET trade_no = 'never-there' WHERE id = (SELECT max(id) FROM collections) RETURNING id, source`,
    );
    await it.hall.owner.query(
      'ALTER TABLE ledger_transactions DISABLE TRIGGER ledger_transactions_append_only',
    );
    await it.hall.owner.query(
      `UPDATE ledger_transactions SET reference = $1 || ':never-there' WHERE kind = 'collection' AND id = (SELECT max(id) FROM ledger_transactions WHERE kind = 'collection')`,
      [rows[0].source],
    );
    await it.hall.owner.query(
      'ALTER TABLE ledger_transactions ENABLE TRIGGER ledger_transactions_append_only',
    );
    await it.run(wechat, yesterday());
    // Undone only once the file of the next day, which may have it, was accepted.
    await it.paid({}, { paidAt: new Date().toISOString() });
    await it.run(wechat, today());
    const [row] = await only('never-there');
    expect(row).toMatchObject({ class: 'missing-there', status: 'open' });
    expect((await propose(row.id, 'reverse')).status).toBe(200);
    expect((await decide(row.id, true)).body).toMatchObject({ resolution: 'reverse', status: 'resolved' });
    expect(await it.story.owed(payer.bill)).toBe(12_345);
    await it.run(wechat, today());
    expect((await it.differences(today())).filter(each => each.class === 'missing-there')).toEqual([]);
  });
});

describe('both have it, otherwise', () => {
  test('another amount is set aside until it is explained', async () => {
    const { paymentNo } = await it.paid();
    const { trade_no: tradeNo, id } = await it.collection(paymentNo);
    const { rows } = await it.hall.owner.query(
      `SELECT file_id, line FROM statement_rows WHERE trade_no = $1`,
      [tradeNo],
    );
    expect(rows).toEqual([]);
    await it.hall.owner.query(`UPDATE collections SET amount_fen = amount_fen - 45 WHERE id = $1`, [id]);
    await it.run(wechat, yesterday());
    const found = await only(tradeNo);
    expect(found).toMatchObject([{ class: 'amount', ours: 12_300, theirs: 12_345, status: 'open' }]);
    // The books were posted with what was told, so the first of the three ways disagrees as well.
    expect(await only('ledger')).toMatchObject([{ kind: 'total', class: 'amount' }]);
    await it.hall.owner.query(`UPDATE collections SET amount_fen = amount_fen + 45 WHERE id = $1`, [id]);
    await it.run(wechat, yesterday());
    expect(await only(tradeNo)).toMatchObject([{ status: 'resolved', resolution: 'vanished' }]);
  });

  test('adjusting moves the difference to an account of its own, and the proof of the books knows it', async () => {
    const { tradeNo, paymentNo } = await unheard();
    await it.hall.owner.query(`UPDATE payments SET status = 'failed' WHERE payment_no = $1`, [paymentNo]);
    await it.run(wechat, yesterday());
    const [row] = await only(tradeNo);
    await propose(row.id, 'adjust');
    expect((await decide(row.id, false)).body).toMatchObject({ status: 'open', resolution: null });
    await propose(row.id, 'adjust');
    expect((await decide(row.id, true)).body).toMatchObject({ status: 'resolved', resolution: 'adjust' });
    expect(await it.balanceOf('reconciliation-differences')).toBe(-12_345);
    expect((await it.books()).filter(({ check }) => check.startsWith('reconciliation'))).toEqual([]);
    // It stays decided, however often the day is run.
    await it.run(wechat, yesterday());
    expect(await only(tradeNo)).toMatchObject([{ status: 'resolved', resolution: 'adjust' }]);
  });

  test.each([
    ['on its own day', yesterday()],
    ['on the day after', today()],
    ['days before', addDays(yesterday(), -3)],
  ])(
    'what was adjusted and is booked after all, %s, does not stand there twice in silence',
    async (_when, bookedOn) => {
      const { tradeNo, paymentNo } = await unheard();
      await it.hall.owner.query(`UPDATE payments SET status = 'failed' WHERE payment_no = $1`, [paymentNo]);
      await it.run(wechat, yesterday());
      const [row] = await only(tradeNo);
      const before = await it.balanceOf('reconciliation-differences');
      await propose(row.id, 'adjust');
      await decide(row.id, true);
      const { source } = await it.sourceOf(wechat);
      const due = async () => {
        const text = `SELECT next_try_at IS NOT NULL AS due FROM reconciliation_days WHERE source = $1 AND day = $2`;
        return (await it.hall.owner.query(text, [source, yesterday()])).rows[0].due;
      };
      expect(await due()).toBe(false);
      await it.hall.owner.query(`SELECT settle_collection($1, $2, $3, 12345, $4, 'query')`, [
        paymentNo,
        source,
        tradeNo,
        noonOf(bookedOn),
      ]);
      expect(await it.story.collected(paymentNo)).toEqual({ times: 1, sum: 12_345 });
      // The day of the decision is due again by itself, and says what it found.
      expect(await due()).toBe(true);
      await it.run(wechat, yesterday());
      const [decided, since] = await only(tradeNo);
      expect(decided).toMatchObject({ class: 'missing-here', resolution: 'adjust' });
      expect(since).toMatchObject({ class: 'state', status: 'open', ours: 12_345, theirs: 12_345 });
      expect(since.detail).toMatchObject({ decided: 'adjust' });
      await propose(since.id, 'adjust');
      expect((await decide(since.id, true)).body).toMatchObject({ status: 'resolved', resolution: 'adjust' });
      expect(await it.balanceOf('reconciliation-differences')).toBe(before);
      await it.run(wechat, yesterday());
      expect((await only(tradeNo)).map(each => each.resolution)).toEqual(['adjust', 'adjust']);
      expect((await it.books()).filter(({ check }) => check.startsWith('reconciliation'))).toEqual([]);
    },
  );
});

describe('refunds', () => {
  test('a refund that left that day is found by its number, and in the settled total', async () => {
    const { paymentNo } = await it.paid({}, { paidAt: new Date().toISOString() });
    const refund = await it.hall.call('POST', `/staff/payments/${paymentNo}/refunds`, {
      cookie: finance,
      key: `recon-refund-${paymentNo}`,
      body: { amountFen: 2_345, reason: '多缴' },
    });
    expect(refund.status).toBe(201);
    await new Promise(done => setTimeout(done, 700));
    for (let tries = 0; tries < 5; tries += 1) {
      await it.hall.app.runJob('send-refunds');
      await new Promise(done => setTimeout(done, 300));
    }
    const { rows } = await it.hall.owner.query(`SELECT status FROM refunds WHERE refund_no = $1`, [
      refund.body.refundNo,
    ]);
    expect(rows[0].status).toBe('succeeded');
    await it.run(wechat, today());
    expect((await it.differences(today())).filter(row => row.kind === 'refund')).toEqual([]);
    expect(await only('settled-refunded', today())).toEqual([]);
  });
});

test.each(['missing-here', 'missing-there', 'amount', 'state', 'duplicate'])(
  'a difference of class %s is accepted by two persons, never by one',
  async difference => {
    const { rows } = await it.hall.owner.query(
      `WITH day AS (INSERT INTO reconciliation_days (source, day, status) VALUES ('wechat-pay:two', $1, 'differences')
         ON CONFLICT (source, day) DO UPDATE SET status = 'differences' RETURNING id)
       INSERT INTO reconciliation_differences (day_id, kind, reference, class, channel, ours_fen)
         SELECT id, 'refund', $2, $2, 'wechat', 100 FROM day RETURNING id`,
      [addDays(today(), -9), difference],
    );
    const { id } = rows[0];
    expect((await propose(id, 'accept')).body).toMatchObject({ status: 'proposed', resolution: 'accept' });
    expect((await decide(id, true, finance)).body.error).toBe('four-eyes');
    const alone = it.hall.owner.query(
      `UPDATE reconciliation_differences SET status = 'resolved', decided_by = proposed_by, decided_at = now() WHERE id = $1`,
      [id],
    );
    await expect(alone).rejects.toMatchObject({ constraint: 'reconciliation_differences_four_eyes_check' });
    expect((await decide(id, true)).body).toMatchObject({ status: 'resolved', resolution: 'accept' });
  },
);

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, type BusinessDate } from '../../../server/src/shared/dates.ts';
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
const say = (cookie: string, id: number, path: string, body: object) =>
  it.hall.call('POST', `/staff/reconciliation/differences/${id}/${path}`, {
    cookie,
    key: `decided-${++keys}`,
    body,
  });
const propose = (id: number, action: string) =>
  say(finance, id, 'proposal', { action, reason: '已与对方核实' });
const decide = (id: number, approve = true) =>
  say(supervisor, id, 'decision', { approve, note: '与凭证不符' });
const actionsOf = async (id: number): Promise<string[]> => {
  const { body } = await it.hall.call('GET', '/staff/reconciliation/differences', { cookie: finance });
  return body.differences.find((row: { id: number }) => row.id === Number(id)).actions;
};
const balance = () => it.balanceOf('reconciliation-differences');

/** Ours on that day, and in no file of theirs. */
async function neverThere(day = yesterday()) {
  const { payer, paymentNo } = await it.paid({}, { paidAt: noonOf(day) });
  const tradeNo = `never-${paymentNo}`;
  const { id } = await it.collection(paymentNo);
  await it.hall.owner.query('UPDATE collections SET trade_no = $2 WHERE id = $1', [id, tradeNo]);
  return { payer, paymentNo, tradeNo };
}

/** One more line in their file of that day that counts. */
async function listed(
  day: BusinessDate,
  tradeNo: string,
  more: { refundNo?: string; at?: string; fen?: number } = {},
) {
  const { refundNo = null, at = noonOf(day), fen = 12_345 } = more;
  await it.hall.owner.query(
    `INSERT INTO statement_rows (file_id, line, kind, state, trade_no, order_no, refund_no, amount_fen, fee_milli, at)
       SELECT f.id, (SELECT max(line) + 1 FROM statement_rows WHERE file_id = f.id), CASE WHEN $4::text IS NULL THEN 'payment' ELSE 'refund' END, 'done', $3, NULL, $4, $6, 0, $5
         FROM statement_files f WHERE f.source LIKE $1 || ':%' AND f.day = $2 AND f.part = 'trade' AND f.status = 'accepted' ORDER BY f.judged_at DESC LIMIT 1`,
    [wechat, day, tradeNo, refundNo, at, fen],
  );
}

describe('what the file of a day lacks may stand in that of the next', () => {
  /** Told to us a day before the one whose file has it. */
  async function nearMidnight() {
    const { paymentNo, payer } = await it.paid();
    const { trade_no: tradeNo } = await it.collection(paymentNo);
    const before = addDays(yesterday(), -1);
    await it.hall.owner.query('UPDATE collections SET clearing_on = $2 WHERE trade_no = $1', [
      tradeNo,
      before,
    ]);
    await it.paid({}, { paidAt: noonOf(before) });
    return { tradeNo, before, payer };
  }

  test('it is not offered to be reversed before that file was accepted, and refused by name', async () => {
    const { tradeNo, before, payer } = await nearMidnight();
    await it.run(wechat, before);
    const [row] = await only(tradeNo, before);
    expect([row.class, await actionsOf(row.id)]).toEqual(['missing-there', ['adjust', 'accept']]);
    expect((await propose(row.id, 'reverse')).body.error).toBe('difference-next-day');
    // Whatever somebody has proposed meanwhile, the file explains it.
    expect((await propose(row.id, 'accept')).status).toBe(200);
    await it.run(wechat, yesterday());
    expect(await only(tradeNo, before)).toMatchObject([
      { class: 'day-cut', status: 'resolved', resolution: 'explained', proposed_by: null },
    ]);
    expect((await decide(row.id)).body.error).toBe('difference-resolved');
    expect(await it.story.owed(payer.bill)).toBe(0);
  });

  test('a file that was only brought is not known yet: another day may hide in it', async () => {
    const day = addDays(yesterday(), -3);
    const next = addDays(day, 1);
    await it.paid({}, { paidAt: noonOf(day) });
    await it.paid({}, { paidAt: noonOf(next) });
    const { tradeNo } = await neverThere(day);
    await it.run(wechat, next);
    const file = await it.keptFile(wechat, next);
    // As if that day had not come yet.
    for (const [table, of] of [
      ['statement_rows', 'file_id IN (SELECT id FROM statement_files WHERE day = $1)'],
      ['statement_chunks', 'file_id IN (SELECT id FROM statement_files WHERE day = $1)'],
      ['statement_files', 'day = $1'],
      ['reconciliation_channels', 'day_id IN (SELECT id FROM reconciliation_days WHERE day = $1)'],
      ['reconciliation_days', 'day = $1'],
    ])
      await it.hall.owner.query(`DELETE FROM ${table} WHERE ${of}`, [next]);
    await it.run(wechat, day);
    const [row] = await only(tradeNo, day);
    expect(await actionsOf(row.id)).toEqual(['adjust', 'accept']);
    expect((await it.bring(finance, wechat, next, 'trade', file)).status).toBe(202);
    expect(await actionsOf(row.id)).toEqual(['adjust', 'accept']);
    expect((await propose(row.id, 'reverse')).body.error).toBe('difference-next-day');
    await it.run(wechat, next);
    expect(await actionsOf(row.id)).toEqual(['reverse', 'adjust', 'accept']);
  });

  test('a next day on which nothing moved has no file to wait for', async () => {
    const quiet = addDays(yesterday(), -6);
    await it.paid({}, { paidAt: noonOf(quiet) });
    const { tradeNo } = await neverThere(quiet);
    await it.run(wechat, quiet);
    const [row] = await only(tradeNo, quiet);
    expect(await actionsOf(row.id)).toEqual(['adjust', 'accept']);
    expect(await it.run(wechat, addDays(quiet, 1))).toMatchObject({ status: 'matched' });
    expect(await actionsOf(row.id)).toEqual(['reverse', 'adjust', 'accept']);
  });

  test('a reversal is judged again when it is approved: a file that has come since and has the payment refuses it', async () => {
    await it.paid({}, { paidAt: new Date().toISOString() });
    await it.run(wechat, today());
    const { payer, tradeNo } = await neverThere();
    await it.run(wechat, yesterday());
    const [row] = await only(tradeNo);
    expect(await actionsOf(row.id)).toEqual(['reverse', 'adjust', 'accept']);
    expect((await propose(row.id, 'reverse')).status).toBe(200);
    await listed(today(), tradeNo);
    expect((await decide(row.id)).body.error).toBe('difference-found-there');
    await it.run(wechat, today());
    expect(await only(tradeNo)).toMatchObject([{ class: 'day-cut', resolution: 'explained' }]);
    expect(await it.story.owed(payer.bill)).toBe(0);
  });

  test.each([
    ['reverse', null],
    ['adjust', 12_345],
  ])(
    'what %s has decided and a later file has after all is no day cut: it is set aside, once',
    async (action, ours) => {
      await it.run(wechat, today());
      const { tradeNo } = await neverThere();
      await it.run(wechat, yesterday());
      const before = await balance();
      const [row] = await only(tradeNo);
      await propose(row.id, action);
      expect((await decide(row.id)).body).toMatchObject({ status: 'resolved', resolution: action });
      await listed(today(), tradeNo);
      await it.run(wechat, today());
      const [late] = await only(tradeNo, today());
      expect(late).toMatchObject({
        class: 'state',
        status: 'open',
        ours,
        theirs: 12_345,
        detail: { decided: action },
      });
      expect(await actionsOf(late.id)).toEqual(['adjust', 'accept']);
      await propose(late.id, 'adjust');
      await decide(late.id);
      // Undone, it is owed to somebody; set aside before, that is taken back.
      expect((await balance()) - before).toBe(action === 'reverse' ? -12_345 : 0);
      await it.run(wechat, yesterday());
      expect(await only(tradeNo)).toMatchObject([{ class: 'missing-there', resolution: action }]);
    },
  );

  test('nor does a new file of its own day agree in silence with what was undone for its lack', async () => {
    const { tradeNo } = await neverThere();
    await it.run(wechat, yesterday());
    const [row] = await only(tradeNo);
    await propose(row.id, 'reverse');
    await decide(row.id);
    await listed(yesterday(), tradeNo);
    await it.run(wechat, yesterday());
    expect(await only(tradeNo)).toMatchObject([
      { class: 'missing-there', resolution: 'reverse' },
      { class: 'state', status: 'open', ours: null, theirs: 12_345 },
    ]);
  });
});

describe('running a day again', () => {
  test('leaves what was adjusted as it was; what the file says otherwise since is a difference of its own', async () => {
    const tradeNo = 'unheard-of-1';
    await listed(yesterday(), tradeNo);
    await it.run(wechat, yesterday());
    const before = await balance();
    const [row] = await only(tradeNo);
    await propose(row.id, 'adjust');
    await decide(row.id);
    await it.hall.owner.query('UPDATE statement_rows SET amount_fen = 12300 WHERE trade_no = $1', [tradeNo]);
    for (const _again of [1, 2]) await it.run(wechat, yesterday());
    const [decided, since] = await only(tradeNo);
    expect(decided).toMatchObject({ resolution: 'adjust', status: 'resolved', theirs: 12_345 });
    expect([decided.reason, decided.decided_by]).toEqual(['已与对方核实', expect.stringMatching(/^staff:/)]);
    expect(since).toMatchObject({ class: 'missing-here', status: 'open', theirs: 12_300 });
    await propose(since.id, 'adjust');
    expect((await decide(since.id)).body).toMatchObject({ status: 'resolved' });
    expect((await balance()) - before).toBe(-12_300);
    await it.run(wechat, yesterday());
    expect((await only(tradeNo)).map(each => each.status)).toEqual(['resolved', 'resolved']);
  });

  test('renews what nobody has decided, also what was proposed', async () => {
    const tradeNo = 'unheard-of-2';
    await listed(yesterday(), tradeNo);
    await it.run(wechat, yesterday());
    const [row] = await only(tradeNo);
    await propose(row.id, 'adjust');
    await it.hall.owner.query('UPDATE statement_rows SET amount_fen = 12300 WHERE trade_no = $1', [tradeNo]);
    await it.run(wechat, yesterday());
    expect(await only(tradeNo)).toMatchObject([{ status: 'open', resolution: null, theirs: 12_300 }]);
  });
});

test('a refund that only they have is booked on the day of the file that has it, whatever time stands at it', async () => {
  const { paymentNo } = await it.paid();
  const { trade_no: tradeNo } = await it.collection(paymentNo);
  await it.run(wechat, yesterday());
  const refundNo = 'R2026112200000000000077';
  await listed(yesterday(), tradeNo, { refundNo, at: noonOf(addDays(yesterday(), -3)), fen: 2_345 });
  await it.run(wechat, yesterday());
  const [row] = await only(refundNo);
  expect(row).toMatchObject({ kind: 'refund', class: 'missing-here' });
  await propose(row.id, 'post');
  expect((await decide(row.id)).body).toMatchObject({ status: 'resolved', resolution: 'post' });
  const { rows } = await it.hall.owner.query(
    `SELECT business_date::text AS day FROM ledger_transactions WHERE kind = 'refund-succeeded' AND reference = $1`,
    [refundNo],
  );
  expect(rows).toEqual([{ day: yesterday() }]);
  await it.run(wechat, yesterday());
  expect((await only(refundNo)).map(each => each.resolution)).toEqual(['post']);
});

/** Pay codes that were given up while nobody knew whether they had paid: what the file of the day says, and what becomes of the books. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { movingClock } from '../../support/moving-clock.ts';
import { type Customer, type DeskStory, deskStory, type Member } from '../desk/desk-story.ts';
import { type Days, openDays, today, yesterday } from './days.ts';

let it: Days;
let desk: DeskStory;
let clerk: Member;
beforeAll(async () => {
  it = await openDays();
  desk = deskStory(it.hall, movingClock(), () => {});
  clerk = await desk.clerk();
}, 120_000);
afterAll(() => it?.close());

const amountFen = 12_300;

describe.each(['wechat-pay', 'alipay'])('%s', wallet => {
  let customer: Customer;
  let paymentNo: string;

  const faults = (...on: string[]) =>
    it.hall.sandbox.post('/control/faults', {
      rules: on.map(each => ({ gateway: wallet, on: each, fault: 'error-5xx', status: 502 })),
    });
  const found = (day = today()) =>
    it.differences(day, wallet).then(all => all.filter(row => row.detail.orderNo === paymentNo));
  const gateway = () => it.balanceOf(`gateway:${wallet}`);
  const status = async () =>
    (await it.hall.owner.query('SELECT status FROM payments WHERE payment_no = $1', [paymentNo])).rows[0]
      .status;
  /** Money in, and money out again. */
  const booked = async () => {
    const { rows } = await it.hall.owner.query(
      `SELECT coalesce(sum(c.amount_fen), 0)::int AS "in", coalesce(sum(c.refunded_fen), 0)::int AS out FROM collections c JOIN payments p ON p.id = c.payment_id
        WHERE p.payment_no = $1`,
      [paymentNo],
    );
    return [rows[0].in, rows[0].out];
  };

  /** The customer's phone asks for the password. */
  async function scan(): Promise<void> {
    customer = await desk.customer(amountFen);
    const { authCode } = await it.hall.sandbox.post<{ authCode: string }>('/control/pay-codes', {
      wallet,
      behaviour: 'asks',
    });
    const { body } = await desk.post(clerk, '/staff/desk/pay-codes', { ...desk.pays(customer), authCode });
    expect(body.stage).toBe('waiting');
    paymentNo = body.paymentNo;
    await it.hall.owner.query(`UPDATE counter_takings SET taken_at = taken_at - interval '10 minutes'`);
  }
  const giveUp = () => desk.post(clerk, `/staff/desk/takings/${paymentNo}/give-up`);
  /** It is past its time, and due. */
  async function closeExpired(): Promise<void> {
    await it.hall.owner.query(
      `UPDATE payments SET expires_at = least(expires_at, now() - interval '1 second'), next_query_at = now() - interval '1 second', queried_at = NULL
        WHERE status IN ('created', 'pending') AND payment_no = $1`,
      [paymentNo],
    );
    await it.hall.app.runJob('close-expired');
  }
  /** The customer pays between our last question and the reversal. */
  async function paidJustBefore(...more: object[]): Promise<void> {
    await scan();
    await it.hall.sandbox.post('/control/faults', {
      rules: [{ gateway: wallet, on: 'cancel', fault: 'pay-before', count: 1 }, ...more],
    });
    await giveUp();
    await faults();
  }
  /** As above, and what became of it is not heard. */
  const undoneUnseen = () =>
    paidJustBefore({ gateway: wallet, on: 'query', fault: 'error-5xx', status: 502, skip: 1 });
  /** Nobody has confirmed yet when the clerk gives up; from then on the gateway answers nothing. */
  async function askedInVain(): Promise<void> {
    await scan();
    const silence = { gateway: wallet, fault: 'error-5xx', status: 502 };
    await it.hall.sandbox.post('/control/faults', {
      rules: [
        { ...silence, on: 'cancel' },
        { ...silence, on: 'query', skip: 1 },
      ],
    });
    await giveUp();
    expect(await status()).toBe('pending');
  }
  const pay = (paidAt?: string) =>
    it.hall.sandbox.post('/control/pay', { paymentNo, ...(paidAt ? { paidAt } : {}) });
  /** As another process may have, just before the reversal. */
  async function hearOfTheMoney(): Promise<void> {
    const [trade] = await it.hall.sandbox.get<{ tradeNo: string; paidAt: string }[]>(
      `/control/trades?outTradeNo=${paymentNo}`,
    );
    const { source } = await it.sourceOf(wallet);
    await it.hall.owner.query(`SELECT settle_collection($1, $2, $3, $4, $5, 'query')`, [
      paymentNo,
      source,
      trade!.tradeNo,
      amountFen,
      trade!.paidAt,
    ]);
  }
  /** As if it had been undone in the merchant's portal. */
  async function forgetAsking(): Promise<void> {
    const guard = (action: string) =>
      it.hall.owner.query(`ALTER TABLE payment_events ${action} TRIGGER payment_events_append_only`);
    await guard('DISABLE');
    await it.hall.owner.query(
      `DELETE FROM payment_events WHERE kind = 'reversal-asked' AND payment_id = (SELECT id FROM payments WHERE payment_no = $1)`,
      [paymentNo],
    );
    await guard('ENABLE');
  }
  async function matches(day = today()): Promise<void> {
    const postings = async () =>
      (await it.hall.owner.query('SELECT count(*)::int AS count FROM ledger_transactions')).rows[0].count;
    expect(await it.run(wallet, day)).toMatchObject({ status: 'matched', open: 0 });
    const before = await postings();
    expect(await it.run(wallet, day)).toMatchObject({ status: 'matched', open: 0 });
    expect(await postings()).toBe(before);
    expect(await it.books()).toEqual([]);
  }

  test('paid and undone before we knew of either: both lines agree with an order that brought no money', async () => {
    await paidJustBefore();
    expect(await status()).toBe(wallet === 'alipay' ? 'settled' : 'closed');
    expect(await desk.owed(customer)).toBe(amountFen);
    await matches();
    expect(await found()).toEqual([]);
    expect((await booked())[0]).toBe((await booked())[1]);
    expect(await it.story.odd(paymentNo)).toEqual([]);
  });

  test('paid after its reversal was asked for and not answered: it stays open, and its line in the file is not posted by itself', async () => {
    await askedInVain();
    await pay();
    expect(await it.run(wallet, today())).toMatchObject({ status: 'differences', posted: 0 });
    expect(await found()).toMatchObject([
      { kind: 'payment', class: 'missing-here', status: 'open', detail: { notPosted: 'reversal-asked' } },
    ]);
    expect([await status(), ...(await booked())]).toEqual(['pending', 0, 0]);
    expect(await desk.owed(customer)).toBe(amountFen);
  });

  test('and once the gateway answers again, the money is undone there and here, and nothing is left of the difference', async () => {
    await faults();
    await closeExpired();
    expect(await booked()).toEqual([amountFen, amountFen]);
    expect(await desk.owed(customer)).toBe(amountFen);
    await matches();
    expect((await found()).filter(row => row.status !== 'resolved')).toEqual([]);
  });

  test('paid after it was asked back in vain, and posted by two persons: nobody asks for it back any more', async () => {
    await askedInVain();
    await pay();
    await it.run(wallet, today());
    const [row] = await found();
    const [finance, supervisor] = [await desk.member('finance'), await desk.member('supervisor')];
    const at = `/staff/reconciliation/differences/${row.id}`;
    await desk.post(finance, `${at}/proposal`, { action: 'post', reason: '客户出示已支付' });
    await desk.post(supervisor, `${at}/decision`, { approve: true });
    expect(await booked()).toEqual([amountFen, 0]);
    await faults();
    await it.hall.owner.query(
      `UPDATE payments SET next_query_at = now() - interval '1 second' WHERE payment_no = $1 AND next_query_at IS NOT NULL`,
      [paymentNo],
    );
    await it.hall.app.runJob('query-back');
    expect(await booked()).toEqual([amountFen, 0]);
    expect(await desk.owed(customer)).toBe(0);
    await matches();
  });

  test('booked here, undone there as we asked, and the process died before it wrote that down: the file undoes it, once', async () => {
    await undoneUnseen();
    const before = await gateway();
    await hearOfTheMoney();
    expect(await desk.owed(customer)).toBe(0);
    expect(await it.run(wallet, today())).toMatchObject({ status: 'matched', posted: 1 });
    expect(await booked()).toEqual([amountFen, amountFen]);
    expect(await desk.owed(customer)).toBe(amountFen);
    expect(await gateway()).toBe(before);
    expect(await found()).toMatchObject([
      { kind: 'refund', class: 'missing-here', status: 'resolved', resolution: 'posted-automatically' },
    ]);
    await matches();
    expect(await booked()).toEqual([amountFen, amountFen]);
  });

  test('undone there though we never asked: two persons decide', async () => {
    await undoneUnseen();
    await forgetAsking();
    await hearOfTheMoney();
    await it.run(wallet, today());
    const [row] = await found();
    expect(row).toMatchObject({ kind: 'refund', class: 'missing-here', status: 'open' });
    expect(await booked()).toEqual([amountFen, 0]);
    const [finance, supervisor] = [await desk.member('finance'), await desk.member('supervisor')];
    const at = `/staff/reconciliation/differences/${row.id}`;
    await desk.post(finance, `${at}/proposal`, { action: 'post', reason: '已与对方核实' });
    const decided = await desk.post(supervisor, `${at}/decision`, { approve: true });
    expect(decided.body).toMatchObject({ status: 'resolved', resolution: 'post' });
    expect(await booked()).toEqual([amountFen, amountFen]);
    expect(await desk.owed(customer)).toBe(amountFen);
    await matches();
  });

  test('paid before midnight and undone after it: the second day explains the first', async () => {
    await askedInVain();
    await pay(`${yesterday()}T15:59:59Z`);
    expect(await it.run(wallet, yesterday())).toMatchObject({ status: 'differences' });
    expect(await found(yesterday())).toMatchObject([
      { status: 'open', detail: { notPosted: 'reversal-asked' } },
    ]);
    // The reversal comes through, and its answer is lost.
    await it.hall.sandbox.post('/control/faults', {
      rules: [{ gateway: wallet, on: 'cancel', fault: 'reset-after' }],
    });
    await closeExpired();
    expect([await status(), ...(await booked())]).toEqual(['pending', 0, 0]);
    await faults();
    await closeExpired();
    expect(await status()).toBe(wallet === 'alipay' ? 'settled' : 'closed');
    await matches();
    await matches(yesterday());
    expect((await found(yesterday())).filter(row => row.status !== 'resolved')).toEqual([]);
    expect(await desk.owed(customer)).toBe(amountFen);
  });

  test('undone there after its money became balance and paid another bill: that bill is owed again', async () => {
    await undoneUnseen();
    await it.hall.owner.query(
      `SELECT receive_payment($1, 'mobile-bank', 'partner:MB0001', $1, 'agency', NULL, '电费', ARRAY[$2::bigint], ARRAY[$3::bigint],
         '{}', '{}', now(), $4::date, 'partner', false, '{}')`,
      [paymentNo.replace(/^P/, 'Q'), customer.bill.payableId, amountFen, today()],
    );
    await hearOfTheMoney();
    const other = await it.hall.world.bill(customer.household, { amountFen, month: '2026-09' });
    const left = async () =>
      (
        await it.hall.owner.query('SELECT (amount_fen - paid_fen)::int AS fen FROM payables WHERE id = $1', [
          other.payableId,
        ])
      ).rows[0].fen;
    expect(await left()).toBe(0);
    expect(await it.run(wallet, today())).toMatchObject({ status: 'matched', open: 0 });
    expect(await booked()).toEqual([amountFen, amountFen]);
    expect(await left()).toBe(amountFen);
    expect(await it.books()).toEqual([]);
  });
});

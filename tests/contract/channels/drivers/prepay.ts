/** Ways to pay by an order at a gateway: it is placed, paid there, told by a notification, and asked about. */
import { expect } from '@jest/globals';
import { addDays, type BusinessDate, businessDate } from '../../../../server/src/shared/dates.ts';
import { type Payer, paymentStory } from '../../../integration/payments/story.ts';
import { eventually, startHall } from '../../../support/hall.ts';
import type { OpenDriver } from '../driver.ts';
import { identity, prepayChannels, ways } from './prepay-ways.ts';

const amountFen = 12_345;
const once = { times: 1, sum: amountFen };
const nothing = { times: 0, sum: 0 };

export const openPrepay: OpenDriver = async (channel, choice) => {
  const way = ways[channel]![choice!]!;
  let crash: string | undefined;
  const hall = await startHall({
    environment: { ENABLED_CHANNELS: prepayChannels.join(',') },
    crashPoints: {
      reach(name) {
        if (name !== crash) return;
        crash = undefined;
        throw new Error(`cut off at ${name}`);
      },
    },
  });
  await hall.sandbox.post('/control/settings', {
    retryScale: 0.001,
    enforceBillTime: false,
    unionpayBackDelayMs: 50,
  });
  const story = paymentStory(hall);
  const desk = { finance: await story.staff('finance') };
  let people = 0;

  const misbehave = (on: string, fault: string, options: Record<string, unknown> = {}) =>
    hall.sandbox.post('/control/faults', {
      rules: [{ gateway: way.gateway, on, fault, count: 1, ...options }],
      keep: true,
    });
  const sourceOfWay = async () =>
    (await hall.app.reconciliation.sources()).find(each => each.source.startsWith(`${way.gateway}:`))!;
  const calm = () => hall.sandbox.post('/control/faults', { rules: [] });

  /** Somebody who signed in by the door of this channel. */
  async function payer(): Promise<Payer> {
    const signedIn = await identity(hall, channel, ++people);
    if (!signedIn) return story.payer(amountFen);
    const [resident, household] = [await hall.world.resident(signedIn), await hall.world.household()];
    await hall.world.bind(resident, household);
    return { resident, household, bill: await hall.world.bill(household, { amountFen }) };
  }

  interface Begun {
    payer: Payer;
    paymentNo: string;
    // biome-ignore lint/suspicious/noExplicitAny: a form, parameters or a QR text
    action: any;
    status: string;
  }
  async function begin(who?: Payer): Promise<Begun> {
    const by = who ?? (await payer());
    const { status, body } = await story.start(by, way.change);
    if (status !== 201) throw new Error(`not started: ${status} ${JSON.stringify(body)}`);
    return { payer: by, paymentNo: body.paymentNo, action: body.action, status: body.status };
  }
  /** What the payer's own client does with what it was given, before anybody pays; its answer has come when this returns. */
  async function open({ action }: Begun): Promise<void> {
    if (action?.kind === 'form')
      await fetch(action.url, { method: 'POST', body: new URLSearchParams(action.fields) });
    if (action?.kind === 'redirect') await fetch(action.url, { redirect: 'manual' });
    // The wallet shows the order, and the payer hesitates.
    if (action?.orderString)
      await hall.sandbox.post('/control/alipay/trade-pay', {
        orderStr: action.orderString,
        action: 'cancel',
      });
  }
  async function pay(begun: Begun, options: Record<string, unknown> = {}): Promise<unknown> {
    await open(begun);
    return story.pay(begun.paymentNo, options);
  }
  const check = ({ payer: by, paymentNo }: Begun) =>
    hall.call('POST', `/payments/${paymentNo}/check`, { token: by.resident.token });
  const view = async ({ payer: by, paymentNo }: Begun) =>
    (await hall.call('GET', `/payments/${paymentNo}`, { token: by.resident.token })).body;
  const credited = ({ payer: by, paymentNo }: Begun) => story.reaches(by, paymentNo, 'credited');
  async function paid(options: Record<string, unknown> = {}): Promise<Begun> {
    const begun = await begin();
    await pay(begun, options);
    await credited(begun);
    return begun;
  }
  /** Every payment that waits for its next question is asked about now. */
  async function askNow(): Promise<void> {
    await hall.owner.query(
      `UPDATE payments SET next_query_at = now() - interval '1 second', queried_at = NULL WHERE next_query_at IS NOT NULL`,
    );
    await hall.app.runJob('query-back');
  }
  const refund = (paymentNo: string, sum: number) =>
    hall.call('POST', `/staff/payments/${paymentNo}/refunds`, {
      cookie: desk.finance,
      key: `give-back-${Math.random()}`,
      body: { amountFen: sum, reason: '重复缴费' },
    });
  const refunded = (refundNo: string) =>
    eventually(
      async () => {
        await hall.owner.query(
          `UPDATE refunds SET next_query_at = now() - interval '1 second' WHERE id IN (SELECT id FROM refunds WHERE next_query_at IS NOT NULL FOR UPDATE SKIP LOCKED)`,
        );
        await hall.app.runJob('send-refunds');
        return (await hall.owner.query('SELECT status FROM refunds WHERE refund_no = $1', [refundNo])).rows[0]
          .status;
      },
      now => now === 'succeeded',
      30_000,
    );
  const attempts = async (paymentNo: string) => {
    const all = () =>
      hall.sandbox.get<{ state: string; attempts: { status?: number }[] }[]>(
        `/control/notifications?outTradeNo=${paymentNo}`,
      );
    const list = await eventually(
      all,
      found => found.length > 0 && found.every(({ state }) => state !== 'pending'),
    );
    return list[0]!.attempts.map(({ status }) => status);
  };
  /** A validly signed message that is wrong in `fault`: kept, acknowledged, queued, asked about; only the answer is booked. */
  async function contradicted(fault: 'wrong-amount' | 'wrong-merchant' | 'unreadable'): Promise<void> {
    const begun = await begin();
    await misbehave('notify-payment', fault, { deltaFen: -10_000 });
    await pay(begun);
    expect(await attempts(begun.paymentNo)).toEqual([way.acknowledged]);
    await eventually(
      // WeChat's is sealed: what could not be read names no payment.
      () => story.odd(fault === 'unreadable' && way.gateway === 'wechat-pay' ? undefined : begun.paymentNo),
      kinds => kinds.includes(fault),
    );
    expect(await story.collected(begun.paymentNo)).toEqual(nothing);
    await askNow();
    await credited(begun);
    expect(await story.collected(begun.paymentNo)).toEqual(once);
  }
  /** A notification whose first attempt is `fault` is refused; the honest retry is booked, once. */
  async function refusedThenBooked(fault: string): Promise<void> {
    await misbehave('notify-payment', fault);
    const begun = await paid();
    expect((await attempts(begun.paymentNo))[0]).toBe(401);
    expect(await story.collected(begun.paymentNo)).toEqual(once);
  }

  /** The gateway has the money and tells of it before it answers to the order. */
  async function overtaken(): Promise<Begun> {
    await misbehave('create', 'notify-first');
    const begun = await begin();
    if (!way.refusal) {
      // The order is brought by the payer's browser, which gets the answer.
      await open(begun);
      return begun;
    }
    const { rows } = await hall.owner.query(
      `SELECT (SELECT min(received_at) FROM inbox_messages WHERE parsed ->> 'paymentNo' = $1)
           <= (SELECT e.at FROM payment_events e JOIN payments p ON p.id = e.payment_id WHERE p.payment_no = $1 AND e.kind = 'gateway-answered') AS first`,
      [begun.paymentNo],
    );
    expect(rows).toEqual([{ first: true }]);
    return begun;
  }
  /** Where the answer to the order goes to the payer's wallet alone, the answer that we wait for is that to our question. */
  async function asked(): Promise<Begun> {
    const begun = await begin();
    await misbehave('query', 'delay', { delayMs: 300 });
    const answer = check(begun);
    await pay(begun);
    await answer;
    return begun;
  }

  return {
    differences: async () => {
      await calm();
      return story.differences();
    },
    close: () => hall.close(),
    play: {
      async success() {
        const begun = await paid();
        expect(await story.collected(begun.paymentNo)).toEqual(once);
        expect(await story.owed(begun.payer.bill)).toBe(0);
        expect(await view(begun)).toMatchObject({ channel, receiptNo: expect.stringMatching(/^SJ/) });
      },
      async decline() {
        const by = await payer();
        if (way.refusal) {
          await misbehave('create', 'decline', { code: way.refusal });
          expect(await begin(by)).toMatchObject({ status: 'failed' });
        } else {
          const begun = await begin(by);
          await open(begun);
          await hall.sandbox.post('/control/decline', { outTradeNo: begun.paymentNo });
          await check(begun);
          expect(await story.collected(begun.paymentNo)).toEqual(nothing);
          await hall.call('POST', `/payments/${begun.paymentNo}/cancel`, { token: by.resident.token });
        }
        expect(await story.owed(by.bill)).toBe(amountFen);
        if ((await view({ ...(await begin(by)) })).stage !== 'waiting')
          throw new Error('cannot be paid anew');
      },
      async unknown() {
        const begun = await begin();
        await pay(begun, { notify: false });
        await misbehave('query', 'error-5xx', { status: 502, count: 20 });
        await askNow();
        expect(await view(begun)).toMatchObject({ status: 'pending' });
        expect(await story.collected(begun.paymentNo)).toEqual(nothing);
        await calm();
        await askNow();
        await credited(begun);
        expect(await story.collected(begun.paymentNo)).toEqual(once);
      },
      async repeat() {
        const begun = await paid();
        await hall.sandbox.post('/control/notifications/resend', { outTradeNo: begun.paymentNo });
        await attempts(begun.paymentNo);
        expect(await story.collected(begun.paymentNo)).toEqual(once);
        expect(await story.balance(begun.payer.household)).toBe(0);
      },
      async concurrent() {
        await misbehave('notify-payment', 'duplicate-concurrent', { copies: 25 });
        const begun = await begin();
        await Promise.all([
          pay(begun),
          ...Array.from({ length: 4 }, () => check(begun)),
          hall.app.runJob('query-back'),
        ]);
        await credited(begun);
        await attempts(begun.paymentNo);
        expect(await story.collected(begun.paymentNo)).toEqual(once);
      },
      forged: () => refusedThenBooked('forged-signature'),
      ...(way.gateway === 'alipay' ? {} : { 'unknown-key': () => refusedThenBooked('unknown-serial') }),
      'wrong-amount': () => contradicted('wrong-amount'),
      'wrong-party': () => contradicted('wrong-merchant'),
      unreadable: () => contradicted('unreadable'),
      async 'paid-elsewhere'() {
        const by = await payer();
        const begun = await begin(by);
        const bank = await hall.owner.query(
          `SELECT result FROM receive_payment($4, 'mobile-bank', 'partner:MB0001', $1, 'bank', NULL, '电费', ARRAY[$2::bigint], ARRAY[$3::bigint], '{}', '{}', now(), current_date, 'partner', true, '{}')`,
          [
            `elsewhere-${begun.paymentNo}`,
            by.bill.payableId,
            amountFen,
            `P${String(Date.now()).padStart(22, '0')}`,
          ],
        );
        expect(bank.rows).toEqual([{ result: 'settled' }]);
        await pay(begun);
        await credited(begun);
        expect(await story.owed(by.bill)).toBe(0);
        expect(await story.balance(by.household)).toBe(amountFen);
        expect(await story.odd(begun.paymentNo)).toEqual(['surplus']);
      },
      async 'give-back'() {
        const begun = await paid();
        const { body } = await refund(begun.paymentNo, 2_345);
        await refunded(body.refundNo);
        expect(await story.owed(begun.payer.bill)).toBe(2_345);
      },
      async 'give-back-once'() {
        const begun = await paid();
        await misbehave('refund', 'reset-after');
        const answers = await Promise.all(Array.from({ length: 6 }, () => refund(begun.paymentNo, 5_000)));
        const taken = answers.filter(({ status }) => status === 201);
        expect(taken).toHaveLength(2);
        for (const { body } of taken) await refunded(body.refundNo);
        const [trade] = await hall.sandbox.get<{ refunds: { amount: number }[] }[]>(
          `/control/trades?outTradeNo=${begun.paymentNo}`,
        );
        expect(trade!.refunds.map(({ amount }) => amount)).toEqual([5_000, 5_000]);
      },
      async 'give-back-unknown'() {
        const begun = await paid();
        await misbehave('refund', 'reset-after');
        const { body } = await refund(begun.paymentNo, 2_345);
        await refunded(body.refundNo);
        const [trade] = await hall.sandbox.get<{ refunds: { amount: number }[] }[]>(
          `/control/trades?outTradeNo=${begun.paymentNo}`,
        );
        expect(trade!.refunds.map(({ amount }) => amount)).toEqual([2_345]);
        expect(await story.owed(begun.payer.bill)).toBe(2_345);
      },
      async midnight() {
        const day = addDays(businessDate(new Date()), -2);
        // UnionPay's clearing day ends at 23:00, the others' at midnight, in Beijing.
        const cut = way.gateway === 'unionpay' ? 15 : 16;
        const sides = { [day]: `${day}T${cut - 1}:59:59Z`, [addDays(day, 1)]: `${day}T${cut}:00:00Z` };
        for (const [on, paidAt] of Object.entries(sides)) {
          const begun = await paid({ paidAt });
          const { rows } = await hall.owner.query(
            `SELECT clearing_on::text AS on FROM collections WHERE order_no = $1`,
            [begun.paymentNo],
          );
          expect(rows).toEqual([{ on }]);
        }
        // Each is found in its own day's file, and on neither day is anything else missing.
        const source = await sourceOfWay();
        for (const on of Object.keys(sides) as BusinessDate[])
          expect(await hall.app.reconciliation.run(source, on)).toMatchObject({ status: 'matched', open: 0 });
      },
      async file() {
        const day = addDays(businessDate(new Date()), -1);
        const begun = await paid({ paidAt: `${day}T04:00:00Z` });
        const source = await sourceOfWay();
        expect(await hall.app.reconciliation.run(source, day)).toMatchObject({ status: 'matched' });
        const { rows } = await hall.owner.query(
          `SELECT d.* FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id WHERE y.day = $1 AND y.source = $2`,
          [day, source.source],
        );
        expect(rows).toEqual([]);
        expect(await story.collected(begun.paymentNo)).toEqual(once);
      },
      async killed() {
        const begun = await begin();
        crash = 'notification-stored';
        await pay(begun);
        await hall.app.runJob('handle-inbox');
        crash = 'gateway-answered';
        await askNow().catch(() => {});
        crash = undefined;
        await askNow();
        await credited(begun);
        expect(await story.collected(begun.paymentNo)).toEqual(once);
      },
      async 'notified-first'() {
        const brought = way.change.method === 'alipay' && !way.refusal;
        const begun = brought ? await asked() : await overtaken();
        await credited(begun);
        expect((await attempts(begun.paymentNo))[0]).toBe(way.acknowledged);
        expect(await story.collected(begun.paymentNo)).toEqual(once);
      },
      async reordered() {
        const begun = await begin();
        await misbehave('notify-payment', 'reorder', { delayMs: 1_500 });
        await pay(begun, { wait: false });
        await askNow();
        await credited(begun);
        const { body } = await refund(begun.paymentNo, 2_345);
        await refunded(body.refundNo);
        await attempts(begun.paymentNo);
        expect(await story.collected(begun.paymentNo)).toEqual(once);
        expect(await story.owed(begun.payer.bill)).toBe(2_345);
      },
      async 'late-success'() {
        const begun = await begin();
        await hall.call('POST', `/payments/${begun.paymentNo}/cancel`, { token: begun.payer.resident.token });
        await pay(begun, { force: true });
        await credited(begun);
        expect(await story.owed(begun.payer.bill)).toBe(0);
        expect(await story.odd(begun.paymentNo)).toEqual(['late-success']);
      },
    },
  };
};

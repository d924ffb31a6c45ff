/** Ways to pay by an order at a gateway: it is placed, paid there, told by a notification, and asked about. */
import { expect } from '@jest/globals';
import { addDays, businessDate } from '../../../../server/src/shared/dates.ts';
import { type Payer, paymentStory } from '../../../integration/payments/story.ts';
import { eventually, type RunningHall, startHall } from '../../../support/hall.ts';
import type { OpenDriver } from '../driver.ts';

const amountFen = 12_345;
const once = { times: 1, sum: amountFen };
const nothing = { times: 0, sum: 0 };

interface Way {
  gateway: 'wechat-pay' | 'alipay' | 'unionpay';
  change: { channel: string; method: string; product: string };
  /** What a refused order is called there; UnionPay's page is opened by the payer, so the payer's bank refuses. */
  refusal?: string;
  acknowledged: number;
}
export const ways: Record<string, Way> = {
  wechat: {
    gateway: 'wechat-pay',
    change: { channel: 'wechat', method: 'wechat', product: 'mini' },
    refusal: 'NO_AUTH',
    acknowledged: 204,
  },
  alipay: {
    gateway: 'alipay',
    change: { channel: 'alipay', method: 'alipay', product: 'create' },
    refusal: 'ACQ.ACCESS_FORBIDDEN',
    acknowledged: 200,
  },
  'web-hall': {
    gateway: 'wechat-pay',
    change: { channel: 'web-hall', method: 'wechat', product: 'native' },
    refusal: 'NO_AUTH',
    acknowledged: 204,
  },
  app: {
    gateway: 'wechat-pay',
    change: { channel: 'app', method: 'wechat', product: 'app' },
    refusal: 'NO_AUTH',
    acknowledged: 204,
  },
  'online-bank': {
    gateway: 'unionpay',
    change: { channel: 'online-bank', method: 'unionpay', product: 'front' },
    acknowledged: 200,
  },
};

export const prepayChannels = Object.keys(ways);

export const openPrepay: OpenDriver = async channel => {
  const way = ways[channel]!;
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
  /** The payer pays; a form goes to the gateway first. */
  function pay({ paymentNo, action }: Begun, options: Record<string, unknown> = {}): Promise<unknown> {
    const payForm = action?.kind === 'form' ? { payForm: { action: action.url, fields: action.fields } } : {};
    return story.pay(paymentNo, { ...payForm, ...options });
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
          await fetch(begun.action.url, { method: 'POST', body: new URLSearchParams(begun.action.fields) });
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
      'unknown-key': () => refusedThenBooked(way.gateway === 'alipay' ? 'downgrade' : 'unknown-serial'),
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
      },
      async file() {
        const day = addDays(businessDate(new Date()), -1);
        const begun = await paid({ paidAt: `${day}T04:00:00Z` });
        const sources = await hall.app.reconciliation.sources();
        const source = sources.find(each => each.source.startsWith(`${way.gateway}:`))!;
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
        const begun = await begin();
        await misbehave('query', 'delay', { delayMs: 300 });
        const asked = check(begun);
        await pay(begun);
        await asked;
        await credited(begun);
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

export async function identity(hall: RunningHall, channel: string, number: number) {
  const { WECHAT_PAY_APP_ID, ALIPAY_APP_ID } = hall.sandbox.credentials;
  if (channel !== 'wechat' && channel !== 'alipay') return undefined;
  const person = await hall.sandbox.get<{ wechatOpenid: string; alipayUserId: string }>(
    `/control/people/payer-${number}`,
  );
  return channel === 'alipay'
    ? ({ provider: 'alipay', subject: person.alipayUserId, appId: ALIPAY_APP_ID } as const)
    : ({ provider: 'wechat', subject: person.wechatOpenid, appId: WECHAT_PAY_APP_ID } as const);
}

/**
 * The cases every way to pay must pass, through the whole running hall: from the tap, over the wire, to the books.
 * Both gateways in turn; what a case leaves behind must always agree with the books to the fen.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { addDays, type BusinessDate, businessDate, startOfDay } from '../../../server/src/shared/dates.ts';
import { eventually } from '../../support/hall.ts';
import { type HallUnderTest, startHallUnderTest, type TestedGateway } from './hall-under-test.ts';

let it: HallUnderTest;
beforeAll(async () => {
  it = await startHallUnderTest();
});
beforeEach(() => it.reset());
afterEach(async () => expect(await it.differences()).toEqual([]));
afterAll(() => it.close());

const once = { times: 1, sum: 12_345 };
const nothing = { times: 0, sum: 0 };
const acknowledged: Record<TestedGateway, number> = { 'wechat-pay': 204, alipay: 200 };
/** The start of a payment of 123.45 yuan, as staff read it. */
const placed = (paymentNo: string) => ({
  'wechat-pay': {
    call: 'POST /v3/pay/transactions/jsapi',
    sent: { out_trade_no: paymentNo, amount: { total: 12_345 }, payer: { openid: '***' } },
    body: { prepay_id: '***' },
  },
  alipay: {
    call: 'alipay.trade.create',
    sent: { biz_content: { out_trade_no: paymentNo, total_amount: '123.45' }, sign: '***' },
    body: { alipay_trade_create_response: { code: '10000', out_trade_no: paymentNo } },
  },
});

describe.each<TestedGateway>(['wechat-pay', 'alipay'])('%s', code => {
  const check = (payer: { resident: { token: string } }, paymentNo: string) =>
    it.hall.call('POST', `/payments/${paymentNo}/check`, { token: payer.resident.token });

  test('success: paid, told, on the books once, with a receipt', async () => {
    const { payer, paymentNo } = await it.credited(code);
    expect(await it.owed(payer.bill)).toBe(0);
    expect(await it.collected(paymentNo)).toEqual(once);
    expect(await it.view(payer, paymentNo)).toMatchObject({
      receiptNo: expect.stringMatching(/^SJ/),
      action: null,
    });
    expect(await it.odd(paymentNo)).toEqual([]);
  });

  test('decline: the payment has failed, nothing is owed less, and the bill can be paid anew', async () => {
    const reason = code === 'alipay' ? 'ACQ.ACCESS_FORBIDDEN' : 'NO_AUTH';
    await it.misbehave({ gateway: code, on: 'create', fault: 'decline', code: reason });
    const { payer, body } = await it.waiting(code);
    expect(body).toMatchObject({ status: 'failed', stage: 'failed', action: null });
    expect(await it.owed(payer.bill)).toBe(12_345);
    expect(await it.begin(code, payer)).toMatchObject({ status: 201, body: { stage: 'waiting' } });
  });

  test.each(['timeout-after', 'error-after', 'malformed', 'forged-reply'])(
    'a start answered by %s is unknown, not failed: it can be paid under the same number, once',
    async fault => {
      await it.misbehave({
        gateway: code,
        on: 'create',
        fault,
        ...(fault === 'error-after' ? { status: 500 } : {}),
      });
      const { payer, paymentNo, body, status } = await it.waiting(code);
      expect([status, body.status, body.action]).toEqual([201, 'pending', null]);
      expect(await it.begin(code, payer)).toMatchObject({
        status: 409,
        body: { error: 'payment-in-progress' },
      });
      expect((await check(payer, paymentNo)).body).toMatchObject({
        stage: 'waiting',
        action: { kind: expect.any(String) },
      });
      await it.pay(paymentNo);
      await it.reaches(payer, paymentNo, 'credited');
      expect(await it.collected(paymentNo)).toEqual(once);
    },
  );

  test('a payer who paid although the start was never answered is found by asking', async () => {
    await it.misbehave({ gateway: code, on: 'create', fault: 'reset-after', count: 2 });
    const { payer, paymentNo } = await it.waiting(code);
    await it.pay(paymentNo, { notify: false });
    expect((await check(payer, paymentNo)).body).toMatchObject({ stage: 'credited' });
    expect(await it.collected(paymentNo)).toEqual(once);
  });

  test.each(['error-5xx', 'malformed', 'forged-reply', 'reset'])(
    'a query answered by %s settles nothing and ends nothing; the next one does',
    async fault => {
      const { payer, paymentNo } = await it.waiting(code);
      await it.pay(paymentNo, { notify: false });
      await it.misbehave({
        gateway: code,
        on: 'query',
        fault,
        count: 2,
        ...(fault === 'error-5xx' ? { status: 502 } : {}),
      });
      await check(payer, paymentNo);
      expect(await it.view(payer, paymentNo)).toMatchObject({ status: 'pending' });
      expect(await it.collected(paymentNo)).toEqual(nothing);
      await it.hall.sandbox.post('/control/faults', { rules: [] });
      await it.hall.owner.query(
        `UPDATE payments SET next_query_at = now() - interval '1 second', queried_at = NULL WHERE payment_no = $1`,
        [paymentNo],
      );
      await it.hall.app.runJob('query-back');
      expect(await it.view(payer, paymentNo)).toMatchObject({ stage: 'credited' });
    },
  );

  test.each([
    ['one after another', 'duplicate', 5],
    ['at the same moment', 'duplicate-concurrent', 25],
  ])('a notification that comes many times %s is booked once', async (_, fault, copies) => {
    await it.misbehave({ gateway: code, on: 'notify-payment', fault, copies });
    const { payer, paymentNo } = await it.credited(code);
    const [delivery] = await it.deliveries(paymentNo);
    expect(delivery!.attempts.length).toBeGreaterThan(1);
    await it.hall.sandbox.post('/control/notifications/resend', { outTradeNo: paymentNo });
    expect((await it.inbox(paymentNo))[0]).toMatchObject({ result: 'settled', repeats: expect.any(Number) });
    expect(await it.inbox(paymentNo)).toHaveLength(1);
    expect(await it.collected(paymentNo)).toEqual(once);
    expect(await it.balance(payer.household)).toBe(0);
  });

  test('a hundred copies from a hundred senders at once are all acknowledged and booked once', async () => {
    const { payer, paymentNo } = await it.waiting(code);
    const { requests } = await it.hall.sandbox.post<{
      requests: { url: string; headers: Record<string, string>; body: string }[];
    }>('/control/notify-burst', { gateway: code, outTradeNos: [paymentNo] });
    const { url, headers, body } = requests[0]!;
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => fetch(url, { method: 'POST', headers, body })),
    );
    expect(new Set(replies.map(reply => reply.status))).toEqual(new Set([acknowledged[code]]));
    await it.reaches(payer, paymentNo, 'credited');
    expect(await it.collected(paymentNo)).toEqual(once);
    expect(await it.inbox(paymentNo)).toMatchObject([{ repeats: 99 }]);
  });

  test('notifications that overtake each other: the refund is told before the payment', async () => {
    const cookie = await it.staff('finance');
    const { payer, paymentNo } = await it.waiting(code);
    await it.misbehave({ gateway: code, on: 'notify-payment', fault: 'reorder', delayMs: 3_000 });
    await it.pay(paymentNo, { wait: false });
    expect((await check(payer, paymentNo)).body).toMatchObject({ stage: 'credited' });
    const { body } = await it.refund(paymentNo, 2_345, cookie);
    await it.refundReaches(body.refundNo, 'succeeded');
    await it.deliveries(paymentNo);
    expect(await it.collected(paymentNo)).toEqual(once);
    expect(await it.owed(payer.bill)).toBe(2_345);
    expect(await it.odd(paymentNo)).toEqual([]);
  });

  test('a notification and a query at the same moment book it once', async () => {
    const { payer, paymentNo } = await it.waiting(code);
    await Promise.all([
      it.pay(paymentNo),
      ...Array.from({ length: 5 }, () => check(payer, paymentNo)),
      it.hall.app.runJob('query-back'),
    ]);
    await it.reaches(payer, paymentNo, 'credited');
    expect(await it.collected(paymentNo)).toEqual(once);
  });

  test('a forged notification is refused, counted, and leaves no trace; the honest retry is booked', async () => {
    const refused = async () => {
      const text = await (await fetch(`${it.hall.url}/metrics`)).text();
      const lines = text.matchAll(
        new RegExp(
          `^hall_notifications_total\\{source="${code}:[^"]+",result="bad-signature"\\} (\\d+)$`,
          'gm',
        ),
      );
      return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
    };
    const before = await refused();
    await it.misbehave({ gateway: code, on: 'notify-payment', fault: 'forged-signature' });
    const { paymentNo } = await it.credited(code);
    const [delivery] = await it.deliveries(paymentNo);
    expect(delivery!.attempts.map(attempt => attempt.status)).toEqual([401, acknowledged[code]]);
    expect(await it.inbox(paymentNo)).toHaveLength(1);
    expect(await it.collected(paymentNo)).toEqual(once);
    expect(await refused()).toBe(before + 1);
  });

  test.each(['wrong-amount', 'wrong-app', 'wrong-merchant'])(
    'a validly signed notification with a %s is stored, acknowledged, queued and asked about; only the answer is booked',
    async fault => {
      const { payer, paymentNo } = await it.waiting(code);
      await it.misbehave({ gateway: code, on: 'notify-payment', fault, deltaFen: -10_000 });
      await it.pay(paymentNo);
      expect(await it.inbox(paymentNo)).toMatchObject([{ result: fault }]);
      expect((await it.deliveries(paymentNo))[0]!.attempts.map(attempt => attempt.status)).toEqual([
        acknowledged[code],
      ]);
      expect(await it.collected(paymentNo)).toEqual(nothing);
      expect(await it.odd(paymentNo)).toEqual([fault]);
      expect(await it.view(payer, paymentNo)).toMatchObject({ stage: 'paid', action: null });
      await it.hall.app.runJob('query-back');
      expect(await it.view(payer, paymentNo)).toMatchObject({ stage: 'credited' });
      expect(await it.collected(paymentNo)).toEqual(once);
      expect(await it.owed(payer.bill)).toBe(0);
    },
  );

  test('a notification that arrives before the start is answered settles the payment, and the answer does not unsettle it', async () => {
    await it.misbehave({ gateway: code, on: 'create', fault: 'notify-first' });
    const { payer, paymentNo } = await it.waiting(code);
    await it.reaches(payer, paymentNo, 'credited');
    expect(await it.view(payer, paymentNo)).toMatchObject({ status: 'settled', action: null });
    expect(await it.collected(paymentNo)).toEqual(once);
  });

  test.each(['cancelled by the payer', 'expired'])(
    'money that comes after the order was %s is booked on the bill, and staff hear of it',
    async how => {
      const { payer, paymentNo } = await it.waiting(code);
      if (how === 'expired') await it.expire(paymentNo);
      else await it.hall.call('POST', `/payments/${paymentNo}/cancel`, { token: payer.resident.token });
      expect(await it.view(payer, paymentNo)).toMatchObject({ status: 'closed' });
      await it.pay(paymentNo, { force: true });
      await it.reaches(payer, paymentNo, 'credited');
      expect(await it.odd(paymentNo)).toEqual(['late-success']);
      expect(await it.owed(payer.bill)).toBe(0);
    },
  );

  test('money that comes while the order is being closed settles it', async () => {
    const { payer, paymentNo } = await it.waiting(code);
    await it.misbehave({ gateway: code, on: 'close', fault: 'pay-before' });
    await it.expire(paymentNo);
    await it.reaches(payer, paymentNo, 'credited');
    expect(await it.collected(paymentNo)).toEqual(once);
    expect(await it.odd(paymentNo)).toEqual([]);
  });

  test('a bill paid twice by two orders: the second becomes balance, and staff can give it back', async () => {
    const first = await it.waiting(code);
    await it.hall.call('POST', `/payments/${first.paymentNo}/cancel`, { token: first.payer.resident.token });
    const second = await it.begin(code, first.payer);
    await it.pay(second.paymentNo);
    await it.reaches(first.payer, second.paymentNo, 'credited');
    await it.pay(first.paymentNo, { force: true });
    await it.reaches(first.payer, first.paymentNo, 'credited');
    expect(await it.balance(first.payer.household)).toBe(12_345);
    const cookie = await it.staff('finance');
    const { body } = await it.hall.call('GET', '/staff/odd-payments?status=open', { cookie });
    const odd = body.oddPayments.find((each: { paymentNo: string }) => each.paymentNo === first.paymentNo);
    const resolved = await it.hall.call('POST', `/staff/odd-payments/${odd.id}/resolution`, {
      cookie,
      key: `resolve-${odd.id}-${code}`,
      body: { action: 'refund', note: '退回重复缴费' },
    });
    expect(resolved).toMatchObject({ status: 200, body: { resolution: 'refund' } });
    await it.refundReaches(resolved.body.detail.refundNo, 'succeeded');
    expect(await it.balance(first.payer.household)).toBe(0);
    expect(await it.owed(first.payer.bill)).toBe(0);
  });

  test('a payer who paid too much takes it back alone, once, by the way it came', async () => {
    const first = await it.waiting(code);
    await it.hall.call('POST', `/payments/${first.paymentNo}/cancel`, { token: first.payer.resident.token });
    const second = await it.begin(code, first.payer);
    await it.pay(second.paymentNo);
    await it.reaches(first.payer, second.paymentNo, 'credited');
    const takeBack = (number: string) =>
      it.hall.call('POST', `/payments/${number}/surplus-return`, {
        token: first.payer.resident.token,
        key: `take-back-${Math.random()}`,
      });
    expect(await takeBack(second.paymentNo)).toMatchObject({ status: 409, body: { error: 'no-surplus' } });
    await it.pay(first.paymentNo, { force: true });
    await it.reaches(first.payer, first.paymentNo, 'credited');
    const answers = await Promise.all([takeBack(first.paymentNo), takeBack(first.paymentNo)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { body } = answers.find(({ status }) => status === 201)!;
    expect(body.amountFen).toBe(12_345);
    await it.refundReaches(body.refundNo, 'succeeded');
    expect(await it.balance(first.payer.household)).toBe(0);
    expect(await it.owed(first.payer.bill)).toBe(0);
  });

  test.each(['timeout-after', 'error-after', 'reset-after', 'forged-reply'])(
    'a refund answered by %s is sent again under its number, and leaves once',
    async fault => {
      const { payer, paymentNo } = await it.credited(code);
      await it.misbehave({
        gateway: code,
        on: 'refund',
        fault,
        ...(fault === 'error-after' ? { status: 500 } : {}),
      });
      const { status, body } = await it.refund(paymentNo, 2_345, await it.staff('finance'));
      expect(status).toBe(201);
      await it.refundReaches(body.refundNo, 'succeeded');
      expect((await it.trade(paymentNo)).refunds.map(refund => refund.amount)).toEqual([2_345]);
      expect(await it.owed(payer.bill)).toBe(2_345);
    },
  );

  test('a refund that never reached the gateway is sent again, and leaves once', async () => {
    const { paymentNo } = await it.credited(code);
    await it.misbehave({ gateway: code, on: 'refund', fault: 'reset', count: 2 });
    const { body } = await it.refund(paymentNo, 2_345, await it.staff('finance'));
    expect(body.status).toBe('pending');
    await it.refundReaches(body.refundNo, 'succeeded');
    expect((await it.trade(paymentNo)).refunds).toHaveLength(1);
  });

  test('a refund that the gateway declines has failed: the bill is paid as before, and staff may try again', async () => {
    const { payer, paymentNo } = await it.credited(code);
    const reason = code === 'alipay' ? 'ACQ.SELLER_BALANCE_NOT_ENOUGH' : 'NOT_ENOUGH';
    await it.misbehave({ gateway: code, on: 'refund', fault: 'decline', code: reason });
    const { body } = await it.refund(paymentNo, 2_345, await it.staff('finance'));
    expect(body).toMatchObject({ status: 'failed', failureReason: reason });
    expect(await it.owed(payer.bill)).toBe(0);
    expect(await it.odd(paymentNo)).toEqual(['refund-failed']);
  });

  test('ten refunds asked for at once never give back more than came in', async () => {
    const { paymentNo } = await it.credited(code);
    const cookie = await it.staff('finance');
    const answers = await Promise.all(Array.from({ length: 10 }, () => it.refund(paymentNo, 4_000, cookie)));
    expect(answers.filter(answer => answer.status === 201)).toHaveLength(3);
    for (const { status, body } of answers)
      if (status !== 201) expect([status, body.error]).toEqual([409, 'refund-too-large']);
    for (const { status, body } of answers)
      if (status === 201) await it.refundReaches(body.refundNo, 'succeeded');
    expect((await it.trade(paymentNo)).refunds.reduce((sum, refund) => sum + refund.amount, 0)).toBe(12_000);
  });

  test('a whole refund leaves the payment settled: its notification is not read as closed unpaid', async () => {
    const { payer, paymentNo } = await it.credited(code);
    const { body } = await it.refund(paymentNo, 12_345, await it.staff('finance'));
    await it.refundReaches(body.refundNo, 'succeeded');
    await it.deliveries(paymentNo);
    await it.inbox(paymentNo);
    await check(payer, paymentNo);
    expect(await it.view(payer, paymentNo)).toMatchObject({ status: 'settled', refundedFen: 12_345 });
    expect(await it.owed(payer.bill)).toBe(12_345);
    expect(await it.odd(paymentNo)).toEqual([]);
  });

  test('money paid around midnight is booked on the day in whose bill file the gateway has it, in Beijing time', async () => {
    // Far enough back that both files are there at any hour.
    const late = addDays(businessDate(new Date()), -4);
    const early = addDays(late, 1);
    const midnight = startOfDay(early).getTime();
    const moments = [
      [late, new Date(midnight - 1_000)],
      [early, new Date(midnight)],
    ] as const;
    const paid: { day: BusinessDate; paymentNo: string }[] = [];
    for (const [day, paidAt] of moments) {
      const { payer, paymentNo } = await it.waiting(code);
      await it.pay(paymentNo, { paidAt: paidAt.toISOString() });
      await it.reaches(payer, paymentNo, 'credited');
      paid.push({ day, paymentNo });
    }
    await it.hall.sandbox.post('/control/settings', { enforceBillTime: true });
    for (const { day, paymentNo } of paid) {
      const { rows } = await it.hall.owner.query(
        `SELECT t.business_date::text AS day FROM ledger_transactions t JOIN collections c ON t.reference = c.source || ':' || c.trade_no WHERE c.order_no = $1`,
        [paymentNo],
      );
      expect(rows).toEqual([{ day }]);
      expect(await it.billed(code, day)).toEqual([
        { kind: 'payment', orderNo: paymentNo, amountFen: 12_345 },
      ]);
    }
  });

  test('staff see what was sent to the gateway and what it answered, and nothing by which anybody could pay', async () => {
    await it.misbehave({ gateway: code, on: 'query', fault: 'reset', count: 2 });
    const { payer, paymentNo, body } = await it.waiting(code);
    await check(payer, paymentNo);
    await it.pay(paymentNo);
    await it.reaches(payer, paymentNo, 'credited');
    const { refundNo } = (await it.refund(paymentNo, 2_345, await it.staff('finance'))).body;
    const seen = await it.hall.call('GET', `/staff/payments/${paymentNo}`, {
      cookie: await it.staff('clerk'),
    });
    const { events }: { events: { kind: string; detail: { exchanges: Record<string, unknown>[] } }[] } =
      seen.body;
    const said = (kind: string) => events.find(event => event.kind === kind)!.detail.exchanges;
    expect(said('gateway-answered')).toMatchObject([{ ...placed(paymentNo)[code], status: 200 }]);
    // Asked, and once more where no answer came.
    expect(said('query-unanswered')).toHaveLength(2);
    for (const asked of said('query-unanswered')) {
      expect(asked).toMatchObject({ call: expect.any(String), silence: expect.any(String) });
      expect(asked).not.toHaveProperty('body');
    }
    expect(JSON.stringify(said('refund-asked'))).toContain(refundNo);
    const text = JSON.stringify(events);
    const [, prepayId] = /prepay_id=(\w+)/.exec(JSON.stringify(body)) ?? [];
    if (prepayId) expect(text).not.toContain(prepayId);
    expect(text).not.toMatch(/"(sign|openid|buyer_id|buyer_open_id|prepay_id)":"(?!\*\*\*")/);
    expect(text).not.toMatch(/[A-Za-z0-9+/]{100}/);
  });

  test('what is kept and shown of a payment names nobody', async () => {
    const { payer, paymentNo } = await it.credited(code);
    const {
      rows: [{ subject }],
    } = await it.hall.owner.query('SELECT subject FROM identities WHERE id = $1', [
      payer.resident.identityId,
    ]);
    const { body } = await it.hall.call('GET', `/staff/payments/${paymentNo}`, {
      cookie: await it.staff('auditor'),
    });
    const { rows: kept } = await it.hall.owner.query(
      `SELECT (SELECT json_agg(e) FROM payment_events e)::text || (SELECT json_agg(o) FROM outbox_messages o)::text || (SELECT json_agg(q) FROM odd_payments q)::text AS text`,
    );
    for (const text of [JSON.stringify(body), String(kept[0].text)])
      for (const secret of [
        subject,
        payer.resident.phone,
        payer.household.name,
        payer.household.phone,
        payer.household.identityNo,
      ])
        expect(text).not.toContain(secret);
  });
});

// Only WeChat names in a notification the key that signed it: Alipay's key mode, which we use, has no serial.
describe('only one of the two', () => {
  test.each<[string, TestedGateway, string, number]>([
    ['an unknown key serial', 'wechat-pay', 'unknown-serial', 401],
    ['a time stamp of long ago', 'wechat-pay', 'stale-timestamp', 401],
    ['a broken seal', 'wechat-pay', 'bad-tag', 401],
    ['a weaker algorithm', 'alipay', 'downgrade', 401],
  ])('a notification with %s is refused; the honest retry is booked', async (_, code, fault, status) => {
    await it.misbehave({ gateway: code, on: 'notify-payment', fault });
    const { paymentNo } = await it.credited(code);
    expect((await it.deliveries(paymentNo))[0]!.attempts[0]!.status).toBe(status);
    expect(await it.collected(paymentNo)).toEqual(once);
  });

  test('a SIGNTEST probe is refused, and the notification behind it booked', async () => {
    await it.misbehave({ gateway: 'wechat-pay', on: 'notify-payment', fault: 'signtest' });
    const { paymentNo } = await it.credited('wechat-pay');
    expect(await it.collected(paymentNo)).toEqual(once);
    expect(await it.inbox(paymentNo)).toHaveLength(1);
  });

  test("a WeChat refund that the payer's card cannot take waits for staff, and is not taken for failed", async () => {
    const { payer, paymentNo } = await it.credited('wechat-pay');
    await it.hall.sandbox.post('/control/settings', { wechatRefundOutcome: 'ABNORMAL' });
    const { body } = await it.refund(paymentNo, 2_345, await it.staff('finance'));
    await eventually(
      () => it.odd(paymentNo),
      kinds => kinds.includes('refund-abnormal'),
    );
    const { rows } = await it.hall.owner.query('SELECT status FROM refunds WHERE refund_no = $1', [
      body.refundNo,
    ]);
    expect(rows[0].status).toBe('pending');
    expect(await it.owed(payer.bill)).toBe(2_345);
  });

  test('an Alipay refund whose money moves later is told by asking', async () => {
    const { paymentNo } = await it.credited('alipay');
    await it.hall.sandbox.post('/control/settings', { alipayRefundDelayMs: 400 });
    const { body } = await it.refund(paymentNo, 2_345, await it.staff('finance'));
    expect(body.status).toBe('pending');
    await it.refundReaches(body.refundNo, 'succeeded');
    expect((await it.trade(paymentNo)).refunds).toHaveLength(1);
  });
});

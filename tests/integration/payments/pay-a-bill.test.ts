/** The main job over real HTTP, with both gateways as separate processes: pay, see it booked, get a receipt, get it back. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { freshKey, type PaymentStory, paymentStory } from './story.ts';

let hall: RunningHall;
let story: PaymentStory;

beforeAll(async () => {
  hall = await startHall();
  story = paymentStory(hall);
});
afterAll(() => hall.close());

const ways = [
  { name: 'WeChat Pay', start: { method: 'wechat', product: 'native' }, action: 'qr' },
  { name: 'Alipay', start: { method: 'alipay', product: 'page' }, action: 'redirect' },
];

describe.each(ways)('a bill paid by $name', ({ start, action }) => {
  it('is credited once, settles the bill and leaves the books in balance', async () => {
    const payer = await story.payer();
    const started = await story.start(payer, start);
    expect(started.status).toBe(201);
    expect(started.body).toMatchObject({
      status: 'pending',
      stage: 'waiting',
      amountFen: 12_345,
      action: { kind: action },
    });
    const pay = started.body.action.url ? { payUrl: started.body.action.url } : {};
    await story.pay(started.body.paymentNo, pay);
    const view = await story.reaches(payer, started.body.paymentNo, 'credited');
    expect(view).toMatchObject({
      status: 'settled',
      action: null,
      surplusFen: 0,
      items: [{ appliedFen: 12_345 }],
    });
    expect(view.receiptNo).toMatch(/^SJ\d{16}$/);
    expect(await story.owed(payer.bill)).toBe(0);
    expect(await story.collected(started.body.paymentNo)).toEqual({ times: 1, sum: 12_345 });
    expect(await story.differences()).toEqual([]);
  });

  it('is found by asking when the gateway never tells', async () => {
    const payer = await story.payer();
    const started = await story.start(payer, start);
    const pay = started.body.action.url ? { payUrl: started.body.action.url } : {};
    await story.pay(started.body.paymentNo, { ...pay, notify: false });
    const checked = await hall.call('POST', `/payments/${started.body.paymentNo}/check`, {
      token: payer.resident.token,
    });
    expect(checked.body).toMatchObject({ stage: 'credited' });
    expect(await story.differences()).toEqual([]);
  });

  it('is given back in two parts, and the bill is owed again', async () => {
    const payer = await story.payer();
    const started = await story.start(payer, start);
    const pay = started.body.action.url ? { payUrl: started.body.action.url } : {};
    await story.pay(started.body.paymentNo, pay);
    await story.reaches(payer, started.body.paymentNo, 'credited');
    const clerk = await story.staff('clerk');
    for (const amountFen of [345, 12_000]) {
      const path = `/staff/payments/${started.body.paymentNo}/refunds`;
      const refund = await hall.call('POST', path, {
        cookie: clerk,
        body: { amountFen, reason: '重复缴费' },
        key: freshKey(),
      });
      expect(refund.status).toBe(201);
      await eventually(
        async () => {
          await hall.app.runJob('send-refunds');
          return (await hall.call('GET', `/staff/payments/${started.body.paymentNo}`, { cookie: clerk })).body
            .refunds;
        },
        refunds => refunds[0].status === 'succeeded',
      );
    }
    const more = await hall.call('POST', `/staff/payments/${started.body.paymentNo}/refunds`, {
      cookie: clerk,
      body: { amountFen: 1, reason: '再退一分' },
      key: freshKey(),
    });
    expect(more).toMatchObject({ status: 409, body: { error: 'refund-too-large' } });
    expect(await story.owed(payer.bill)).toBe(12_345);
    expect(await story.differences()).toEqual([]);
  });
});

it('several bills and a prepayment of two households go in one payment', async () => {
  const payer = await story.payer(5_000);
  const parents = await hall.world.household({ name: '李桂兰' });
  await hall.world.bind(payer.resident, parents, { level: 'pay-only' });
  const theirs = await hall.world.bill(parents, { amountFen: 7_000 });
  const paymentNo = await story.paid(payer, {
    items: [
      { payableId: payer.bill.payableId, amountFen: 5_000 },
      { payableId: theirs.payableId, amountFen: 6_000 },
    ],
    prepayments: [{ accountNo: parents.accountNo, amountFen: 10_000 }],
  });
  const { body } = await hall.call('GET', `/payments/${paymentNo}`, { token: payer.resident.token });
  expect(body.items.map((item: { appliedFen: number }) => item.appliedFen)).toEqual([5_000, 6_000, 10_000]);
  expect(await story.owed(theirs)).toBe(1_000);
  const { rows } = await hall.owner.query(
    'SELECT prepaid_fen::int FROM customer_balances WHERE holder_period_id = $1',
    [parents.holderPeriodId],
  );
  expect(rows[0].prepaid_fen).toBe(10_000);
  expect(await story.differences()).toEqual([]);
});

it('staff see every step of a payment: events, the raw notification without its payer, postings and receipt', async () => {
  const payer = await story.payer();
  const paymentNo = await story.paid(payer);
  const { status, body } = await hall.call('GET', `/staff/payments/${paymentNo}`, {
    cookie: await story.staff('auditor'),
  });
  expect(status).toBe(200);
  expect(body.events.map((event: { kind: string }) => event.kind)).toEqual([
    'created',
    'gateway-answered',
    'settled',
  ]);
  expect(body.inbox).toHaveLength(1);
  expect(body.inbox[0]).toMatchObject({ status: 'handled', result: 'settled' });
  expect(body.postings).toHaveLength(1);
  const amounts = body.postings[0].postings.map((posting: { amountFen: number }) => posting.amountFen);
  expect(amounts.reduce((sum: number, amount: number) => sum + amount, 0)).toBe(0);
  expect(body.collections[0].receiptNo).toMatch(/^SJ/);
});

it('the trial balance adds up, and only finance, supervisors and auditors see it', async () => {
  const seen = await hall.call('GET', '/staff/ledger/trial-balance', {
    cookie: await story.staff('finance'),
  });
  expect(seen.body.debitFen).toBe(seen.body.creditFen);
  expect(seen.body.debitFen).toBeGreaterThan(0);
  const refused = await hall.call('GET', '/staff/ledger/trial-balance', {
    cookie: await story.staff('clerk'),
  });
  expect(refused.status).toBe(403);
});

/** The channels of UnionPay and of the app, from the tap to the books: by the stand-in shell and by UnionPay's own page. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AppShell, createAppShell } from '../../support/app-shell.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { paymentStory } from './story.ts';

let hall: RunningHall;
let story: ReturnType<typeof paymentStory>;
let answer: 'pays' | 'turns back' = 'pays';
let shell: AppShell;
beforeAll(async () => {
  hall = await startHall();
  story = paymentStory(hall);
  shell = createAppShell(hall.sandbox, () => answer);
  await hall.sandbox.post('/control/settings', { retryScale: 0.001, unionpayBackDelayMs: 30 });
});
afterAll(() => hall.close());

describe.each(['wechat', 'alipay', 'unionpay'])('in the app, by %s', method => {
  const begin = async () => {
    const payer = await story.payer();
    const { status, body } = await story.start(payer, { channel: 'app', method, product: 'app' });
    expect([status, body.action?.kind]).toEqual([201, 'app']);
    return { payer, body };
  };

  test('the shell opens the SDK with what the server signed, and the bill is paid', async () => {
    const { payer, body } = await begin();
    expect(await shell.pay(body.action)).toEqual({ result: 'done' });
    expect(await story.reaches(payer, body.paymentNo, 'credited')).toMatchObject({ channel: 'app', method });
    expect(await story.owed(payer.bill)).toBe(0);
  });

  test('whoever turns back has paid nothing, and can go on with the same order', async () => {
    const { payer, body } = await begin();
    answer = 'turns back';
    expect(await shell.pay(body.action)).toEqual({ result: 'cancelled' });
    answer = 'pays';
    expect(await story.owed(payer.bill)).toBe(12_345);
    await shell.pay(body.action);
    await story.reaches(payer, body.paymentNo, 'credited');
  });

  test('a parameter that was changed on the way is taken by no wallet', async () => {
    const { payer, body } = await begin();
    const forged = JSON.parse(
      JSON.stringify(body.action).replace(/("noncestr":"|out_trade_no%22%3A%22P|"tn":")(.)/, '$1x$2'),
    );
    expect((await shell.pay(forged)).result).not.toBe('done');
    expect(await story.owed(payer.bill)).toBe(12_345);
  });
});

describe.each([
  ['web-hall', 'wap'],
  ['online-bank', 'front'],
])('%s by UnionPay', (channel, product) => {
  test("the browser brings the order to UnionPay's page, comes back by a POST and lands in the hall", async () => {
    const payer = await story.payer();
    const { body } = await story.start(payer, {
      channel,
      method: 'unionpay',
      product,
      returnUrl: '/?from=wallet',
    });
    expect(body).toMatchObject({ status: 'pending', action: { kind: 'form', gateway: 'unionpay' } });
    const { url, fields } = body.action;
    await hall.sandbox.post('/control/pay', { payForm: { action: url, fields } });
    await story.reaches(payer, body.paymentNo, 'credited');
    const back = await fetch(fields.frontUrl, { method: 'POST', body: 'respCode=00', redirect: 'manual' });
    expect([back.status, back.headers.get('location')]).toEqual([303, `${hall.url}/?from=wallet`]);
    expect(await story.differences()).toEqual([]);
  });

  test('what is paid and then given back whole on the same day is voided, and told', async () => {
    const payer = await story.payer();
    const { body } = await story.start(payer, { channel, method: 'unionpay', product });
    await hall.sandbox.post('/control/pay', {
      payForm: { action: body.action.url, fields: body.action.fields },
    });
    await story.reaches(payer, body.paymentNo, 'credited');
    const finance = await story.staff('finance');
    const asked = await hall.call('POST', `/staff/payments/${body.paymentNo}/refunds`, {
      cookie: finance,
      body: { amountFen: 12_345, reason: '重复缴费' },
      key: `refund-${body.paymentNo}`,
    });
    expect(asked.status).toBeLessThan(300);
    const done = await eventually(
      async () => {
        await hall.app.runJob('send-refunds');
        return (
          await hall.owner.query('SELECT status FROM refunds WHERE refund_no = $1', [asked.body.refundNo])
        ).rows[0];
      },
      row => row?.status === 'succeeded',
    );
    expect(done).toEqual({ status: 'succeeded' });
    const [trade] = await hall.sandbox.get<{ refunds: { refundNo: string }[] }[]>(
      `/control/trades?outTradeNo=${body.paymentNo}`,
    );
    expect(trade!.refunds.map(({ refundNo }) => refundNo)).toEqual([`${asked.body.refundNo}V`]);
    expect(await story.differences()).toEqual([]);
  });
});

test('a browser is led back to this site and to no other', async () => {
  for (const to of [
    '//elsewhere.example',
    '/\\elsewhere.example',
    'https://elsewhere.example',
    'x'.repeat(700),
  ]) {
    const back = await fetch(`${hall.url}/return/unionpay?to=${encodeURIComponent(to)}`, {
      method: 'POST',
      body: '',
      redirect: 'manual',
    });
    expect([back.status, back.headers.get('location')]).toEqual([400, null]);
  }
});

test('paid at 23:30, it belongs to the next clearing day', async () => {
  const { rows } = await hall.owner.query(
    `SELECT clearing_day('unionpay:1', '2026-11-22 23:30+08')::text AS late, clearing_day('unionpay:1', '2026-11-22 22:59+08')::text AS early,
            clearing_day('alipay:1', '2026-11-22 23:30+08')::text AS elsewhere`,
  );
  expect(rows[0]).toEqual({ late: '2026-11-23', early: '2026-11-22', elsewhere: '2026-11-22' });
});

test('given back at 23:30, it does so too; a transfer leaves the bank on the day of the calendar', async () => {
  const payer = await story.payer();
  const { body } = await story.start(payer, {
    channel: 'online-bank',
    method: 'unionpay',
    product: 'front',
  });
  await hall.sandbox.post('/control/pay', {
    payForm: { action: body.action.url, fields: body.action.fields },
  });
  await story.reaches(payer, body.paymentNo, 'credited');
  const bookedOn = async (refundNo: string, way: string, at: string) => {
    await hall.owner.query(
      `SELECT request_refund($2, c.id, 100, $3, 'awaiting-approval', '多缴', 'staff:one')
         FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`,
      [body.paymentNo, refundNo, way],
    );
    await hall.owner.query(`SELECT release_refund($1, 'staff:two')`, [refundNo]);
    await hall.owner.query('SELECT finish_refund($1, $1, $2)', [refundNo, at]);
    const { rows } = await hall.owner.query(
      `SELECT business_date::text AS day FROM ledger_transactions WHERE kind = 'refund-succeeded' AND reference = $1`,
      [refundNo],
    );
    return rows[0].day;
  };
  const number = (count: number) => `R20261122${String(count).padStart(14, '0')}`;
  expect(await bookedOn(number(1), 'gateway', '2026-11-22 23:30+08')).toBe('2026-11-23');
  expect(await bookedOn(number(2), 'gateway', '2026-11-22 22:59+08')).toBe('2026-11-22');
  expect(await bookedOn(number(3), 'payout', '2026-11-22 23:30+08')).toBe('2026-11-22');
  expect(await story.differences()).toEqual([]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { type SharedClock, sharedClock } from '../../support/shared-clock.ts';
import { type AutopayStory, autopayStory, type Wallet } from './story.ts';

let hall: RunningHall;
let clock: SharedClock;
let story: AutopayStory;
beforeAll(async () => {
  clock = sharedClock();
  hall = await startHall({ clock, timeFile: clock.timeFile });
  story = autopayStory(hall, clock);
  await hall.sandbox.post('/control/settings', { papayDelayMs: 20, retryScale: 0.001 });
});
beforeEach(() => hall.sandbox.post('/control/faults', { rules: [] }));
afterAll(async () => {
  await hall.close();
  clock.close();
});

const misbehave = (rule: object) =>
  hall.sandbox.post('/control/faults', { rules: [{ count: 1, ...rule }], keep: true });

describe.each<Wallet>(['wechat-pay', 'alipay'])('%s: a month', wallet => {
  test('is paid by itself: the bill, a receipt, the books, the history', async () => {
    const signer = await story.signer(wallet);
    const bill = await story.bill(signer);
    await story.announced();
    const debit = await story.ends(signer, 'succeeded');
    expect(debit).toMatchObject({ amountFen: 12_345, attempts: 1, failure: null });
    expect([await story.owed(bill), await story.collected(signer.household)]).toEqual([0, [12_345]]);
    const { body } = await hall.call('GET', `/payments/${debit!.paymentNo}`, {
      token: signer.resident.token,
    });
    expect(body).toMatchObject({
      stage: 'credited',
      product: 'agreement',
      receiptNo: expect.stringMatching(/^SJ/),
    });
    expect(await story.differences()).toEqual([]);
  });

  test('is debited once, however often and at once the job runs', async () => {
    const signer = await story.signer(wallet);
    const bill = await story.bill(signer);
    await story.announced();
    await Promise.all(Array.from({ length: 5 }, () => story.run()));
    await story.ends(signer, 'succeeded');
    await story.run();
    expect([await story.owed(bill), await story.collected(signer.household)]).toEqual([0, [12_345]]);
  });

  test('whose debit is answered too late is unknown, not failed, and not sent again: it went through', async () => {
    const signer = await story.signer(wallet);
    const bill = await story.bill(signer);
    await misbehave({ gateway: wallet, on: 'debit', fault: 'error-after', status: 502 });
    await story.announced();
    await story.run();
    expect((await story.debit(signer))!.status).toMatch(/^(debiting|succeeded)$/);
    await story.ends(signer, 'succeeded');
    expect([await story.owed(bill), await story.collected(signer.household)]).toEqual([0, [12_345]]);
  });

  test('that fails tells why, with the way to pay now, and is tried on three days at most', async () => {
    story.inOneMonth(8);
    const signer = await story.signer(wallet);
    await story.bill(signer);
    await story.behave(signer, 'poor');
    if (wallet === 'wechat-pay') await story.announced();
    else clock.untilBeijing('09:30');
    const tries: unknown[] = [];
    for (const attempt of [1, 2, 3]) {
      const debit = await eventually(
        async () => {
          clock.pass(20);
          await story.run();
          await hall.app.runJob('query-back');
          return story.debit(signer);
        },
        found => found!.attempts === attempt && found!.failure !== null,
      );
      tries.push([debit!.status, debit!.failure!.zh]);
      clock.untilBeijing('09:30');
    }
    expect(tries).toEqual([
      ['noticed', '钱包或银行卡余额不足'],
      ['noticed', '钱包或银行卡余额不足'],
      ['failed', '钱包或银行卡余额不足'],
    ]);
    await story.run();
    expect((await story.debit(signer))!.attempts).toBe(3);
    const told = await story.told(signer, 3);
    expect(told.map(({ event }) => event)).toEqual([
      'autopay-failed-again',
      'autopay-failed-again',
      'autopay-failed',
    ]);
    expect(told[2]!.body).toContain('¥123.45未成功：钱包或银行卡余额不足');
    expect(await story.collected(signer.household)).toEqual([]);
  });

  test('paid by hand meanwhile is not debited', async () => {
    const signer = await story.signer(wallet);
    const bill = await story.bill(signer);
    clock.untilBeijing('08:00');
    const told = wallet === 'wechat-pay' ? story.run() : undefined;
    await told;
    await story.paid(
      { ...signer, bill },
      {
        method: wallet === 'alipay' ? 'alipay' : 'wechat',
        channel: wallet === 'alipay' ? 'alipay' : 'wechat',
        product: wallet === 'alipay' ? 'create' : 'mini',
      },
    );
    clock.pass(2 * 86_400 + 5_400);
    await story.run();
    expect((await story.debit(signer))?.status ?? 'skipped').toBe('skipped');
    expect(await story.collected(signer.household)).toEqual([12_345]);
  });

  test('while somebody pays by hand waits for that payment, and money moves once', async () => {
    const signer = await story.signer(wallet);
    const bill = await story.bill(signer);
    // Alipay's customer need not be told ahead, so there the debit comes at once.
    if (wallet === 'wechat-pay') await story.announced();
    const product =
      wallet === 'alipay'
        ? { channel: 'alipay', method: 'alipay', product: 'create' }
        : { channel: 'wechat', product: 'mini' };
    const started = await story.start({ ...signer, bill }, product);
    await story.run();
    expect(await story.debit(signer)).toMatchObject({ status: 'noticed', attempts: 0 });
    await story.pay(started.body.paymentNo);
    await story.reaches({ ...signer, bill }, started.body.paymentNo, 'credited');
    clock.pass(3_700);
    await story.run();
    expect((await story.debit(signer))!.status).toBe('skipped');
    expect(await story.collected(signer.household)).toEqual([12_345]);
  });

  test('while another of the household pays by hand waits as well', async () => {
    const signer = await story.signer(wallet);
    const bill = await story.bill(signer);
    if (wallet === 'wechat-pay') await story.announced();
    const { resident } = await story.person(wallet, signer.household);
    const product =
      wallet === 'alipay'
        ? { channel: 'alipay', method: 'alipay', product: 'create' }
        : { channel: 'wechat', product: 'mini' };
    const started = await story.start({ ...signer, resident, bill }, product);
    expect(started.status).toBe(201);
    await story.run();
    expect(await story.debit(signer)).toMatchObject({ status: 'noticed', attempts: 0 });
    await story.pay(started.body.paymentNo);
    await story.reaches({ ...signer, resident, bill }, started.body.paymentNo, 'credited');
    clock.pass(3_700);
    await story.run();
    expect((await story.debit(signer))!.status).toBe('skipped');
    expect(await story.collected(signer.household)).toEqual([12_345]);
  });

  test('whose agreement is cancelled before the debit is not debited; in flight it ends as the wallet says', async () => {
    const early = await story.signer(wallet);
    await story.bill(early);
    const late = await story.signer(wallet);
    const lateBill = await story.bill(late);
    await story.announced();
    const cancel = (signer: typeof early) =>
      hall.call('POST', `/agreements/${signer.agreementNo}/cancel`, { token: signer.resident.token });
    await cancel(early);
    await misbehave({ gateway: wallet, on: 'debit', fault: 'error-after', status: 502 });
    await story.run();
    expect((await cancel(late)).body.status).toMatch(/^(ending|ended)$/);
    const over = await story.ends(late, /^(succeeded|failed)$/);
    // Either way the hall holds what the wallet holds: the whole sum or nothing.
    const money = await story.collected(late.household);
    expect(money).toEqual(over!.status === 'succeeded' ? [12_345] : []);
    expect(await story.owed(lateBill)).toBe(12_345 - (money[0] ?? 0));
    expect(await story.debit(early)).toMatchObject(wallet === 'alipay' ? {} : { status: 'cancelled' });
    expect(await story.differences()).toEqual([]);
  });
});

test('a wallet that is debited and told twice by two processes at once moves money once', async () => {
  const signer = await story.signer('alipay');
  await story.bill(signer);
  const other = await startSecond();
  try {
    await Promise.all([story.run(), other.runJob('auto-pay'), story.run(), other.runJob('auto-pay')]);
    await story.ends(signer, 'succeeded');
    expect(await story.collected(signer.household)).toEqual([12_345]);
  } finally {
    await other.close();
  }
});

test('what a bank was asked for, and has not answered, is not debited before the bank says that it took nothing', async () => {
  const [one, two] = [await story.signer('alipay'), await story.signer('alipay')];
  const [bill, older] = [await story.bill(one), await story.bill(two)];
  const other = await hall.world.bill(two.household, { amountFen: 4_000, month: '2026-09' });
  await story.unknownAtBank(one, bill);
  await story.unknownAtBank(two, older);
  await story.run();
  await story.ends(two, 'succeeded');
  expect([await story.owed(other), await story.owed(older)]).toEqual([0, 12_345]);
  expect(await story.collected(two.household)).toEqual([4_000]);
  expect(await story.debit(one)).toMatchObject({ status: 'noticed', attempts: 0 });

  await hall.owner.query(`UPDATE debit_items SET status = 'failed', code = '2006' WHERE payable_id = $1`, [
    bill.payableId,
  ]);
  clock.pass(3_700);
  await story.ends(one, 'succeeded');
  expect(await story.collected(one.household)).toEqual([12_345]);
});

/** A second process on the same database and the same wallets. */
async function startSecond() {
  const { createHall } = await import('../../../server/src/app.ts');
  return createHall(hall.settings, { clock });
}

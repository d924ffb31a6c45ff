import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { type SharedClock, sharedClock } from '../../support/shared-clock.ts';
import { type AutopayStory, autopayStory, type Signer } from '../autopay/story.ts';

const callbackToken = 'a-secret-of-the-callback-of-32-characters';

describe('a text message pays by the agreement that its writer has signed', () => {
  let hall: RunningHall;
  let clock: SharedClock;
  let story: AutopayStory;

  beforeAll(async () => {
    clock = sharedClock();
    hall = await startHall({
      clock,
      timeFile: clock.timeFile,
      environment: { SMS_CALLBACK_TOKEN: callbackToken },
    });
    story = autopayStory(hall, clock);
    await hall.sandbox.post('/control/settings', {
      smsCallbackUrl: `${hall.url}/notify/sms/tencent/${callbackToken}`,
      // The hall signs what it sends to them by real time, whatever the clock of this story says.
      smsLeewaySeconds: 366 * 86_400,
    });
  }, 60_000);
  afterAll(async () => {
    await hall?.close();
    clock?.close();
  });

  const inboxOf = async ({ resident: { phone } }: Signer) => {
    await hall.app.runJob('deliver-outbox');
    const reply = await hall.sandbox.get<
      { template: string; params: Record<string, string> }[] | { messages: never[] }
    >(`/control/sms?phone=${phone}`);
    return Array.isArray(reply) ? reply : reply.messages;
  };
  async function write(signer: Signer, text: string) {
    const answers = async () =>
      (await inboxOf(signer)).filter(message => message.template.startsWith('sms-'));
    const before = (await answers()).length;
    const at = clock.now().toISOString();
    await hall.sandbox.post('/control/sms/inbound', { phone: signer.resident.phone, text, at });
    await hall.app.idle();
    const [newest] = await eventually(answers, inbox => inbox.length > before);
    return { template: newest!.template.replace('.zh', ''), params: Object.values(newest!.params) };
  }
  async function confirmed(signer: Signer) {
    const { params } = await write(signer, 'JF');
    return write(signer, params.find(value => /^\d{6}$/.test(value))!);
  }

  test('Alipay is debited at the word, once, for what was quoted, as a payment by text message', async () => {
    const signer = await story.signer('alipay');
    await story.bill(signer, 12_345);
    const answer = await confirmed(signer);
    expect(answer).toMatchObject({ template: 'sms-debiting' });
    expect(answer.params).toEqual(expect.arrayContaining(['¥123.45', '支付宝']));
    await story.ends(signer, 'succeeded');
    expect(await story.collected(signer.household)).toEqual([12_345]);
    const { rows } = await hall.owner.query(
      `SELECT p.channel, p.gateway, p.status FROM payments p JOIN payment_items i ON i.payment_id = p.id JOIN payables y ON y.id = i.payable_id
        WHERE y.holder_period_id = $1`,
      [signer.household.holderPeriodId],
    );
    expect(rows).toEqual([{ channel: 'sms', gateway: 'alipay', status: 'settled' }]);
    expect((await write(signer, 'CX')).template).toBe('sms-nothing-due');
    // Whoever asked for it is answered, and the sweep does not tell the same again.
    await hall.app.runJob('sweep-alerts');
    const told = await hall.owner.query('SELECT event FROM notices WHERE person_id = $1', [
      signer.resident.personId,
    ]);
    expect(told.rows).toEqual([{ event: 'payment-credited' }]);
    expect(await story.differences()).toEqual([]);
  });

  test('a wallet that is empty is told like every failed debit, and the bill is still owed', async () => {
    const signer = await story.signer('alipay');
    const bill = await story.bill(signer, 9_900);
    await story.behave(signer, 'poor');
    expect((await confirmed(signer)).template).toBe('sms-debiting');
    expect(await story.told(signer, 1)).toHaveLength(1);
    expect(await story.owed(bill)).toBe(9_900);
    expect(await story.collected(signer.household)).toEqual([]);
  });

  test('WeChat wants its customers told days ahead: a link at the word', async () => {
    const signer = await story.signer('wechat-pay');
    await story.bill(signer, 5_000);
    expect((await confirmed(signer)).template).toBe('sms-pay-link');
  });

  test('WeChat told, and its day come: debited at the word, once, and not again by the month’s own run', async () => {
    const signer = await story.signer('wechat-pay');
    await story.bill(signer, 6_700);
    await story.announced();
    // Its first day has begun and it has not been tried yet.
    expect(await story.debit(signer)).toMatchObject({ status: 'noticed', attempts: 0 });
    const answer = await confirmed(signer);
    expect(answer).toMatchObject({ template: 'sms-debiting' });
    expect(answer.params).toEqual(expect.arrayContaining(['¥67.00']));
    await story.ends(signer, 'succeeded');
    await story.run();
    expect(await story.collected(signer.household)).toEqual([6_700]);
    const { rows } = await hall.owner.query(
      `SELECT DISTINCT p.channel, p.gateway FROM payments p JOIN payment_items i ON i.payment_id = p.id JOIN payables y ON y.id = i.payable_id
        WHERE y.holder_period_id = $1`,
      [signer.household.holderPeriodId],
    );
    expect(rows).toEqual([{ channel: 'sms', gateway: 'wechat-pay' }]);
    expect(await story.differences()).toEqual([]);
  });

  test('what a bank has been asked for, or another of the household is paying, is not promised: a link at the word', async () => {
    const [atBank, paid] = [await story.signer('alipay'), await story.signer('alipay')];
    await story.unknownAtBank(atBank, await story.bill(atBank, 3_100));
    expect((await confirmed(atBank)).template).toBe('sms-pay-link');
    const bill = await story.bill(paid, 3_200);
    const { resident } = await story.person('alipay', paid.household);
    const product = { channel: 'alipay', method: 'alipay', product: 'create' };
    expect((await story.start({ ...paid, resident, bill }, product)).status).toBe(201);
    expect((await confirmed(paid)).template).toBe('sms-pay-link');
    for (const signer of [atBank, paid]) expect(await story.debit(signer)).toBeUndefined();
  });

  test("somebody else's agreement for the household is not used, and a new bill beside a told one is not put under it", async () => {
    const signer = await story.signer('alipay');
    const other = await story.person('alipay', signer.household);
    await story.bill(signer, 4_000);
    expect((await confirmed({ ...signer, resident: other.resident })).template).toBe('sms-pay-link');
    expect(await story.collected(signer.household)).toEqual([]);
    expect(await story.differences()).toEqual([]);
  });
});

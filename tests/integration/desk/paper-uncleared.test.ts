/** A cheque pays a bill at once; what of it was too much is nobody's to take until the bank has credited it. */
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { businessDate } from '../../../server/src/shared/dates.ts';
import { type DeskStory, type Member, openDeskStory } from './desk-story.ts';

let story: DeskStory;
let supervisor: Member;
let finance: Member;
beforeAll(async () => {
  story = await openDeskStory();
  supervisor = await story.member('supervisor');
  finance = await story.member('finance');
});
afterAll(() => story.close());
beforeEach(async () => expect(await story.differences()).toEqual([]));

const prepaymentFen = 20_000;

/** Pays the bill, and money is left for a later one that is due tomorrow. */
async function chequeOverTheBill() {
  const customer = await story.customer();
  const body = {
    ...story.pays(customer),
    prepaymentFen,
    tender: 'cheque',
    reference: String(randomInt(10_000_000, 99_999_999)),
    bank: '建设银行文登支行',
  };
  const taken = await story.post(await story.clerk(), '/staff/desk/takings', body);
  expect([taken.status, taken.body.status]).toEqual([201, 'uncleared']);
  const path = `/staff/desk/takings/${taken.body.paymentNo}`;
  story.clock.pass(86_400);
  const dueOn = businessDate(story.clock.now());
  const later = await story.hall.world.bill(customer.household, {
    amountFen: 15_000,
    month: '2026-11',
    dueOn,
  });
  return {
    customer,
    paymentNo: taken.body.paymentNo as string,
    later: { ...customer, bill: later },
    clear: () => story.post(finance, `${path}/clear`),
    bounce: (who: Member) => story.post(who, `${path}/bounce`, { reason: '存款不足' }),
    refund: (amountFen: number) =>
      story.post(finance, `/staff/payments/${taken.body.paymentNo}/refunds`, {
        amountFen,
        reason: '客户要求退回多缴款',
      }),
  };
}
const apply = () => story.hall.app.runJob('apply-balances');

it('is not paid out and pays no other bill, and the cheque can bounce', async () => {
  const { customer, later, bounce, refund } = await chequeOverTheBill();
  const refused = await refund(5_000);
  expect([refused.status, refused.body.error]).toEqual([409, 'paper-uncleared']);
  await apply();
  expect([await story.owed(later), await story.balance(customer)]).toEqual([15_000, prepaymentFen]);

  expect((await bounce(finance)).status).toBe(200);
  // Whoever asks for the money while the bounce is approved comes too late, or too early.
  const [bounced, asked] = await Promise.all([bounce(supervisor), refund(5_000)]);
  expect(bounced.body).toMatchObject({ status: 'bounced' });
  expect(['paper-uncleared', 'refund-too-large']).toContain(asked.body.error);
  expect([await story.owed(customer), await story.owed(later)]).toEqual([12_300, 15_000]);
  expect(await story.balance(customer)).toBe(0);
  expect(await story.differences()).toEqual([]);
});

it('pays what is due and may be given back once the cheque is cleared', async () => {
  const { customer, later, clear, refund } = await chequeOverTheBill();
  expect((await clear()).body.status).toBe('cleared');
  await apply();
  expect([await story.owed(later), await story.balance(customer)]).toEqual([0, 5_000]);
  expect(await refund(5_000)).toMatchObject({ status: 201, body: { way: 'payout' } });
  expect(await story.differences()).toEqual([]);
});

it('was asked back before it was known not to be cleared: no second person releases it until it is', async () => {
  const { paymentNo, clear, refund } = await chequeOverTheBill();
  const isNow = (status: string) =>
    story.hall.owner.query('UPDATE counter_takings SET status = $2 WHERE payment_no = $1', [
      paymentNo,
      status,
    ]);
  await isNow('taken');
  const { body } = await refund(5_000);
  expect(body).toMatchObject({ way: 'payout', status: 'awaiting-approval' });
  await isNow('uncleared');
  const release = () => story.post(supervisor, `/staff/refunds/${body.refundNo}/approval`, { approve: true });
  const refused = await release();
  expect([refused.status, refused.body.error]).toEqual([409, 'paper-uncleared']);
  expect((await clear()).body.status).toBe('cleared');
  expect(await release()).toMatchObject({ status: 200, body: { status: 'pending' } });
  expect(await story.differences()).toEqual([]);
});

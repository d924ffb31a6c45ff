/** The code on the customer's phone: paid, refused, or nothing certain — and never charged twice. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { type Customer, type DeskStory, freshKey, type Member, openDeskStory } from './desk-story.ts';

let story: DeskStory;
let clerk: Member;
let supervisor: Member;
beforeAll(async () => {
  story = await openDeskStory();
  clerk = await story.clerk();
  supervisor = await story.member('supervisor');
});
afterAll(() => story.close());

type Wallet = 'wechat-pay' | 'alipay';
type Behaviour = 'pays' | 'asks' | 'poor' | 'unclear';
const code = async (wallet: Wallet, behaviour: Behaviour) =>
  (await story.hall.sandbox.post<{ authCode: string }>('/control/pay-codes', { wallet, behaviour })).authCode;
const scan = (customer: Customer, authCode: string, key?: string) =>
  story.post(clerk, '/staff/desk/pay-codes', { ...story.pays(customer), authCode }, key);
const look = async (paymentNo: string) => (await story.get(clerk, `/staff/desk/takings/${paymentNo}`)).body;
/** The clerk's screen keeps looking; the gateway is asked every two seconds. */
const becomes = (paymentNo: string, stage: string) =>
  eventually(
    async () => {
      story.clock.pass(2);
      return look(paymentNo);
    },
    view => view.stage === stage,
  );
const pay = (paymentNo: string) => story.hall.sandbox.post('/control/pay', { paymentNo });
const booked = async (paymentNo: string) => {
  const { rows } = await story.hall.owner.query(
    `SELECT count(c.id)::int AS times, coalesce(sum(c.amount_fen), 0)::int AS "in", coalesce(sum(c.refunded_fen), 0)::int AS out
       FROM payments p LEFT JOIN collections c ON c.payment_id = p.id WHERE p.payment_no = $1`,
    [paymentNo],
  );
  return rows[0];
};

const voided = (paymentNo: string) =>
  eventually(
    async () => {
      await story.hall.app.runJob('send-refunds');
      return look(paymentNo);
    },
    ({ status }) => status === 'voided',
  );
/** Another person decides about the refund that waits. */
async function decide(paymentNo: string, approve: boolean): Promise<void> {
  const finance = await story.member('finance');
  const { rows } = await story.hall.owner.query(
    `SELECT f.refund_no FROM refunds f JOIN payments p ON p.id = f.payment_id WHERE p.payment_no = $1 AND f.status = 'awaiting-approval'`,
    [paymentNo],
  );
  expect(rows).toHaveLength(1);
  const path = `/staff/refunds/${rows[0].refund_no}/approval`;
  expect((await story.post(finance, path, { approve, note: '已核对' })).status).toBe(200);
}

describe.each<Wallet>(['wechat-pay', 'alipay'])('a pay code of %s', wallet => {
  it('that pays at once settles the bill within the request', async () => {
    const customer = await story.customer();
    const scanned = await scan(customer, await code(wallet, 'pays'));
    expect(scanned.body).toMatchObject({ tender: 'pay-code', stage: 'paid', amountFen: 12_300 });
    expect(scanned.body.receiptNo).toMatch(/\d/);
    expect(await story.owed(customer)).toBe(0);
  });

  it('that asks for a password waits, and is paid when the customer has typed it', async () => {
    const customer = await story.customer();
    const { body } = await scan(customer, await code(wallet, 'asks'));
    expect(body.stage).toBe('waiting');
    await pay(body.paymentNo);
    await becomes(body.paymentNo, 'paid');
    expect(await booked(body.paymentNo)).toEqual({ times: 1, in: 12_300, out: 0 });
  });

  it('of a customer without money is refused, and another code pays', async () => {
    const customer = await story.customer();
    const poor = await scan(customer, await code(wallet, 'poor'));
    expect(poor.body.stage).toBe('failed');
    expect((await scan(customer, await code(wallet, 'pays'))).body.stage).toBe('paid');
    expect(await story.balance(customer)).toBe(0);
  });

  it('of which the gateway says that it does not know is no failure: the query finds the money', async () => {
    const customer = await story.customer();
    const { body } = await scan(customer, await code(wallet, 'unclear'));
    expect(body.stage).toBe('waiting');
    const second = await scan(customer, await code(wallet, 'pays'));
    expect(second.body.error).toBe('payment-in-progress');
    await becomes(body.paymentNo, 'paid');
    expect(await booked(body.paymentNo)).toEqual({ times: 1, in: 12_300, out: 0 });
    expect(await story.balance(customer)).toBe(0);
  });

  it('that nobody confirms is undone after a minute, and the bill can be paid otherwise', async () => {
    const customer = await story.customer();
    const { body } = await scan(customer, await code(wallet, 'asks'));
    story.clock.pass(61);
    await story.hall.app.runJob('close-expired');
    expect((await look(body.paymentNo)).stage).toBe('failed');
    await pay(body.paymentNo).catch(() => undefined);
    expect((await scan(customer, await code(wallet, 'pays'))).body.stage).toBe('paid');
    expect(await story.balance(customer)).toBe(0);
  });

  it('that is confirmed while it is being undone ends without money, in the books as at the gateway', async () => {
    const customer = await story.customer();
    const { body } = await scan(customer, await code(wallet, 'asks'));
    // The customer types the password after our last question and just before the reversal arrives.
    await story.hall.sandbox.post('/control/faults', {
      gateway: wallet,
      on: 'cancel',
      fault: 'pay-before',
      times: 1,
    });
    story.clock.pass(61);
    await story.hall.app.runJob('close-expired');
    const { in: came, out } = await booked(body.paymentNo);
    // Alipay tells of the money and of its way back; WeChat tells of neither, as if nothing had been.
    expect([came, out]).toEqual(wallet === 'alipay' ? [12_300, 12_300] : [0, 0]);
    await story.hall.sandbox.post('/control/faults', { rules: [] });
    expect(await story.owed(customer)).toBe(12_300);
    expect(await story.differences()).toEqual([]);
  });

  it('is given back by its gateway when a supervisor voids it on the same day', async () => {
    const customer = await story.customer();
    const { body } = await scan(customer, await code(wallet, 'pays'));
    const path = `/staff/desk/takings/${body.paymentNo}/void`;
    expect((await story.post(supervisor, path, { reason: '户号有误' })).body.status).toMatch(/^void/);
    await voided(body.paymentNo);
    expect(await booked(body.paymentNo)).toEqual({ times: 1, in: 12_300, out: 12_300 });
    expect(await story.owed(customer)).toBe(12_300);
  });

  it('of a large sum is not voided before a second person has agreed and the money is back', async () => {
    const customer = await story.customer(60_000);
    const { body } = await scan(customer, await code(wallet, 'pays'));
    const path = `/staff/desk/takings/${body.paymentNo}/void`;
    const ask = () => story.post(supervisor, path, { reason: '户号有误' });
    // Asked for twice at once it is one refund.
    const asked = await Promise.all([ask(), ask()]);
    expect(asked.filter(({ status }) => status === 200).map(answer => answer.body.status)).toContain(
      'voiding',
    );
    expect((await ask()).body.error).toBe('taking-not-undoable');
    await decide(body.paymentNo, false);
    expect(await look(body.paymentNo)).toMatchObject({ status: 'taken', stage: 'paid' });
    expect(await booked(body.paymentNo)).toEqual({ times: 1, in: 60_000, out: 0 });
    expect((await ask()).body.status).toBe('voiding');
    await decide(body.paymentNo, true);
    await voided(body.paymentNo);
    expect(await booked(body.paymentNo)).toEqual({ times: 1, in: 60_000, out: 60_000 });
    expect(await story.owed(customer)).toBe(60_000);
    expect(await story.differences()).toEqual([]);
  });

  it('that its gateway does not give back is taken as before, and can be voided anew', async () => {
    const customer = await story.customer();
    const { body } = await scan(customer, await code(wallet, 'pays'));
    const path = `/staff/desk/takings/${body.paymentNo}/void`;
    await story.hall.sandbox.post('/control/faults', {
      gateway: wallet,
      on: 'refund',
      fault: 'decline',
      count: 1,
    });
    await story.post(supervisor, path, { reason: '户号有误' });
    expect((await look(body.paymentNo)).status).toBe('taken');
    expect(await booked(body.paymentNo)).toEqual({ times: 1, in: 12_300, out: 0 });
    await story.post(supervisor, path, { reason: '户号有误' });
    await voided(body.paymentNo);
    expect(await booked(body.paymentNo)).toEqual({ times: 1, in: 12_300, out: 12_300 });
  });
});

it('the same request again, its answer lost, charges nothing new', async () => {
  const customer = await story.customer();
  const [authCode, key] = [await code('wechat-pay', 'pays'), freshKey()];
  const answers = await Promise.all([scan(customer, authCode, key), scan(customer, authCode, key)]);
  const again = await scan(customer, authCode, key);
  const numbers = [...answers, again].flatMap(({ status, body }) => (status === 201 ? body.paymentNo : []));
  expect(new Set(numbers).size).toBe(1);
  expect(await booked(again.body.paymentNo)).toEqual({ times: 1, in: 12_300, out: 0 });
});

it('two clerks who scan for one bill at once charge one customer', async () => {
  const customer = await story.customer();
  const other = await story.clerk();
  const [first, second] = [await code('wechat-pay', 'asks'), await code('alipay', 'asks')];
  const answers = await Promise.all([
    scan(customer, first),
    story.post(other, '/staff/desk/pay-codes', { ...story.pays(customer), authCode: second }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
});

it('a clerk gives up only after the gateway had time, and digits of no wallet are refused', async () => {
  const customer = await story.customer();
  const { body } = await scan(customer, await code('alipay', 'asks'));
  const path = `/staff/desk/takings/${body.paymentNo}/give-up`;
  expect((await story.post(clerk, path)).body.error).toBe('pay-code-too-fresh');
  story.clock.pass(20);
  expect((await story.post(clerk, path)).body.stage).toBe('failed');
  const strange = await scan(customer, '9999999999999999');
  expect(strange.body.error).toBe('pay-code-unknown');
});

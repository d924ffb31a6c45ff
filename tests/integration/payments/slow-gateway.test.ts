/** A gateway that answers slowly, or not at all, holds up its own payments and refunds and nobody else's. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { customerOf, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

const opened = async (method: 'wechat' | 'alipay') => {
  const customer = await customerOf(till);
  const { paymentNo } = await customer.start({ method });
  return { customer, paymentNo: paymentNo as string };
};
const becomes = (paymentNo: string, status: string) =>
  eventually(
    () => till.one<{ status: string }>('SELECT status FROM payments WHERE payment_no = $1', [paymentNo]),
    row => row.status === status,
  );
/** WeChat gets the question and keeps silent until it is let go. */
function silence<K extends 'query' | 'refund'>(call: K): () => void {
  const { gateway } = till.model;
  const honest = gateway[call] as (...input: unknown[]) => Promise<unknown>;
  let letGo = () => {};
  const silent = new Promise<void>(done => {
    letGo = done;
  });
  Object.assign(gateway, { [call]: (...input: unknown[]) => silent.then(() => honest(...input)) });
  return () => {
    Object.assign(gateway, { [call]: honest });
    letGo();
  };
}

it.each([
  ['query-back', 70, 'settled'],
  ['close-expired', 31 * 60, 'closed'],
])(
  '%s goes on at the other gateways, with what becomes due meanwhile as well',
  async (job, seconds, ends) => {
    for (let held = 0; held < 21; held++) await opened('wechat');
    const first = await opened('alipay');
    if (ends === 'settled') till.other.pay(first.paymentNo);
    till.advance(seconds);
    const letGo = silence('query');
    const running = till.job(job);
    await becomes(first.paymentNo, ends);
    const second = await opened('alipay');
    if (ends === 'settled') till.other.pay(second.paymentNo);
    till.advance(seconds);
    await becomes(second.paymentNo, ends);
    letGo();
    await running;
  },
);

it('refunds are sent at the other gateways, and those of a gateway that is no longer configured hold up nobody', async () => {
  const [held, orphan, other] = [await opened('wechat'), await opened('wechat'), await opened('alipay')];
  for (const { paymentNo } of [held, orphan]) till.model.pay(paymentNo);
  till.other.pay(other.paymentNo);
  till.advance(70);
  await till.job('query-back');
  for (const { paymentNo } of [held, orphan, other]) await becomes(paymentNo, 'settled');
  const letGo = silence('refund');
  till.other.mode = 'lost-request';
  const asked = [held, orphan, other].map(({ paymentNo }) =>
    till.call('post', '/staff/payments/:paymentNo/refunds', {
      actor: till.clerk(),
      params: { paymentNo },
      body: { amountFen: 100, reason: '退款' },
      requestKey: `refund-${paymentNo}`,
    }),
  );
  await asked[2];
  till.other.mode = 'honest';
  await till.owner.query(
    `UPDATE collections c SET source = 'gone:model' FROM payments p WHERE p.id = c.payment_id AND p.payment_no = $1`,
    [orphan.paymentNo],
  );
  till.advance(70);
  const running = till.job('send-refunds');
  const sent = await eventually(
    async () => till.other.orders.get(other.paymentNo)!.refunds.size,
    size => size > 0,
  );
  expect(sent).toBe(1);
  letGo();
  await Promise.all([...asked, running]);
});

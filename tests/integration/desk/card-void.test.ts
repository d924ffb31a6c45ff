/** A card's money may go back only while the books have it to give: reserved before the acquirer is asked, released when it refuses. */
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { type Customer, type DeskStory, type Member, openDeskStory } from './desk-story.ts';

let story: DeskStory;
let supervisor: Member;
let clerk: Member;
let finance: Member;
let terminal: string;
beforeAll(async () => {
  story = await openDeskStory();
  supervisor = await story.member('supervisor');
  finance = await story.member('finance');
  clerk = await story.clerk();
  terminal = await story.terminal();
});
afterEach(() => story.hall.sandbox.post('/control/faults', { rules: [] }));
afterAll(() => story.close());

interface Sold {
  customer: Customer;
  saleId: number;
  paymentNo: string;
}
/** A card for the bill, or as a prepayment of the same sum. */
async function sold(what: 'bill' | 'prepayment', at = terminal): Promise<Sold> {
  const customer = await story.customer(12_300);
  const pays =
    what === 'bill'
      ? story.pays(customer)
      : { accountNo: customer.household.accountNo, items: [], prepaymentFen: 12_300 };
  const { body } = await story.post(clerk, '/staff/desk/card-sales', { ...pays, terminal: at });
  expect(body.status).toBe('approved');
  return { customer, saleId: body.saleId, paymentNo: body.paymentNo };
}
const undo = ({ paymentNo }: Sold) =>
  story.post(supervisor, `/staff/desk/takings/${paymentNo}/void`, { reason: '户号有误' });
const statusOf = async ({ saleId, paymentNo }: Sold) => [
  (await story.get(clerk, `/staff/desk/card-sales/${saleId}`)).body.status,
  (await story.get(clerk, `/staff/desk/takings/${paymentNo}`)).body.status,
];
const follow = async () => {
  story.clock.pass(120);
  await story.hall.app.runJob('follow-card-sales');
};
const fault = (rule: Record<string, unknown>) =>
  story.hall.sandbox.post('/control/faults', { gateway: 'acquirer', on: 'void', keep: true, ...rule });
/** How the acquirer holds the sales of a terminal. */
const there = async (at: string) =>
  (
    await story.hall.sandbox.get<{ type: string; state: string }[]>(`/control/acquirer/trades?terminal=${at}`)
  ).flatMap(({ type, state }) => (type === 'sale' ? state : []));
const refundsOf = async ({ paymentNo }: Sold) =>
  (
    await story.hall.owner.query(
      `SELECT f.way, f.status FROM refunds f JOIN payments p ON p.id = f.payment_id WHERE p.payment_no = $1 ORDER BY f.id`,
      [paymentNo],
    )
  ).rows.map(({ way, status }) => `${way} ${status}`);
const payBack = ({ paymentNo }: Sold, amountFen = 12_300) =>
  story.post(finance, `/staff/payments/${paymentNo}/refunds`, { amountFen, reason: '退款' });

it('money that has paid another bill meanwhile is not asked back from the acquirer, and the batch closes', async () => {
  const at = await story.terminal();
  const sale = await sold('prepayment', at);
  await story.hall.world.bill(sale.customer.household, { amountFen: 5_000, month: '2026-09' });
  const asked = await undo(sale);
  expect([asked.status, asked.body.error]).toEqual([409, 'refund-balance-used']);
  expect(await there(at)).toEqual(['approved']);
  expect(await statusOf(sale)).toEqual(['approved', 'taken']);
  const settled = await story.post(clerk, `/staff/desk/card-terminals/${at}/settlement`);
  expect(settled.body).toMatchObject({ status: 'equal', sales: 1, voids: 0 });
});

it('money of which a part is being given back otherwise is not asked back from the acquirer', async () => {
  const at = await story.terminal();
  const sale = await sold('bill', at);
  expect((await payBack(sale, 300)).body).toMatchObject({ way: 'payout', status: 'awaiting-approval' });
  expect((await undo(sale)).body.error).toBe('refund-too-large');
  expect(await there(at)).toEqual(['approved']);
});

it('while the acquirer does not answer, the money can neither be refunded nor pay another bill; then it is voided once', async () => {
  const sale = await sold('prepayment');
  await fault({ fault: 'reset-after', count: 1 });
  expect((await undo(sale)).body.status).toBe('voiding');
  await story.hall.world.bill(sale.customer.household, { amountFen: 5_000, month: '2026-09' });
  expect(await story.balance(sale.customer)).toBe(0);
  expect((await payBack(sale)).body.error).toBe('refund-too-large');
  expect(await story.differences()).toEqual([]);
  await follow();
  expect(await statusOf(sale)).toEqual(['voided', 'voided']);
  expect(await refundsOf(sale)).toEqual(['reversal succeeded']);
  expect(await story.differences()).toEqual([]);
});

it('refused by the acquirer, the money lies where it lay, staff are told, and it can be given back otherwise', async () => {
  const sale = await sold('bill');
  await fault({ fault: 'decline', code: '13', count: 1 });
  expect((await undo(sale)).body.status).toBe('taken');
  expect(await statusOf(sale)).toEqual(['approved', 'taken']);
  expect(await story.owed(sale.customer)).toBe(0);
  expect(await refundsOf(sale)).toEqual(['reversal failed']);
  const { rows } = await story.hall.owner.query(
    `SELECT o.kind, o.detail ->> 'reason' AS reason FROM odd_payments o JOIN payments p ON p.id = o.payment_id WHERE p.payment_no = $1`,
    [sale.paymentNo],
  );
  expect(rows).toEqual([{ kind: 'refund-failed', reason: '13' }]);
  expect((await undo(sale)).body.status).toBe('voided');
  expect(await refundsOf(sale)).toEqual(['reversal failed', 'reversal succeeded']);
  expect(await story.differences()).toEqual([]);
});

it.each(['40', '94'])('a refusal (%s) of what an earlier message has voided is no refusal', async code => {
  const sale = await sold('bill');
  await fault({ fault: 'reset-after', count: 1 });
  expect((await undo(sale)).body.status).toBe('voiding');
  await story.hall.sandbox.post('/control/faults', { rules: [] });
  await fault({ fault: 'decline', code, count: 1 });
  await follow();
  expect(await statusOf(sale)).toEqual(['voided', 'voided']);
  expect(await refundsOf(sale)).toEqual(['reversal succeeded']);
  expect(await story.owed(sale.customer)).toBe(12_300);
});

it('what finance has booked from the acquirer’s file meanwhile is booked once', async () => {
  const sale = await sold('bill');
  await fault({ fault: 'reset-after', count: 1 });
  await undo(sale);
  const { rows } = await story.hall.owner.query(
    `SELECT reverse_collection(c.source, c.trade_no, 'R2026113000000000000001', c.amount_fen, NULL, 'staff:finance', '对账差异', c.clearing_on) AS result
       FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`,
    [sale.paymentNo],
  );
  expect(rows).toEqual([{ result: 'reversed' }]);
  await follow();
  expect(await statusOf(sale)).toEqual(['voided', 'voided']);
  expect(await refundsOf(sale)).toEqual(['reversal succeeded']);
  expect(await story.differences()).toEqual([]);
});

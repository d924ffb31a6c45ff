/** A server that dies between the deed and its answer: the client asks again under the same key, and the deed is not done twice. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { freshKey, type PaymentStory, paymentStory } from '../payments/story.ts';

let hall: RunningHall;
let story: PaymentStory;
beforeAll(async () => {
  hall = await startHall();
  story = paymentStory(hall);
});
beforeEach(() => hall.sandbox.post('/control/reset'));
afterAll(() => hall.close());

/** What a process leaves behind that died after the deed and before it could note its answer, half a minute ago. */
const loseAnswer = (key: string) =>
  hall.owner.query(
    `UPDATE idempotency_keys SET status = NULL, response = NULL, created_at = now() - interval '1 minute' WHERE key = $1`,
    [key],
  );
const count = async (table: string, paymentNo: string) => {
  const where =
    table === 'payments' ? 'payment_no = $1' : 'payment_id = (SELECT id FROM payments WHERE payment_no = $1)';
  return (await hall.owner.query(`SELECT count(*)::int AS count FROM ${table} WHERE ${where}`, [paymentNo]))
    .rows[0].count;
};

it('a start whose answer was lost gives the client its payment, with what it needs to pay', async () => {
  const payer = await story.payer();
  const key = freshKey();
  const first = await story.start(payer, {}, key);
  await loseAnswer(key);
  const second = await story.start(payer, {}, key);
  expect(second.status).toBe(201);
  expect(second.body).toEqual(first.body);
  const { rows } = await hall.owner.query(
    'SELECT count(*)::int AS count FROM payments WHERE person_id = $1',
    [payer.resident.personId],
  );
  expect(rows[0].count).toBe(1);
});

it('a prepayment that was paid meanwhile is not begun a second time', async () => {
  const payer = await story.payer();
  const key = freshKey();
  const prepayment = { items: [], prepayments: [{ accountNo: payer.household.accountNo, amountFen: 5_000 }] };
  const first = await story.start(payer, prepayment, key);
  await story.pay(first.body.paymentNo);
  await story.reaches(payer, first.body.paymentNo, 'credited');
  await loseAnswer(key);
  const second = await story.start(payer, prepayment, key);
  expect(second).toMatchObject({ status: 201, body: { paymentNo: first.body.paymentNo, stage: 'credited' } });
});

it('a claim that outlives its patience while the first request still runs does not begin a second payment', async () => {
  const payer = await story.payer();
  const key = freshKey();
  await hall.sandbox.post('/control/faults', {
    rules: [{ gateway: 'wechat-pay', on: 'create', fault: 'delay', delayMs: 1_500, count: 1 }],
  });
  const slow = story.start(payer, {}, key);
  await new Promise(done => setTimeout(done, 500));
  await hall.owner.query(
    `UPDATE idempotency_keys SET created_at = now() - interval '1 minute' WHERE key = $1`,
    [key],
  );
  const impatient = await story.start(payer, {}, key);
  expect(impatient.status).toBe(201);
  expect((await slow).body.paymentNo).toBe(impatient.body.paymentNo);
});

it.each(['whole', 'part'])('a refund (%s) whose answer was lost is not given twice', async which => {
  const payer = await story.payer(10_000);
  const paymentNo = await story.paid(payer);
  const cookie = await story.staff('finance');
  const key = freshKey();
  const ask = () =>
    hall.call('POST', `/staff/payments/${paymentNo}/refunds`, {
      cookie,
      key,
      body: { amountFen: which === 'whole' ? 10_000 : 3_000, reason: '重复缴费' },
    });
  const first = await ask();
  expect(first.status).toBe(201);
  await loseAnswer(key);
  const second = await ask();
  expect(second).toMatchObject({ status: 201, body: { refundNo: first.body.refundNo } });
  expect(await count('refunds', paymentNo)).toBe(1);
  expect(await story.differences()).toEqual([]);
});

it('the same key with another body, or of another person, is another request', async () => {
  const [payer, other] = [await story.payer(), await story.payer()];
  const key = freshKey();
  const first = await story.start(payer, {}, key);
  expect((await story.start(other, {}, key)).body.paymentNo).not.toBe(first.body.paymentNo);
  const changed = await story.start(
    payer,
    { product: 'native', method: 'wechat', items: [{ payableId: payer.bill.payableId, amountFen: 1 }] },
    key,
  );
  expect(changed).toMatchObject({ status: 409, body: { error: 'idempotency-key-reused' } });
});

it("what a route answered is kept for its repeats, but nobody's name can be read in the table", async () => {
  const household = await hall.world.household({ name: '欧阳明月', phone: '13912345678' });
  const resident = await hall.world.resident({ phone: '13912345678' });
  const key = freshKey();
  const bind = () =>
    hall.call('POST', '/households', {
      token: resident.token,
      key,
      body: {
        accountNo: household.accountNo,
        proof: { kind: 'facts', phone: '13912345678', contractNo: household.contractNo },
      },
    });
  const first = await bind();
  expect(first).toMatchObject({ status: 200, body: { level: 'full', name: '欧阳明月' } });
  expect((await bind()).body).toEqual(first.body);
  const { rows } = await hall.owner.query(
    'SELECT response::text AS kept FROM idempotency_keys WHERE key = $1',
    [key],
  );
  expect(rows[0].kept).not.toContain('欧阳明月');
});

it('a staff request from a sandboxed frame is refused, not answered by an error of ours', async () => {
  const cookie = await story.staff('finance');
  const answer = await hall.call('POST', '/staff/odd-payments/1/resolution', {
    cookie,
    key: freshKey(),
    headers: { origin: 'null' },
    body: { action: 'dismiss', note: '试试' },
  });
  expect(answer.status).toBe(403);
});

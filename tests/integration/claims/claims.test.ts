/** "I paid the wrong household": said by the payer, answered by staff, and no money moves but by a refund. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { freshKey, type Payer, paymentStory } from '../payments/story.ts';

let hall: RunningHall;
let story: ReturnType<typeof paymentStory>;

beforeAll(async () => {
  hall = await startHall();
  story = paymentStory(hall);
});
afterAll(() => hall.close());

const reason = '给邻居交成了，户号输错一位';
const claim = ({ resident: { token } }: Payer, paymentNo: string) =>
  hall.call('POST', '/claims', {
    token,
    key: freshKey(),
    body: { paymentNo, reason, rightAccountNo: '3700000000001' },
  });

describe('a payment for the wrong household', () => {
  let payer: Payer;
  let paymentNo: string;
  let claimNo: string;
  let clerk: string;

  beforeAll(async () => {
    payer = await story.payer(9_900);
    paymentNo = await story.paid(payer);
    clerk = await story.staff('clerk');
  });

  const answer = (outcome: string) =>
    hall.call('POST', `/staff/claims/${claimNo}/answer`, {
      cookie: clerk,
      body: { outcome, answer: '已核实，钱会原路退回' },
    });

  it('is told in the payer’s words, which nobody reads in the table', async () => {
    const made = await claim(payer, paymentNo);
    claimNo = made.body.claimNo;
    expect(made.body).toMatchObject({ paymentNo, reason, status: 'open', amountFen: 9_900, refundedFen: 0 });
    const { rows } = await hall.owner.query('SELECT reason_enc FROM claims');
    expect(rows[0].reason_enc.toString('utf8')).not.toContain('邻居');
  });

  it('is told once while it is looked at', async () => {
    const again = await claim(payer, paymentNo);
    expect([again.status, again.body.error]).toEqual([409, 'claimed-already']);
  });

  it('waits for staff with what was meant', async () => {
    const { body } = await hall.call('GET', '/staff/claims?status=open', { cookie: clerk });
    expect(body.total).toBe(1);
    expect(body.claims[0]).toMatchObject({ claimNo, reason, rightAccountNo: '3700000000001' });
  });

  it('cannot be answered as given back before it was', async () => {
    const early = await answer('refunded');
    expect([early.status, early.body.error]).toEqual([409, 'refund-first']);
  });

  it('cannot be so while the refund waits for a second person: nothing of it has left', async () => {
    const { rows } = await hall.owner.query(
      `INSERT INTO refunds (refund_no, payment_id, collection_id, amount_fen, status, reason, requested_by)
       SELECT 'R-waits', p.id, c.id, 100, 'awaiting-approval', '错缴退回', 'staff:x' FROM payments p JOIN collections c ON c.payment_id = p.id
        WHERE p.payment_no = $1 RETURNING id`,
      [paymentNo],
    );
    const { body } = await hall.call('GET', '/claims', { token: payer.resident.token });
    expect(body.claims[0]).toMatchObject({ refundedFen: 0, refundingFen: 100 });
    const early = await answer('refunded');
    expect([early.status, early.body.error]).toEqual([409, 'refund-first']);
    await hall.owner.query('DELETE FROM refunds WHERE id = $1', [rows[0].id]);
  });

  it('is answered after the refund, and the payer reads the answer', async () => {
    const cookie = await story.staff('finance');
    const body = { amountFen: 9_900, reason: '错缴退回' };
    await hall.call('POST', `/staff/payments/${paymentNo}/refunds`, { cookie, body, key: freshKey() });
    const answered = (await answer('refunded')).body;
    expect(answered).toMatchObject({ status: 'refunded' });
    expect(answered.refundedFen + answered.refundingFen).toBe(9_900);
    const seen = await hall.call('GET', '/claims', { token: payer.resident.token });
    expect(seen.body.claims[0]).toMatchObject({ status: 'refunded', answer: '已核实，钱会原路退回' });
    const late = await answer('refused');
    expect([late.status, late.body.error]).toEqual([409, 'claim-answered']);
    const { rows } = await hall.owner.query(
      `SELECT action FROM audit_entries WHERE subject = $1 ORDER BY id`,
      [`claim:${claimNo}`],
    );
    expect(rows.map(({ action }) => action)).toEqual(['claim.make', 'claim.answer']);
  });
});

describe('a refund that has nothing to do with the claim', () => {
  const refund = async (paymentNo: string, amountFen: number) => {
    const cookie = await story.staff('finance');
    const body = { amountFen, reason: '退回' };
    const path = `/staff/payments/${paymentNo}/refunds`;
    const { refundNo } = (await hall.call('POST', path, { cookie, body, key: freshKey() })).body;
    const text = 'SELECT status FROM refunds WHERE refund_no = $1';
    await eventually(
      async () => (await hall.owner.query(text, [refundNo])).rows[0].status,
      status => status === 'succeeded',
    );
  };
  const answer = async (claimNo: string) =>
    hall.call('POST', `/staff/claims/${claimNo}/answer`, {
      cookie: await story.staff('clerk'),
      body: { outcome: 'refunded', answer: '已核实，钱会原路退回' },
    });

  it('was done before it: the claim is not given back by it, but by its own', async () => {
    const payer = await story.payer(9_900);
    const paymentNo = await story.paid(payer);
    await refund(paymentNo, 500);
    const { claimNo, ...made } = (await claim(payer, paymentNo)).body;
    expect(made).toMatchObject({ refundedFen: 0, refundingFen: 0 });
    expect((await answer(claimNo)).body.error).toBe('refund-first');
    await refund(paymentNo, 700);
    expect((await answer(claimNo)).body).toMatchObject({ status: 'refunded', refundedFen: 700 });
  });

  it('was the answer to an earlier claim: a second one waits for a refund of its own', async () => {
    const payer = await story.payer(9_900);
    const paymentNo = await story.paid(payer);
    const first = (await claim(payer, paymentNo)).body.claimNo;
    // Under way as the first is answered, done only after the second was made.
    const { rows } = await hall.owner.query(
      `INSERT INTO refunds (refund_no, payment_id, collection_id, amount_fen, status, reason, requested_by)
       SELECT 'R-first', p.id, c.id, 500, 'pending', '错缴退回', 'staff:x' FROM payments p JOIN collections c ON c.payment_id = p.id
        WHERE p.payment_no = $1 RETURNING id`,
      [paymentNo],
    );
    expect((await answer(first)).status).toBe(200);
    const second = (await claim(payer, paymentNo)).body.claimNo;
    await hall.owner.query(`UPDATE refunds SET status = 'succeeded', finished_at = now() WHERE id = $1`, [
      rows[0].id,
    ]);
    expect((await answer(second)).body.error).toBe('refund-first');
    await refund(paymentNo, 700);
    expect((await answer(second)).body).toMatchObject({ status: 'refunded', refundedFen: 700 });
    const { body } = await hall.call('GET', '/claims', { token: payer.resident.token });
    expect(body.claims[1]).toMatchObject({ claimNo: first, status: 'refunded' });
  });
});

it('a payment that was never credited is no claim', async () => {
  const payer = await story.payer();
  const started = await story.start(payer);
  const early = await claim(payer, started.body.paymentNo);
  expect([early.status, early.body.error]).toEqual([409, 'not-credited']);
});

describe('a person who leaves', () => {
  it('takes all that is stored along, in clear', async () => {
    const payer = await story.payer(4_400);
    const paymentNo = await story.paid(payer);
    await claim(payer, paymentNo);
    const { body } = await hall.call('GET', '/me/data', { token: payer.resident.token });
    expect(body).toMatchObject({
      phone: payer.resident.phone,
      bindings: [{ accountNo: payer.household.accountNo, level: 'full', until: null }],
      payments: [{ paymentNo, amountFen: 4_400, status: 'settled' }],
      claims: [{ paymentNo, reason }],
    });
  });

  it('is not forgotten while a payment is under way, whose money would belong to nobody', async () => {
    const payer = await story.payer();
    await story.start(payer);
    const request = { token: payer.resident.token, body: { confirm: true } };
    const refused = await hall.call('POST', '/me/deletion', request);
    expect([refused.status, refused.body.error]).toEqual([409, 'payment-underway']);
  });

  it('is forgotten: no phone, no sign-in, no household; the payment stays on the books', async () => {
    const payer = await story.payer(3_300);
    const paymentNo = await story.paid(payer);
    const { personId, token } = payer.resident;
    expect((await hall.call('POST', '/me/deletion', { token, body: { confirm: true } })).status).toBe(204);
    expect((await hall.call('GET', '/me', { token })).status).toBe(401);
    const { rows } = await hall.owner.query(
      `SELECT p.phone_enc, p.phone_hash, (SELECT count(*)::int FROM identities WHERE person_id = p.id) AS identities,
              (SELECT count(*)::int FROM sessions WHERE person_id = p.id) AS sessions,
              (SELECT count(*)::int FROM bindings WHERE person_id = p.id AND removed_at IS NULL) AS bindings,
              (SELECT count(*)::int FROM payments WHERE payment_no = $2 AND status = 'settled') AS payments
         FROM people p WHERE p.id = $1`,
      [personId, paymentNo],
    );
    expect(rows[0]).toEqual({
      phone_enc: null,
      phone_hash: null,
      identities: 0,
      sessions: 0,
      bindings: 0,
      payments: 1,
    });
    const again = await eventually(
      () => hall.world.resident({ phone: payer.resident.phone }),
      () => true,
    );
    expect(again.personId).not.toBe(personId);
  });
});

import { eventually } from '../../../support/hall.ts';
import { type Examples, freshKey } from '../example.ts';
import type { DeskMember, Scene } from '../scene.ts';

async function mustAnswer(promise: ReturnType<Scene['hall']['call']>) {
  const { status, body } = await promise;
  if (status >= 300) throw new Error(`the example could not be set up: ${status} ${JSON.stringify(body)}`);
  return body;
}

const orderOf = ({ bill }: Scene) => ({
  channel: 'web-hall',
  method: 'wechat',
  product: 'native',
  items: [{ payableId: bill.payableId, amountFen: bill.amountFen }],
});

/** A payment of the owner that waits for its payer. */
async function started(scene: Scene): Promise<string> {
  const request = { token: scene.owner.token, body: orderOf(scene), key: freshKey() };
  return (await mustAnswer(scene.hall.call('POST', '/payments', request))).paymentNo;
}

/** A payment of the owner that is on the books. */
async function credited({ hall, owner }: Scene, paymentNo: string) {
  await hall.sandbox.post('/control/pay', { paymentNo });
  const ask = async () => (await hall.call('GET', `/payments/${paymentNo}`, { token: owner.token })).body;
  return eventually(ask, view => view.stage === 'credited' && view.receiptNo);
}
export const paid = async (scene: Scene) => credited(scene, await started(scene));
const paymentNo = async (scene: Scene) => ({ params: { paymentNo: (await paid(scene)).paymentNo } });

/** A payment of the owner whose bill had been paid elsewhere: all of it lies on the balance. */
async function paidTwice(scene: Scene) {
  const number = await started(scene);
  await scene.hall.owner.query(
    `SELECT receive_payment($1, 'mobile-bank', 'partner:MB0001', $1, 'bank', NULL, '电费', ARRAY[$2::bigint], ARRAY[$3::bigint], '{}', '{}', now(), current_date, 'partner', true, '{}')`,
    [`P${number.slice(1).split('').reverse().join('')}`, scene.bill.payableId, scene.bill.amountFen],
  );
  await credited(scene, number);
  return { params: { paymentNo: number } };
}

async function checkCode(scene: Scene): Promise<string> {
  const { receiptNo } = await paid(scene);
  const { rows } = await scene.hall.owner.query('SELECT check_code FROM receipts WHERE receipt_no = $1', [
    receiptNo,
  ]);
  return rows[0].check_code;
}

/** A refund that waits for a second person: the hall of these tests asks for one whatever the sum. */
async function requested(scene: Scene, by: DeskMember): Promise<string> {
  const { paymentNo: number } = await paid(scene);
  const request = { cookie: by.cookie, body: { amountFen: 100, reason: '客户申请退款' }, key: freshKey() };
  return (await mustAnswer(scene.hall.call('POST', `/staff/payments/${number}/refunds`, request))).refundNo;
}

/** A refund past the gateway's term, approved and waiting for its bank transfer. */
async function payout(scene: Scene): Promise<string> {
  const { hall, desk } = scene;
  const { paymentNo: number } = await paid(scene);
  await hall.owner.query(
    `UPDATE collections SET paid_at = now() - interval '400 days' WHERE payment_id = (SELECT id FROM payments WHERE payment_no = $1)`,
    [number],
  );
  const refund = { cookie: desk.clerk.cookie, body: { amountFen: 100, reason: '多缴' }, key: freshKey() };
  const { refundNo } = await mustAnswer(hall.call('POST', `/staff/payments/${number}/refunds`, refund));
  const approval = { cookie: desk.supervisor.cookie, body: { approve: true }, key: freshKey() };
  await mustAnswer(hall.call('POST', `/staff/refunds/${refundNo}/approval`, approval));
  return refundNo;
}

async function oddPayment(scene: Scene): Promise<string> {
  const { rows } = await scene.hall.owner.query(
    `INSERT INTO odd_payments (kind, payment_id, amount_fen) SELECT 'wrong-amount', id, 1 FROM payments WHERE payment_no = $1 RETURNING id`,
    [await started(scene)],
  );
  return String(rows[0].id);
}

/** A credit that somebody else has proposed. */
async function proposed(scene: Scene): Promise<string> {
  const id = await oddPayment(scene);
  await scene.hall.owner.query(
    `UPDATE odd_payments SET proposal = '{"action":"credit","note":"已核对"}', proposed_by = 'staff:somebody', proposed_at = now() WHERE id = $1`,
    [id],
  );
  return id;
}

const own = { others: 'refused', payOnly: 'refused' } as const;
const unsigned = { make: () => ({ body: { id: 'forged', event_type: 'TRANSACTION.SUCCESS' } }) };

export const paymentsRequests: Examples = {
  'POST /api/v1/payments': {
    make: scene => ({ body: orderOf(scene) }),
    others: 'refused',
    payOnly: 'allowed',
  },
  'GET /api/v1/payments': { make: () => ({}), others: 'their-own' },
  'GET /api/v1/payments/:paymentNo': {
    make: async scene => ({ params: { paymentNo: await started(scene) } }),
    ...own,
  },
  'POST /api/v1/payments/:paymentNo/check': {
    make: async scene => ({ params: { paymentNo: await started(scene) } }),
    ...own,
  },
  'POST /api/v1/payments/:paymentNo/cancel': {
    make: async scene => ({ params: { paymentNo: await started(scene) } }),
    ...own,
  },
  'POST /api/v1/payments/:paymentNo/surplus-return': { make: paidTwice, ...own },
  'GET /api/v1/payments/:paymentNo/receipt': { make: paymentNo, ...own },
  'GET /api/v1/receipts/:receiptNo/pdf': {
    make: async scene => ({ params: { receiptNo: (await paid(scene)).receiptNo } }),
    ...own,
  },
  'GET /api/v1/receipt-checks/:checkCode': {
    make: async scene => ({ params: { checkCode: await checkCode(scene) } }),
  },
  'GET /r/:checkCode': { make: async scene => ({ params: { checkCode: await checkCode(scene) } }) },

  'POST /notify/wechat-pay/complaint': unsigned,
  'POST /notify/wechat-pay/payment': unsigned,
  'POST /notify/wechat-pay/refund': unsigned,
  'POST /notify/alipay': unsigned,

  'GET /api/v1/staff/payments': { make: () => ({}) },
  'GET /api/v1/staff/payments/:paymentNo': { make: paymentNo },
  'POST /api/v1/staff/payments/:paymentNo/query': {
    make: async scene => ({ params: { paymentNo: await started(scene) } }),
  },
  'GET /api/v1/staff/odd-payments': { make: () => ({}) },
  'POST /api/v1/staff/odd-payments/:id/resolution': {
    make: async scene => ({
      params: { id: await oddPayment(scene) },
      body: { action: 'dismiss', note: '已核对' },
    }),
  },
  'POST /api/v1/staff/odd-payments/:id/approval': {
    make: async scene => ({
      params: { id: await proposed(scene) },
      body: { approve: false, note: '与凭证不符' },
    }),
  },
  'POST /api/v1/staff/payments/:paymentNo/refunds': {
    make: async scene => ({ ...(await paymentNo(scene)), body: { amountFen: 100, reason: '客户申请退款' } }),
  },
  'GET /api/v1/staff/refunds': { make: () => ({}) },
  'POST /api/v1/staff/refunds/:refundNo/approval': {
    make: async scene => ({
      params: { refundNo: await requested(scene, scene.desk.clerk) },
      body: { approve: true },
    }),
  },
  'POST /api/v1/staff/refunds/:refundNo/payout': {
    make: async scene => ({
      params: { refundNo: await payout(scene) },
      body: { bankReference: freshKey() },
    }),
  },
  'POST /api/v1/staff/refunds/:refundNo/payout-return': {
    make: async scene => ({ params: { refundNo: await payout(scene) }, body: { reason: '收款账户已销户' } }),
  },
  'POST /api/v1/staff/refunds/:refundNo/payout-return-approval': {
    make: async scene => {
      const refundNo = await payout(scene);
      await scene.hall.owner.query(
        `SELECT report_payout_return($1::text, 'BANK-' || $1::text, '收款账户已销户', 'staff:somebody')`,
        [refundNo],
      );
      const { rows } = await scene.hall.owner.query(
        'SELECT max(id)::int AS id FROM payout_returns WHERE refund_id = (SELECT id FROM refunds WHERE refund_no = $1)',
        [refundNo],
      );
      return { params: { refundNo }, body: { returnId: rows[0].id, approve: false, note: '与凭证不符' } };
    },
  },
  'GET /api/v1/staff/ledger/trial-balance': { make: () => ({}) },
};

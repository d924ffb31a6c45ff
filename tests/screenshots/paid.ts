/** What somebody has paid, the invoices made out for it, and "I paid the wrong household": answered, and asked once more. */
import { eventually, type RunningHall } from '../support/hall.ts';
import type { BillOfTest } from '../support/world.ts';
import { asking } from './asking.ts';
import type { ResidentShown } from './residents.ts';
import type { DeskScene } from './staff-scene.ts';

/** At a wallet, until the money is counted in; returns the payment's number. */
export async function payBill(
  hall: RunningHall,
  token: string,
  { payableId, amountFen }: BillOfTest,
): Promise<string> {
  const mine = asking(hall, { token });
  const { paymentNo } = await mine('POST', '/payments', {
    channel: 'web-hall',
    method: 'wechat',
    product: 'native',
    items: [{ payableId, amountFen }],
  });
  await hall.sandbox.post('/control/pay', { paymentNo });
  await eventually(
    () => mine('GET', `/payments/${paymentNo}`),
    ({ stage }) => stage === 'credited',
  );
  return paymentNo;
}

/** Part of it comes back: a red invoice, a claim that was answered, and one that is still looked at. */
export async function askBack(
  hall: RunningHall,
  { token, paymentNo }: ResidentShown,
  cookies: DeskScene['cookies'],
): Promise<void> {
  const mine = asking(hall, { token });
  const title = { kind: 'company', name: '威海昆嵛海洋生物科技发展有限责任公司职工宿舍管理委员会' };
  const { titleId } = await mine('POST', '/invoice-titles', { ...title, taxNo: '91371002MA3C0000X1' });
  await mine('POST', '/invoices', { paymentNo, titleId });
  await sendInvoices(hall);
  const { claimNo } = await mine('POST', '/claims', {
    paymentNo,
    reason: '户号输错一位，把隔壁单位职工宿舍的一部分电费也缴到了这一户，请核对后退回。',
  });
  await refund(hall, cookies.finance, paymentNo);
  await asking(hall, { staff: cookies.clerk })('POST', `/staff/claims/${claimNo}/answer`, {
    outcome: 'refunded',
    answer: '已核实，多缴的部分按原支付方式退回，其余已计入本户电费。',
  });
  await sendInvoices(hall);
  await mine('POST', '/claims', { paymentNo, reason: '退回的金额与我们的台账不一致，请再核对一次。' });
}

async function refund(hall: RunningHall, finance: string, paymentNo: string): Promise<void> {
  await asking(hall, { staff: finance })('POST', `/staff/payments/${paymentNo}/refunds`, {
    amountFen: 45_600,
    reason: '客户申请退回错缴部分',
  });
  const arrived = `SELECT FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.payment_no = $1 AND r.status = 'succeeded'`;
  await eventually(
    async () => (await hall.owner.query(arrived, [paymentNo])).rowCount,
    count => count === 1,
  );
}

/** The issuer is at it for a moment. */
async function sendInvoices(hall: RunningHall): Promise<void> {
  await eventually(
    async () => {
      await hall.owner.query(`UPDATE invoices SET next_at = now() WHERE status = 'requested'`);
      await hall.app.runJob('send-invoices');
      return (await hall.owner.query(`SELECT FROM invoices WHERE status = 'requested'`)).rowCount;
    },
    count => count === 0,
  );
}

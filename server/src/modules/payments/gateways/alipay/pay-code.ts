import { z } from 'zod';
import type { PaymentNo } from '../../../../shared/ids.ts';
import { toYuan } from '../../../../shared/money.ts';
import { ChannelError } from '../channel-error.ts';
import type { CloseOutcome, Outcome, PayCode, PayCodeOrder } from '../gateway.ts';
import { cutTo, settle } from '../outcomes.ts';
import type { AlipayClient } from './client.ts';
import { alipayTime } from './request-builder.ts';
import { beijingTime, yuanAmount } from './trade.ts';
import { query } from './trades.ts';

const longestSubject = 128;

/** 条码支付: `alipay.trade.pay` with `scene=bar_code`, undone by `alipay.trade.cancel`. Asked for, never notified. */
export function alipayPayCode(client: AlipayClient): PayCode {
  return {
    // 16 to 24 digits beginning with 25 to 30.
    reads: authCode => /^(2[5-9]|30)\d{14,22}$/.test(authCode),
    charge: order => charge(client, order),
    reverse: paymentNo => reverse(client, paymentNo),
  };
}

const paidReply = z.object({
  out_trade_no: z.string(),
  trade_no: z.string().min(1),
  total_amount: yuanAmount,
  gmt_payment: beijingTime,
});

async function charge(client: AlipayClient, order: PayCodeOrder): Promise<Outcome> {
  const bizContent = {
    out_trade_no: order.paymentNo,
    scene: 'bar_code',
    auth_code: order.authCode,
    total_amount: toYuan(order.amountFen),
    subject: cutTo(longestSubject, order.description.replaceAll(/[/=&]/g, ' ')),
    seller_id: client.settings.sellerId,
    product_code: 'FACE_TO_FACE_PAYMENT',
    time_expire: alipayTime(order.expiresAt),
  };
  const outcome = await settle<Outcome>({}, async () => {
    const reply = await client.call(paidReply, 'alipay.trade.pay', { bizContent });
    if (reply.out_trade_no !== order.paymentNo) throw new ChannelError('bad-response', 'OTHER_ORDER');
    const { trade_no: tradeNo, total_amount: amountFen, gmt_payment: paidAt } = reply;
    return { status: 'paid', tradeNo, amountFen, paidAt };
  });
  if (outcome.status !== 'unknown') return outcome;
  // 10003: the customer is typing the password. 20000 and the like stay unknown.
  if (outcome.reason === '10003' || outcome.reason === 'ACQ.TRADE_BUYER_NOT_CONFIRM')
    return { status: 'pending' };
  if (outcome.problem !== 'rejected') return outcome;
  // A refusal of this message need not be one of the trade: an earlier attempt may have come through. The trade says.
  const known = await query(client, order.paymentNo);
  return known.status === 'not-found' || known.status === 'closed'
    ? { status: 'failed', reason: outcome.reason }
    : known;
}

const cancelled = z.object({ out_trade_no: z.string(), retry_flag: z.string().optional() });

function reverse(client: AlipayClient, paymentNo: PaymentNo): Promise<CloseOutcome> {
  const answers = { 'ACQ.TRADE_NOT_EXIST': { status: 'not-found' } } satisfies Record<string, CloseOutcome>;
  return settle<CloseOutcome>(answers, async () => {
    const reply = await client.call(cancelled, 'alipay.trade.cancel', {
      bizContent: { out_trade_no: paymentNo },
    });
    if (reply.out_trade_no !== paymentNo) throw new ChannelError('bad-response', 'OTHER_ORDER');
    return reply.retry_flag === 'Y' ? { status: 'not-closable', reason: 'RETRY' } : { status: 'closed' };
  });
}

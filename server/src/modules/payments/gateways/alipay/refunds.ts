import { z } from 'zod';
import { toYuan } from '../../../../shared/money.ts';
import { ChannelError } from '../channel-error.ts';
import type { RefundOutcome, RefundQuery, RefundRequest } from '../gateway.ts';
import { cutTo, settle } from '../outcomes.ts';
import type { AlipayClient } from './client.ts';
import { beijingTime, yuanAmount } from './trade.ts';

const longestReason = 128;

const refundReply = z.object({
  out_trade_no: z.string(),
  fund_change: z.enum(['Y', 'N']).optional(),
  gmt_refund_pay: beijingTime.optional(),
});

/**
 * Alipay is idempotent by `out_request_no` and says `fund_change=Y` only to the call that moved the money; the sum it
 * names is of all refunds so far. Everything but a plain Y is therefore confirmed by a query.
 */
export async function refund(client: AlipayClient, request: RefundRequest): Promise<RefundOutcome> {
  const bizContent = {
    out_trade_no: request.paymentNo,
    out_request_no: request.refundNo,
    refund_amount: toYuan(request.amountFen),
    refund_reason: cutTo(longestReason, request.reason),
  };
  const outcome = await settle<RefundOutcome>({}, async () => {
    const reply = await client.call(refundReply, 'alipay.trade.refund', { bizContent });
    if (reply.out_trade_no !== request.paymentNo) throw new ChannelError('bad-response', 'OTHER_REFUND');
    if (reply.fund_change === 'Y' && reply.gmt_refund_pay) return done(request, reply.gmt_refund_pay);
    return { status: 'pending' };
  });
  if (outcome.status === 'pending') return asPending(await queryRefund(client, request));
  if (outcome.status !== 'unknown' || outcome.problem !== 'rejected') return outcome;
  // An earlier attempt whose reply was lost may have come through, so a refusal counts only if Alipay has no such refund.
  const known = await queryRefund(client, request);
  return known.status === 'not-found' ? { status: 'failed', reason: outcome.reason } : known;
}

/** Just accepted, so it is there: the query is only not up to date. */
const asPending = (outcome: RefundOutcome): RefundOutcome =>
  outcome.status === 'not-found' ? { status: 'pending' } : outcome;

const queryReply = z.object({
  out_trade_no: z.string().optional(),
  out_request_no: z.string().optional(),
  refund_amount: yuanAmount.optional(),
  refund_status: z.string().optional(),
  gmt_refund_pay: beijingTime.optional(),
});

export function queryRefund(client: AlipayClient, request: RefundQuery): Promise<RefundOutcome> {
  return settle<RefundOutcome>({ 'ACQ.TRADE_NOT_EXIST': { status: 'not-found' } }, async () => {
    const bizContent = {
      out_trade_no: request.paymentNo,
      out_request_no: request.refundNo,
      // Without it the reply does not say when.
      query_options: ['gmt_refund_pay'],
    };
    const reply = await client.call(queryReply, 'alipay.trade.fastpay.refund.query', { bizContent });
    // An unknown request answers success as well, only with nothing in it.
    if (reply.out_request_no === undefined && reply.refund_status === undefined)
      return { status: 'not-found' };
    const same =
      reply.out_request_no === request.refundNo &&
      reply.out_trade_no === request.paymentNo &&
      reply.refund_amount === request.amountFen;
    if (!same) throw new ChannelError('bad-response', 'OTHER_REFUND');
    if (reply.refund_status !== 'REFUND_SUCCESS') return { status: 'pending' };
    if (!reply.gmt_refund_pay)
      throw new ChannelError('bad-response', 'UNEXPECTED_SHAPE', 'a refund done without its time');
    return done(request, reply.gmt_refund_pay);
  });
}

/** Alipay gives refunds no number of its own. */
const done = ({ refundNo, amountFen }: RefundQuery, at: Date): RefundOutcome => ({
  status: 'succeeded',
  gatewayRefundNo: refundNo,
  amountFen,
  at,
});

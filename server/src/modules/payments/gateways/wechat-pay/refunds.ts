import { z } from 'zod';
import { ChannelError } from '../channel-error.ts';
import type { RefundOutcome, RefundQuery, RefundRequest } from '../gateway.ts';
import { cutTo, settle } from '../outcomes.ts';
import type { WechatPayClient } from './client.ts';
import { fenAmount, rfc3339 } from './transaction.ts';

const longestReason = 80;

/** The reply to a request and to a query. In notifications `status` is called `refund_status`. */
const refundReply = z.object({
  refund_id: z.string(),
  out_refund_no: z.string(),
  out_trade_no: z.string(),
  status: z.string(),
  success_time: z.union([rfc3339, z.literal('').transform(() => undefined)]).optional(),
  create_time: rfc3339.optional(),
  amount: z.object({ refund: fenAmount, total: fenAmount, currency: z.string().optional() }),
});

export interface RefundFacts {
  refundId: string;
  status: string;
  amountFen: z.output<typeof fenAmount>;
  successTime?: Date;
}

export function refundOutcomeOf({ refundId, status, amountFen, successTime }: RefundFacts): RefundOutcome {
  switch (status) {
    case 'SUCCESS':
      if (!successTime)
        throw new ChannelError('bad-response', 'UNEXPECTED_SHAPE', 'a refund done without its time');
      return { status: 'succeeded', gatewayRefundNo: refundId, amountFen, at: successTime };
    case 'PROCESSING':
      return { status: 'pending', gatewayRefundNo: refundId };
    case 'ABNORMAL':
      return { status: 'abnormal', reason: 'ABNORMAL' };
    case 'CLOSED':
      return { status: 'failed', reason: 'CLOSED' };
    default:
      return { status: 'unknown', problem: 'bad-response', reason: 'UNEXPECTED_STATE' };
  }
}

/** The same `refundNo` again never refunds twice: WeChat answers with the refund it has. */
export async function refund(client: WechatPayClient, request: RefundRequest): Promise<RefundOutcome> {
  const params = {
    out_trade_no: request.paymentNo,
    out_refund_no: request.refundNo,
    reason: cutTo(longestReason, request.reason),
    notify_url: request.notifyUrl,
    amount: { refund: request.amountFen, total: request.totalFen, currency: 'CNY' },
  };
  const outcome = await settle<RefundOutcome>({}, async () =>
    checked(request, await client.call(refundReply, pay => pay.refunds(params))),
  );
  if (outcome.status !== 'unknown' || outcome.problem !== 'rejected') return outcome;
  // An earlier attempt whose reply was lost may have come through, so a refusal counts only if WeChat has no such refund.
  const known = await queryRefund(client, request);
  return known.status === 'not-found' ? { status: 'failed', reason: outcome.reason } : known;
}

export function queryRefund(client: WechatPayClient, request: RefundQuery): Promise<RefundOutcome> {
  return settle<RefundOutcome>({ RESOURCE_NOT_EXISTS: { status: 'not-found' } }, async () =>
    checked(request, await client.call(refundReply, pay => pay.find_refunds(request.refundNo))),
  );
}

function checked(request: RefundQuery, reply: z.output<typeof refundReply>): RefundOutcome {
  const same =
    reply.out_refund_no === request.refundNo &&
    reply.out_trade_no === request.paymentNo &&
    reply.amount.refund === request.amountFen &&
    (reply.amount.currency ?? 'CNY') === 'CNY';
  if (!same) throw new ChannelError('bad-response', 'OTHER_REFUND');
  const { refund_id: refundId, status, amount, success_time: successTime } = reply;
  return refundOutcomeOf({ refundId, status, amountFen: amount.refund, successTime });
}

import { madeAt } from '../../../../shared/ids.ts';
import { ChannelError } from '../channel-error.ts';
import type { RefundOutcome, RefundQuery, RefundRequest } from '../gateway.ts';
import { settle } from '../outcomes.ts';
import { clearingDay } from './beijing-time.ts';
import { keyOf, type UnionpayClient } from './client.ts';
import { paymentOutcome, queryTrade, refundOutcome, stateOf } from './trade.ts';

const void_ = { txnType: '31', suffix: 'V' } as const;
const refund_ = { txnType: '04', suffix: '' } as const;
type Kind = typeof void_ | typeof refund_;

/** UnionPay has this number already, also when its query does not know it yet. */
const duplicate = '12';

/** The refund's number, whichever of its two trades a message names. */
export const refundNoOf = (orderId: string) => orderId.replace(/V$/, '');

/** The time that goes with the number in every try and query: UnionPay takes no trade of another day. */
const sentAs = ({ refundNo, releasedAt }: RefundQuery): Date => releasedAt ?? madeAt(refundNo);

interface Original {
  queryId: string;
  paidAt: Date;
}

/**
 * Within the payment's own clearing day a whole sum is voided: the money never leaves the payer's account. Otherwise, and
 * where UnionPay would not void, it is refunded. Both have a number of their own, made of ours, so that a retry finds
 * what an earlier try did, and the second is begun only when the first is known to have failed.
 */
export function refund(client: UnionpayClient, request: RefundRequest): Promise<RefundOutcome> {
  return settle<RefundOutcome>(
    { ORDER_NOT_PAID: { status: 'failed', reason: 'ORDER_NOT_PAID' } },
    async () => {
      const original = await originalOf(client, request);
      if (mayBeVoided(request, original)) {
        const voided = await carryOut(client, request, original, void_);
        if (voided.status !== 'failed') return voided;
      }
      return carryOut(client, request, original, refund_);
    },
  );
}

const mayBeVoided = (request: RefundRequest, { paidAt }: Original) =>
  request.amountFen === request.totalFen && clearingDay(paidAt) === clearingDay(sentAs(request));

/** What the collection says, else what UnionPay says. */
async function originalOf(client: UnionpayClient, request: RefundRequest): Promise<Original> {
  if (request.tradeNo && request.paidAt) return { queryId: request.tradeNo, paidAt: request.paidAt };
  const trade = await queryTrade(client, request.paymentNo, madeAt(request.paymentNo));
  const outcome = trade && paymentOutcome(trade);
  if (outcome?.status !== 'paid') throw new ChannelError('rejected', 'ORDER_NOT_PAID');
  return { queryId: outcome.tradeNo, paidAt: outcome.paidAt };
}

/** Accepted is not done: a query has the last word, also on a refusal, since an earlier try may have come through. */
async function carryOut(
  client: UnionpayClient,
  request: RefundRequest,
  original: Original,
  kind: Kind,
): Promise<RefundOutcome> {
  const reply = await client.call('backTransReq', {
    txnType: kind.txnType,
    txnSubType: '00',
    ...keyOf(request.refundNo + kind.suffix, sentAs(request)),
    origQryId: original.queryId,
    txnAmt: String(request.amountFen),
    currencyCode: '156',
    backUrl: request.notifyUrl,
    reqReserved: request.paymentNo,
  });
  const respCode = reply.get('respCode') ?? 'NONE';
  const known = await queried(client, request, kind);
  if (known.status !== 'not-found') return known;
  return stateOf(respCode) === 'failed' && respCode !== duplicate
    ? { status: 'failed', reason: `RESP_${respCode}` }
    : { status: 'pending' };
}

async function queried(client: UnionpayClient, request: RefundQuery, kind: Kind): Promise<RefundOutcome> {
  const trade = await queryTrade(client, request.refundNo + kind.suffix, sentAs(request));
  if (!trade) return { status: 'not-found' };
  if (trade.amountFen !== undefined && trade.amountFen !== request.amountFen)
    throw new ChannelError('bad-response', 'OTHER_REFUND');
  return refundOutcome(trade);
}

/** A failed void counts as never seen: the refund that follows it has not been sent then. */
export function queryRefund(client: UnionpayClient, request: RefundQuery): Promise<RefundOutcome> {
  return settle<RefundOutcome>({}, async () => {
    const refunded = await queried(client, request, refund_);
    if (refunded.status !== 'not-found') return refunded;
    const voided = await queried(client, request, void_);
    return voided.status === 'failed' ? { status: 'not-found' } : voided;
  });
}

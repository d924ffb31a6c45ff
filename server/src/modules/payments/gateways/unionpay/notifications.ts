import { z } from 'zod';
import type { ChannelProblem } from '../channel-error.ts';
import type { InboundNotification, RawMessage, Reply } from '../gateway.ts';
import { shaped } from '../read-message.ts';
import type { UnionpayClient } from './client.ts';
import { readForm } from './message.ts';
import { refundNoOf } from './refunds.ts';
import { fenText, mismatchesOf, paymentOutcome, refundOutcome } from './trade.ts';

const notice = z.object({
  txnType: z.string().min(2),
  orderId: z.string().min(1),
  txnTime: z.string().regex(/^\d{14}$/),
  respCode: z.string().min(2),
  queryId: z.string().min(1),
  txnAmt: fenText,
  traceTime: z.string().optional(),
  reqReserved: z.string().optional(),
});

/** Verifies the fields as the form brought them, then reads them. Throws ChannelError. */
export function parseNotification(
  { settings, verify }: Pick<UnionpayClient, 'settings' | 'verify'>,
  raw: RawMessage,
): InboundNotification {
  const fields = readForm(raw.body);
  verify(fields);
  const told = shaped(notice, Object.fromEntries(fields));
  const { txnType, orderId, queryId, respCode, txnAmt, txnTime, traceTime } = told;
  // UnionPay numbers its trades, not its messages; what is the same in all of these says the same.
  const eventId = [txnType, orderId, queryId, respCode, txnAmt].join(':');
  const mismatches = mismatchesOf(settings.merId, fields);
  const facts = { code: respCode, queryId, amountFen: txnAmt, txnTime, traceTime };
  if (txnType === '01')
    return { kind: 'payment', eventId, paymentNo: orderId, outcome: paymentOutcome(facts), mismatches };
  if (txnType !== '04' && txnType !== '31') return { kind: 'other', eventId, type: txnType, mismatches };
  // Told of the refund only, the payment's number comes back in the field we gave it along in.
  const outcome = refundOutcome(facts);
  return {
    kind: 'refund',
    eventId,
    paymentNo: told.reqReserved ?? '',
    refundNo: refundNoOf(orderId),
    // A void that failed is followed by a refund, so its failure is not the refund's.
    outcome: txnType === '31' && outcome.status === 'failed' ? { status: 'pending' } : outcome,
    mismatches,
  };
}

/** UnionPay looks at the status only. */
export const accepted: Reply = { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' };

export function refused(reason: ChannelProblem | 'not-stored'): Reply {
  const status = reason === 'bad-signature' ? 401 : reason === 'bad-response' ? 400 : 500;
  return { status, headers: { 'content-type': 'text/plain' }, body: 'fail' };
}

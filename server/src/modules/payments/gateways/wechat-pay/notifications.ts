import { z } from 'zod';
import type { ChannelProblem } from '../channel-error.ts';
import type { InboundNotification, RawMessage, RefundNotification, Reply } from '../gateway.ts';
import { parseJson, shaped } from '../read-message.ts';
import { contractNotification } from './agreement.ts';
import type { WechatPayClient } from './client.ts';
import { openResource, sealedResource } from './open-resource.ts';
import { refundOutcomeOf } from './refunds.ts';
import { fenAmount, mismatchesOf, outcomeOf, rfc3339, transaction } from './transaction.ts';
import { verifySignature } from './verify-signature.ts';

const envelope = z.object({ id: z.string().min(1), event_type: z.string(), resource: sealedResource });

const refundEvent = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  out_refund_no: z.string(),
  refund_id: z.string(),
  refund_status: z.string(),
  success_time: z.union([rfc3339, z.literal('').transform(() => undefined)]).optional(),
  amount: z.object({ refund: fenAmount }),
});

/** Verifies the bytes as they came, then decrypts, then reads. */
export function parseNotification(
  client: Pick<WechatPayClient, 'settings' | 'keyRing' | 'clock'>,
  raw: RawMessage,
): InboundNotification {
  const { settings, keyRing, clock } = client;
  verifySignature(keyRing, clock, raw.headers, raw.body);
  const { id: eventId, event_type: type, resource } = shaped(envelope, parseJson(raw.body.toString()));
  const content = parseJson(openResource(settings.apiV3Key, resource));
  if (type.startsWith('REFUND.'))
    return refundNotification(settings.mchId, eventId, shaped(refundEvent, content));
  if (/^(ENTRUST|PAPAY)\./.test(type)) return contractNotification(settings, eventId, type, content, shaped);
  if (!type.startsWith('TRANSACTION.')) return { kind: 'other', eventId, type, mismatches: [] };
  const order = shaped(transaction, content);
  return {
    kind: 'payment',
    eventId,
    paymentNo: order.out_trade_no,
    outcome: outcomeOf(order),
    mismatches: mismatchesOf(settings, order),
  };
}

function refundNotification(
  mchId: string,
  eventId: string,
  event: z.output<typeof refundEvent>,
): RefundNotification {
  return {
    kind: 'refund',
    eventId,
    paymentNo: event.out_trade_no,
    refundNo: event.out_refund_no,
    outcome: refundOutcomeOf({
      refundId: event.refund_id,
      status: event.refund_status,
      amountFen: event.amount.refund,
      successTime: event.success_time,
    }),
    mismatches: event.mchid === mchId ? [] : ['merchant'],
  };
}

export const accepted: Reply = { status: 204 };

/** WeChat sends the message again after any 4xx or 5xx. */
export function refused(reason: ChannelProblem | 'not-stored'): Reply {
  return {
    status: reason === 'bad-signature' ? 401 : reason === 'bad-response' ? 400 : 500,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: 'FAIL', message: reason === 'bad-signature' ? '验签失败' : '处理失败' }),
  };
}

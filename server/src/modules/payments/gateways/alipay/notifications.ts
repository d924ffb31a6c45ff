import { z } from 'zod';
import { ChannelError, type ChannelProblem } from '../channel-error.ts';
import type { InboundNotification, Mismatch, RawMessage, Reply } from '../gateway.ts';
import { shaped } from '../read-message.ts';
import { verifySha256 } from '../rsa.ts';
import { agreement, outcomeOf as outcomeOfAgreement } from './agreement.ts';
import { textToSign } from './request-builder.ts';
import type { AlipaySettings } from './settings.ts';
import { beijingTime, outcomeOf, yuanAmount } from './trade.ts';

/** Verifies the decoded parameters, then reads them. Throws ChannelError. */
export function parseNotification(settings: AlipaySettings, raw: RawMessage): InboundNotification {
  const params = decode(raw.body);
  verify(settings, params);
  const { notify_id: eventId, notify_type: type } = shaped(message, Object.fromEntries(params));
  if (type === 'dut_user_sign' || type === 'dut_user_unsign')
    return agreementNotice(settings, eventId, params);
  if (type !== 'trade_status_sync') return { kind: 'other', eventId, type, mismatches: [] };
  const trade = shaped(tradeNotice, Object.fromEntries(params));
  const mismatches = mismatchesOf(settings, trade);
  // Refunds are told at the payment's address. The sum is that of all refunds, so a query has the last word.
  if (trade.gmt_refund !== undefined) {
    const { out_trade_no: paymentNo, out_biz_no: refundNo } = trade;
    return { kind: 'refund', eventId, paymentNo, refundNo, outcome: { status: 'pending' }, mismatches };
  }
  const { trade_no: tradeNo, trade_status: state, total_amount: amountFen, gmt_payment: paidAt } = trade;
  const outcome = outcomeOf({ tradeNo, state, amountFen, paidAt });
  return { kind: 'payment', eventId, paymentNo: trade.out_trade_no, outcome, mismatches };
}

/** An agreement that is only prepared is nothing to act on. */
function agreementNotice(
  settings: AlipaySettings,
  eventId: string,
  params: Map<string, string>,
): InboundNotification {
  const told = shaped(agreement.extend({ app_id: z.string().optional() }), Object.fromEntries(params));
  const outcome = outcomeOfAgreement(told);
  const mismatches: Mismatch[] = (told.app_id ?? settings.appId) === settings.appId ? [] : ['app'];
  if (outcome.status === 'not-found') return { kind: 'other', eventId, type: told.status, mismatches };
  return { kind: 'agreement', eventId, agreementNo: told.external_agreement_no ?? '', outcome, mismatches };
}

const message = z.object({ notify_id: z.string().min(1), notify_type: z.string() });

const tradeNotice = z.object({
  app_id: z.string(),
  seller_id: z.string().optional(),
  out_trade_no: z.string(),
  trade_no: z.string(),
  trade_status: z.string(),
  total_amount: yuanAmount,
  gmt_payment: beijingTime.optional(),
  gmt_refund: beijingTime.optional(),
  /** Our `out_request_no`; missing when the refund was made by hand in the merchant's portal. */
  out_biz_no: z.string().min(1).optional(),
  trans_currency: z.string().optional(),
});

/** A name that comes twice could mean one thing to the verifier and another to the reader. */
function decode(body: Buffer): Map<string, string> {
  const params = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    if (params.has(name)) throw new ChannelError('bad-signature', 'REPEATED_NAME');
    params.set(name, value);
  }
  return params;
}

/**
 * RSA2 is required before anything is checked: the message's own `sign_type` would let a sender choose SHA-1.
 * Some service notifications keep `sign_type` in the signed text, so that form is tried as well.
 */
function verify(settings: AlipaySettings, params: Map<string, string>): void {
  const signature = params.get('sign');
  if (!signature) throw new ChannelError('bad-signature', 'NOT_SIGNED');
  if (params.get('sign_type') !== 'RSA2') throw new ChannelError('bad-signature', 'OTHER_ALGORITHM');
  const signs = (...without: string[]) => {
    const text = textToSign([...params].filter(([name]) => !without.includes(name)));
    return verifySha256(settings.publicKey, Buffer.from(text, 'utf8'), signature);
  };
  if (!signs('sign', 'sign_type') && !signs('sign'))
    throw new ChannelError('bad-signature', 'WRONG_SIGNATURE');
}

function mismatchesOf(settings: AlipaySettings, trade: z.output<typeof tradeNotice>): Mismatch[] {
  const mismatches: Mismatch[] = [];
  if (trade.app_id !== settings.appId) mismatches.push('app');
  if (trade.seller_id !== settings.sellerId) mismatches.push('merchant');
  if ((trade.trans_currency ?? 'CNY') !== 'CNY') mismatches.push('currency');
  return mismatches;
}

/** Alipay takes these seven letters, and nothing else, as received. */
export const accepted: Reply = { status: 200, headers: { 'content-type': 'text/plain' }, body: 'success' };

export function refused(reason: ChannelProblem | 'not-stored'): Reply {
  const status = reason === 'bad-signature' ? 401 : reason === 'bad-response' ? 400 : 500;
  return { status, headers: { 'content-type': 'text/plain' }, body: 'fail' };
}

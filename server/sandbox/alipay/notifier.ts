import type { Notifier, RawRequest } from '../notify/raw-request.ts';
import type { Sandbox } from '../sandbox.ts';
import { civil } from '../state/beijing-time.ts';
import { fenToYuan, yuanToFen } from '../state/money.ts';
import type { AlipayTrade, Delivery, FaultRule } from '../state/records.ts';
import { encodeForm, type Parameters, signedText } from './parameters.ts';
import { rsa2 } from './signature.ts';

const MINUTE = 60;
const HOUR = 3600;
const SCHEDULE = [4 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR];

const withMillis = (at: Date): string => `${civil(at)}.${String(at.getTime() % 1000).padStart(3, '0')}`;

/** What a trade notification says, without the parameters of the message itself. */
export function tradeFacts(trade: AlipayTrade): Parameters {
  const amount = fenToYuan(trade.total);
  const facts: Parameters = {
    app_id: trade.appId,
    auth_app_id: trade.appId,
    seller_id: trade.sellerId,
    seller_email: 'hall@sandbox.example',
    trade_no: trade.tradeNo!,
    out_trade_no: trade.outTradeNo,
    subject: trade.subject,
    trade_status: trade.state,
    total_amount: amount,
    gmt_create: civil(new Date(trade.openedAt!)),
  };
  if (trade.body) facts['body'] = trade.body;
  if (trade.passbackParams) facts['passback_params'] = trade.passbackParams;
  if (trade.buyerId) facts['buyer_id'] = trade.buyerId;
  if (trade.closedAt) facts['gmt_close'] = civil(new Date(trade.closedAt));
  if (!trade.paidAt) return facts;
  return {
    ...facts,
    buyer_logon_id: '138****0000',
    gmt_payment: civil(new Date(trade.paidAt)),
    receipt_amount: amount,
    invoice_amount: amount,
    buyer_pay_amount: amount,
    point_amount: '0.00',
    fund_bill_list: JSON.stringify([{ amount, fundChannel: 'ALIPAYACCOUNT' }]),
  };
}

/** Of a refund: the sum refunded so far and the request it belongs to. */
export const refundFacts = (refunded: number, outRequestNo: string, at: Date): Parameters => ({
  refund_fee: fenToYuan(refunded),
  gmt_refund: withMillis(at),
  out_biz_no: outRequestNo,
});

export function alipayNotifier(sandbox: Sandbox): Notifier {
  return {
    schedule: SCHEDULE,
    accepts: answer => answer.status === 200 && answer.body === 'success',
    build: (delivery, fault) => build(sandbox, delivery, fault),
  };
}

async function build(sandbox: Sandbox, delivery: Delivery, fault?: FaultRule): Promise<RawRequest> {
  const downgrade = fault?.fault === 'downgrade';
  const message: Parameters = {
    ...contentOf(delivery),
    notify_time: civil(new Date()),
    notify_type: (delivery.facts['notifyType'] as string | undefined) ?? 'trade_status_sync',
    notify_id: delivery.eventId,
    charset: 'utf-8',
    version: '1.0',
    sign_type: downgrade ? 'RSA' : 'RSA2',
  };
  const key = fault?.fault === 'forged-signature' ? sandbox.keys.strangerKey : sandbox.keys.alipaySigner;
  const sign = await rsa2(
    key,
    // Messages about agreements are signed with `sign_type` in the text.
    signedText(message, delivery.kind === 'agreement' ? ['sign'] : ['sign', 'sign_type']),
    downgrade ? 'RSA-SHA1' : undefined,
  );
  const body = encodeForm({ ...message, sign });
  return {
    url: delivery.url,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
      'User-Agent': 'Mozilla/4.0',
    },
    // A lone percent sign cannot be decoded.
    body: fault?.fault === 'malformed' ? `${body.slice(0, body.length / 2)}%` : body,
  };
}

function contentOf(delivery: Delivery): Parameters {
  const { parameters, deltaFen } = delivery.facts as { parameters: Parameters; deltaFen?: number };
  switch (delivery.fault) {
    case 'wrong-merchant':
      return { ...parameters, seller_id: '2088102119685838' };
    case 'wrong-app':
      return { ...parameters, app_id: '2014072300007148' };
    case 'unreadable':
      return { ...parameters, total_amount: '12,34' };
    case 'trade-finished':
      return parameters['trade_status'] === 'TRADE_SUCCESS'
        ? { ...parameters, trade_status: 'TRADE_FINISHED' }
        : parameters;
    case 'wrong-amount':
      if (delivery.kind === 'agreement') return parameters;
      return {
        ...parameters,
        total_amount: fenToYuan((yuanToFen(parameters['total_amount']) ?? 0) + (deltaFen ?? 1)),
      };
    default:
      return parameters;
  }
}

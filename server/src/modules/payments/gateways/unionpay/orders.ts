import { madeAt, type PaymentNo } from '../../../../shared/ids.ts';
import { ChannelError } from '../channel-error.ts';
import type { CloseOutcome, GatewayOrder, InitiateOutcome, Outcome, PayerAction } from '../gateway.ts';
import { cutTo, settle } from '../outcomes.ts';
import { unionpayTime } from './beijing-time.ts';
import { keyOf, type UnionpayClient } from './client.ts';
import { paymentOutcome, queryTrade } from './trade.ts';

const longestDescription = 32;
/** 07 a page on a desktop, 08 a phone. */
const channelTypes: Readonly<Record<string, string>> = { front: '07', wap: '08', app: '08' };

/** Front payments are only signed: the payer's browser brings the order. For an app UnionPay hands out a number first. */
export async function initiate(client: UnionpayClient, order: GatewayOrder): Promise<InitiateOutcome> {
  try {
    return { status: 'ready', action: await place(client, order) };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    const { problem, code } = error;
    // A refusal can also mean that this number has been ordered before, so we look.
    const known = problem === 'rejected' ? await query(client, order.paymentNo) : undefined;
    if (known?.status === 'not-found') return { status: 'failed', reason: code };
    return { status: 'unknown', problem, reason: code };
  }
}

async function place(client: UnionpayClient, order: GatewayOrder): Promise<PayerAction> {
  const fields = fieldsOf(order);
  if (order.product === 'front' || order.product === 'wap')
    return {
      kind: 'form',
      gateway: 'unionpay',
      url: client.addressOf('frontTransReq'),
      fields: await client.signOrder(fields),
    };
  if (order.product !== 'app') throw new ChannelError('rejected', 'UNKNOWN_PRODUCT');
  const reply = await client.call('appTransReq', fields);
  const respCode = reply.get('respCode');
  if (respCode !== '00') throw new ChannelError('rejected', `RESP_${respCode ?? 'NONE'}`);
  const tn = reply.get('tn');
  if (!tn || reply.get('orderId') !== order.paymentNo) throw new ChannelError('bad-response', 'OTHER_ORDER');
  return { kind: 'app', gateway: 'unionpay', tn, mode: client.settings.appMode };
}

function fieldsOf(order: GatewayOrder): Record<string, string | undefined> {
  const onPage = order.product !== 'app';
  return {
    txnType: '01',
    txnSubType: '01',
    channelType: channelTypes[order.product],
    ...keyOf(order.paymentNo, madeAt(order.paymentNo)),
    txnAmt: String(order.amountFen),
    currencyCode: '156',
    backUrl: order.notifyUrl,
    // Needed on a page; ours when the client named none.
    frontUrl: onPage ? (order.returnUrl ?? new URL('/', order.notifyUrl).href) : undefined,
    payTimeout: unionpayTime(order.expiresAt),
    riskRateInfo: `{commodityName=${cutTo(longestDescription, order.description.replaceAll(/[{}&=|]/g, ' '))}}`,
  };
}

/** Until the payer confirms on UnionPay's page there is no trade: `not-found`, which is no failure. */
export function query(client: UnionpayClient, paymentNo: PaymentNo): Promise<Outcome> {
  return settle<Outcome>({}, async () => {
    const trade = await queryTrade(client, paymentNo, madeAt(paymentNo));
    return trade ? paymentOutcome(trade) : { status: 'not-found' };
  });
}

/** UnionPay has no such call: `payTimeout` ends an order there. What can be told is whether anything is left to end. */
export async function close(client: UnionpayClient, paymentNo: PaymentNo): Promise<CloseOutcome> {
  const outcome = await query(client, paymentNo);
  switch (outcome.status) {
    case 'unknown':
    case 'not-found':
      return outcome;
    case 'failed':
    case 'closed':
      return { status: 'closed' };
    default:
      return { status: 'not-closable', reason: outcome.status.toUpperCase() };
  }
}

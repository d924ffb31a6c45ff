import type { Sandbox } from '../sandbox.ts';
import { compact } from '../state/beijing-time.ts';
import { randomDigits } from '../state/ids.ts';
import { malformed, UnionpayError } from './codes.ts';
import type { Fields } from './message.ts';
import type { UnionpayTrade } from './records.ts';
import { amountIn, momentOf, ORDER_ID, required } from './request.ts';

const WEB = /^https?:\/\/\S{1,240}$/;

/** An order of the gateway product (000201) as the buyer's browser or the App brings it. */
export function placeOrder(sandbox: Sandbox, fields: Fields): UnionpayTrade {
  if (fields['txnType'] !== '01' || fields['txnSubType'] !== '01') throw malformed('txnType');
  required(fields, 'bizType', /^000201$/);
  const orderId = required(fields, 'orderId', ORDER_ID);
  const txnTime = fields['txnTime']!;
  const wanted = {
    txnAmt: amountIn(fields),
    channelType: required(fields, 'channelType', /^0[78]$/),
    backUrl: required(fields, 'backUrl', WEB),
    frontUrl: fields['frontUrl'] ? required(fields, 'frontUrl', WEB) : undefined,
    payTimeout: timeoutIn(fields),
  };
  const key = `${orderId} ${txnTime}`;
  const known = sandbox.store.get('unionpayTrade', key);
  if (known) {
    if (known.state !== 'waiting') throw new UnionpayError('12');
    if (known.txnAmt !== wanted.txnAmt) throw new UnionpayError('36');
    return known;
  }
  const order: UnionpayTrade = {
    ...wanted,
    key,
    txnType: '01',
    orderId,
    txnTime,
    bizType: '000201',
    reqReserved: fields['reqReserved'] || undefined,
    orderDesc: fields['orderDesc'] || commodityIn(fields),
    token: `${compact(new Date())}${randomDigits(7)}`,
    createdAt: new Date().toISOString(),
    state: 'waiting',
  };
  sandbox.store.put('unionpayTrade', key, order);
  return order;
}

/** `riskRateInfo={commodityName=…}`: what is bought. */
const commodityIn = (fields: Fields): string | undefined =>
  /commodityName=([^&}]+)/.exec(fields['riskRateInfo'] ?? '')?.[1];

function timeoutIn(fields: Fields): string | undefined {
  const text = fields['payTimeout'];
  if (!text) return undefined;
  const at = momentOf(text);
  if (!at) throw malformed('payTimeout');
  if (at.getTime() <= Date.now()) throw new UnionpayError('39');
  return text;
}

/** The newest trade of an order number: a merchant may use one again on another day. */
export function tradeNamed(sandbox: Sandbox, orderId: string): UnionpayTrade | undefined {
  return sandbox.store.ofTrade('unionpayTrade', orderId).at(-1);
}

export const isOver = (order: UnionpayTrade): boolean =>
  order.payTimeout !== undefined && momentOf(order.payTimeout)!.getTime() <= Date.now();

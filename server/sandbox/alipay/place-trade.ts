import type { Sandbox } from '../sandbox.ts';
import { parseCivil } from '../state/beijing-time.ts';
import { alipayUserIdIsKnown, newAlipayTradeNo, randomText } from '../state/ids.ts';
import { yuanToFen } from '../state/money.ts';
import type { AlipayProduct, AlipayTrade } from '../state/records.ts';
import { business, invalidParameter, tradeMissing } from './errors.ts';
import type { Parameters } from './parameters.ts';
import { bizContent } from './signature.ts';

type Biz = Record<string, unknown>;

const PRODUCT_CODES: Record<AlipayProduct, string> = {
  create: 'JSAPI_PAY',
  wap: 'QUICK_WAP_WAY',
  page: 'FAST_INSTANT_TRADE_PAY',
  app: 'QUICK_MSECURITY_PAY',
  precreate: 'FACE_TO_FACE_PAYMENT',
  code: 'FACE_TO_FACE_PAYMENT',
  agreement: 'GENERAL_WITHHOLDING',
};

export function text(biz: Biz, name: string, max: number): string {
  const value = biz[name];
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string' || [...value].length > max) throw invalidParameter(name);
  return value;
}

/** Takes an order as the merchant describes it. The trade itself comes into being when the buyer opens it. */
export function placeTrade(sandbox: Sandbox, product: AlipayProduct, parameters: Parameters): AlipayTrade {
  const wanted = readTrade(sandbox, product, parameters);
  const known = currentTrade(sandbox, wanted.outTradeNo);
  if (known) {
    if (known.paidAt) throw business('ACQ.TRADE_HAS_SUCCESS', '交易已被支付');
    if (known.state === 'TRADE_CLOSED') throw business('ACQ.TRADE_HAS_CLOSE', '交易已经关闭');
    if (known.fingerprint !== wanted.fingerprint)
      throw business('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改');
    return known;
  }
  sandbox.store.put('alipayTrade', wanted.outTradeNo, wanted);
  return wanted;
}

function readTrade(sandbox: Sandbox, product: AlipayProduct, parameters: Parameters): AlipayTrade {
  const biz = bizContent(parameters);
  const outTradeNo = text(biz, 'out_trade_no', 64);
  if (!/^[0-9A-Za-z_-]+$/.test(outTradeNo)) throw invalidParameter('out_trade_no');
  const subject = text(biz, 'subject', 256);
  if (!subject || /[/=&]/.test(subject)) throw invalidParameter('subject');
  const total = yuanToFen(biz['total_amount']);
  if (!total) throw invalidParameter('total_amount');
  const productCode = text(biz, 'product_code', 64);
  if (productCode ? productCode !== PRODUCT_CODES[product] : product === 'page' || product === 'agreement') {
    throw invalidParameter('product_code');
  }
  const seller = text(biz, 'seller_id', 28);
  if (seller && seller !== sandbox.keys.alipay.sellerId) throw business('ACQ.SELLER_NOT_EXIST', '卖家不存在');
  const buyerId = buyerOf(product, biz);
  return {
    outTradeNo,
    product,
    appId: sandbox.keys.alipay.appId,
    sellerId: sandbox.keys.alipay.sellerId,
    subject,
    body: text(biz, 'body', 128) || undefined,
    passbackParams: text(biz, 'passback_params', 512) || undefined,
    notifyUrl: parameters['notify_url'] || undefined,
    returnUrl: parameters['return_url'] || undefined,
    quitUrl: text(biz, 'quit_url', 400) || undefined,
    total,
    buyerId,
    fingerprint: JSON.stringify([total, subject, buyerId]),
    token: `bax${randomText(12)}`,
    createdAt: new Date().toISOString(),
    timeExpire: expiryOf(biz),
    state: 'UNOPENED',
    refunded: 0,
  };
}

function buyerOf(product: AlipayProduct, biz: Biz): string | undefined {
  if (product !== 'create') return undefined;
  const buyerId = text(biz, 'buyer_id', 28);
  if (!buyerId) throw invalidParameter('buyer_id');
  if (!alipayUserIdIsKnown(buyerId)) throw business('ACQ.BUYER_NOT_EXIST', '买家不存在');
  return buyerId;
}

const UNITS: Record<string, number> = { m: 60_000, h: 3600_000, d: 86_400_000 };

/** `time_expire` (Beijing time) or `timeout_express` (`30m`, `2h`, `1d`; `1c` is the end of the day). */
function expiryOf(biz: Biz): string | undefined {
  const absolute = text(biz, 'time_expire', 32);
  if (absolute) {
    const at = parseCivil(absolute.length === 16 ? `${absolute}:00` : absolute);
    if (!at || at.getTime() <= Date.now()) throw invalidParameter('time_expire');
    return at.toISOString();
  }
  const relative = text(biz, 'timeout_express', 6);
  if (!relative || relative === '1c') return undefined;
  const match = /^([1-9]\d*)([mhd])$/.exec(relative);
  if (!match) throw invalidParameter('timeout_express');
  return new Date(Date.now() + Number(match[1]) * UNITS[match[2]!]!).toISOString();
}

/** The trade as of now: one that was not paid in time has closed by itself. */
export function currentTrade(sandbox: Sandbox, outTradeNo: string): AlipayTrade | undefined {
  const trade = sandbox.store.get('alipayTrade', outTradeNo);
  const waiting = trade?.state === 'WAIT_BUYER_PAY' || trade?.state === 'UNOPENED';
  if (!trade?.timeExpire || !waiting || Date.parse(trade.timeExpire) > Date.now()) return trade;
  const closed: AlipayTrade = { ...trade, state: 'TRADE_CLOSED', closedAt: trade.timeExpire };
  sandbox.store.put('alipayTrade', outTradeNo, closed);
  return closed;
}

/** The buyer sees the cashier: from here on the trade exists. */
export function openTrade(sandbox: Sandbox, trade: AlipayTrade): AlipayTrade {
  if (trade.state !== 'UNOPENED') return trade;
  const now = new Date();
  const opened: AlipayTrade = {
    ...trade,
    state: 'WAIT_BUYER_PAY',
    tradeNo: newAlipayTradeNo(now),
    openedAt: now.toISOString(),
  };
  sandbox.store.put('alipayTrade', trade.outTradeNo, opened);
  return opened;
}

/** The trade that a call names by `trade_no` or `out_trade_no`; the former wins, as documented. */
export function namedTrade(sandbox: Sandbox, biz: Biz): AlipayTrade {
  const tradeNo = text(biz, 'trade_no', 64);
  const outTradeNo = text(biz, 'out_trade_no', 64);
  if (!tradeNo && !outTradeNo) throw invalidParameter('out_trade_no和trade_no不能同时为空');
  const found = tradeNo
    ? sandbox.store.find('alipayTrade', tradeNo)
    : sandbox.store.get('alipayTrade', outTradeNo);
  const trade = found && currentTrade(sandbox, found.outTradeNo);
  if (!trade?.tradeNo) throw tradeMissing(outTradeNo);
  return trade;
}

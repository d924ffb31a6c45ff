import type { Sandbox } from '../sandbox.ts';
import { civil } from '../state/beijing-time.ts';
import { fenToYuan } from '../state/money.ts';
import type { AlipayTrade } from '../state/records.ts';
import { business, statusError } from './errors.ts';
import type { Parameters } from './parameters.ts';
import { notifyTrade } from './pay-trade.ts';
import { namedTrade, openTrade, placeTrade, text } from './place-trade.ts';
import { bizContent } from './signature.ts';

/** One business call: the node's fields besides `code` and `msg`. */
export type AlipayCall = (sandbox: Sandbox, parameters: Parameters) => Record<string, unknown>;

/** The mini-program's order: there is a buyer, so the trade exists at once. */
export const createTrade: AlipayCall = (sandbox, parameters) => {
  const trade = openTrade(sandbox, placeTrade(sandbox, 'create', parameters));
  return { out_trade_no: trade.outTradeNo, trade_no: trade.tradeNo };
};

export const precreateTrade: AlipayCall = (sandbox, parameters) => {
  const trade = placeTrade(sandbox, 'precreate', parameters);
  return { out_trade_no: trade.outTradeNo, qr_code: `${sandbox.baseUrl}/cashier/alipay/qr/${trade.token}` };
};

export const queryTrade: AlipayCall = (sandbox, parameters) => {
  const trade = namedTrade(sandbox, bizContent(parameters));
  const common = {
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    trade_status: trade.state,
    total_amount: fenToYuan(trade.total),
    buyer_logon_id: '138****0000',
    buyer_user_id: trade.buyerId ?? '',
  };
  if (!trade.paidAt) {
    return {
      ...common,
      receipt_amount: '0.00',
      buyer_pay_amount: '0.00',
      point_amount: '0.00',
      invoice_amount: '0.00',
    };
  }
  const amount = fenToYuan(trade.total);
  return {
    ...common,
    send_pay_date: civil(new Date(trade.paidAt)),
    receipt_amount: amount,
    buyer_pay_amount: amount,
    point_amount: '0.00',
    invoice_amount: amount,
  };
};

/** Only what waits for its buyer can be closed. */
export const closeTrade: AlipayCall = (sandbox, parameters) => {
  const trade = namedTrade(sandbox, bizContent(parameters));
  if (trade.state !== 'WAIT_BUYER_PAY') throw statusError();
  closeWaiting(sandbox, trade);
  return { trade_no: trade.tradeNo, out_trade_no: trade.outTradeNo };
};

export function closeWaiting(sandbox: Sandbox, trade: AlipayTrade): void {
  const closed: AlipayTrade = { ...trade, state: 'TRADE_CLOSED', closedAt: new Date().toISOString() };
  sandbox.store.put('alipayTrade', trade.outTradeNo, closed);
  if (trade.tradeNo && sandbox.settings().alipayCloseNotifies) void notifyTrade(sandbox, closed, 'payment');
}

export const billAddress =
  (issue: (sandbox: Sandbox, date: string) => string | undefined): AlipayCall =>
  (sandbox, parameters) => {
    const biz = bizContent(parameters);
    const type = text(biz, 'bill_type', 20);
    if (type !== 'trade' && type !== 'signcustomer') throw business('isv.invalid-arguments', '入参不合法');
    const url = issue(sandbox, text(biz, 'bill_date', 15));
    if (!url) throw business('isp.bill_not_exist', '账单不存在');
    return { bill_download_url: url };
  };

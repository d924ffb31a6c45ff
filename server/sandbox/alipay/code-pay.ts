import { type Behaviour, useCode } from '../pay-codes/pay-codes.ts';
import type { Sandbox } from '../sandbox.ts';
import { civil } from '../state/beijing-time.ts';
import { alipayUserIdOf } from '../state/ids.ts';
import { fenToYuan } from '../state/money.ts';
import type { AlipayTrade } from '../state/records.ts';
import { AlipayError, business, invalidParameter } from './errors.ts';
import { payTrade } from './pay-trade.ts';
import { currentTrade, openTrade, placeTrade, text } from './place-trade.ts';
import { moveMoney } from './refunds.ts';
import { bizContent } from './signature.ts';
import { type AlipayCall, closeWaiting } from './trade-calls.ts';

/** `alipay.trade.pay`: a scanned code, or a debit by agreement, which `debit` carries out. */
export const payAtOnce =
  (debit: AlipayCall): AlipayCall =>
  (sandbox, parameters) => {
    const biz = bizContent(parameters);
    if (biz['agreement_params']) return debit(sandbox, parameters);
    const scene = text(biz, 'scene', 32);
    if (scene !== 'bar_code') throw invalidParameter('scene');
    const code = text(biz, 'auth_code', 64);
    if (!code) throw invalidParameter('auth_code');
    const outTradeNo = text(biz, 'out_trade_no', 64);
    const known = currentTrade(sandbox, outTradeNo);
    if (known?.tradeNo && known.state === 'WAIT_BUYER_PAY') {
      placeTrade(sandbox, 'code', parameters);
      return awaiting(known);
    }
    const trade = openTrade(sandbox, placeTrade(sandbox, 'code', parameters));
    const behaviour = useCode(sandbox, 'alipay', code);
    if (!behaviour) throw business('ACQ.PAYMENT_AUTH_CODE_INVALID', '支付失败，获取顾客账户信息失败');
    return outcome(sandbox, trade, behaviour);
  };

/** The node of a payment that was tried; also of a debit by agreement. */
export function outcome(sandbox: Sandbox, trade: AlipayTrade, behaviour: Behaviour): Record<string, unknown> {
  if (behaviour === 'asks') return awaiting(trade);
  if (behaviour === 'poor') {
    closeWaiting(sandbox, trade);
    throw business('ACQ.BUYER_BALANCE_NOT_ENOUGH', '买家余额不足', { out_trade_no: trade.outTradeNo });
  }
  const result = payTrade(sandbox, trade.outTradeNo);
  if (!result.paid) throw business('ACQ.TRADE_STATUS_ERROR', result.reason);
  if (behaviour === 'unclear') throw new AlipayError('20000', 'isp.unknow-error', '系统繁忙');
  return paidNode(result.trade);
}

const awaiting = (trade: AlipayTrade): Record<string, unknown> => ({
  code: '10003',
  msg: ' order success pay inprocess',
  trade_no: trade.tradeNo,
  out_trade_no: trade.outTradeNo,
  total_amount: fenToYuan(trade.total),
});

function paidNode(trade: AlipayTrade): Record<string, unknown> {
  const amount = fenToYuan(trade.total);
  return {
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    buyer_logon_id: '138****0000',
    buyer_user_id: trade.buyerId ?? alipayUserIdOf('resident'),
    total_amount: amount,
    receipt_amount: amount,
    buyer_pay_amount: amount,
    point_amount: '0.00',
    invoice_amount: amount,
    gmt_payment: civil(new Date(trade.paidAt!)),
    fund_bill_list: [{ fund_channel: 'ALIPAYACCOUNT', amount }],
  };
}

const DAY = 24 * 3600_000;

/**
 * `alipay.trade.cancel`: closes what waits, gives back what was paid within a day. A trade that never came into being
 * is answered without `action`.
 */
export const cancelTrade: AlipayCall = (sandbox, parameters) => {
  const biz = bizContent(parameters);
  const tradeNo = text(biz, 'trade_no', 64);
  const outTradeNo = text(biz, 'out_trade_no', 64);
  if (!tradeNo && !outTradeNo) throw invalidParameter('out_trade_no和trade_no不能同时为空');
  const found = tradeNo
    ? sandbox.store.find('alipayTrade', tradeNo)
    : sandbox.store.get('alipayTrade', outTradeNo);
  const trade = found && currentTrade(sandbox, found.outTradeNo);
  if (!trade) return { out_trade_no: outTradeNo, retry_flag: 'N' };
  const node = { trade_no: trade.tradeNo, out_trade_no: trade.outTradeNo, retry_flag: 'N' };
  if (!trade.paidAt) {
    if (trade.state !== 'TRADE_CLOSED') closeWaiting(sandbox, trade);
    return { ...node, action: 'close' };
  }
  if (Date.now() - Date.parse(trade.paidAt) > DAY) {
    throw business('ACQ.TRADE_CANCEL_TIME_OUT', '超过撤销时间范围');
  }
  const key = `${trade.outTradeNo} ${trade.outTradeNo}-cancel`;
  if (trade.refunded > 0) return { ...node, action: 'refund' };
  if (!sandbox.store.get('alipayRefund', key)) {
    sandbox.store.put('alipayRefund', key, {
      key,
      outTradeNo: trade.outTradeNo,
      outRequestNo: `${trade.outTradeNo}-cancel`,
      amount: trade.total,
      reason: '撤销',
      createdAt: new Date().toISOString(),
    });
    moveMoney(sandbox, key);
  }
  return { ...node, action: 'refund' };
};

import { useCode } from '../pay-codes/pay-codes.ts';
import type { Sandbox } from '../sandbox.ts';
import { newPrepayId, newWechatRefundId } from '../state/ids.ts';
import type { WechatOrder } from '../state/records.ts';
import type { WechatCall } from './call.ts';
import { invalidRequest, orderMissing, parameterError, WechatError } from './errors.ts';
import { currencyAt, fenAt, OUT_TRADE_NO, textAt } from './fields.ts';
import { payOrder } from './pay-order.ts';
import { transactionView } from './transaction-view.ts';

const userPaying = (): WechatError => new WechatError(202, 'USERPAYING', '用户支付中，需要输入密码');

/**
 * Pay code (付款码): the answer is the transaction, or 202 USERPAYING while the buyer types the password. There is no
 * notification: a merchant asks, and reverses what does not come to an end.
 */
export function payByCode(sandbox: Sandbox, call: WechatCall): object {
  const wanted = readOrder(sandbox, call);
  const known = sandbox.store.get('wechatOrder', wanted.outTradeNo);
  if (known) return again(known, wanted.fingerprint);
  const code = textAt(call.body, '/payer/auth_code', { max: 32, pattern: /^\d+$/ });
  const behaviour = useCode(sandbox, 'wechat-pay', code);
  if (!behaviour) throw new WechatError(400, 'AUTH_CODE_INVALID', '付款码无效或已使用，请用户刷新后重新扫码');
  const state = behaviour === 'poor' ? 'PAYERROR' : behaviour === 'pays' ? 'NOTPAY' : 'USERPAYING';
  const order: WechatOrder = { ...wanted, state };
  sandbox.store.put('wechatOrder', order.outTradeNo, order);
  if (behaviour === 'poor') throw new WechatError(403, 'NOT_ENOUGH', '用户账户余额不足');
  if (behaviour === 'asks') throw userPaying();
  payOrder(sandbox, order.outTradeNo);
  if (behaviour === 'unclear') throw new WechatError(500, 'SYSTEM_ERROR', '系统异常，请稍后查询订单');
  return transactionView(sandbox.store.get('wechatOrder', order.outTradeNo)!);
}

function again(known: WechatOrder, fingerprint: string): object {
  if (known.fingerprint !== fingerprint) throw invalidRequest('商户订单号重复，请求重入参数与首次请求不一致');
  if (known.state === 'SUCCESS') return transactionView(known);
  if (known.state === 'USERPAYING') throw userPaying();
  if (known.state === 'REVOKED' || known.state === 'REFUND') {
    throw new WechatError(400, 'ORDER_REVERSED', '该订单已撤销');
  }
  throw new WechatError(400, 'TRADE_ERROR', '该订单支付失败，请更换商户订单号重新发起');
}

function readOrder(sandbox: Sandbox, { mchid, body }: WechatCall): WechatOrder {
  const { wechat } = sandbox.keys;
  const appid = textAt(body, '/appid', { max: 32 });
  if (textAt(body, '/mchid', { max: 32 }) !== mchid)
    throw invalidRequest('请求中的mchid与签名所用商户号不一致');
  if (appid !== wechat.appid && appid !== wechat.oaAppid) {
    throw new WechatError(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配');
  }
  if (typeof body['scene_info'] !== 'object' || body['scene_info'] === null) {
    throw parameterError('/scene_info', undefined, '必填字段缺失');
  }
  const outTradeNo = textAt(body, '/out_trade_no', OUT_TRADE_NO);
  const total = fenAt(body, '/amount/total');
  currencyAt(body, '/amount/currency', true);
  const now = new Date();
  return {
    outTradeNo,
    tradeType: 'MICROPAY',
    appid,
    mchid,
    description: textAt(body, '/description', { max: 127 }),
    attach: textAt(body, '/attach', { max: 128, optional: true }) || undefined,
    total,
    fingerprint: JSON.stringify([outTradeNo, appid, total]),
    prepayId: newPrepayId(now),
    prepayAt: now.toISOString(),
    createdAt: now.toISOString(),
    state: 'NOTPAY',
  };
}

const WEEK = 7 * 24 * 3600_000;

/** 撤销: an unpaid order is closed for good, the money of a paid one goes back. Repeats say the same. */
export function reverseOrder(sandbox: Sandbox, call: WechatCall): object {
  const mchid = textAt(call.body, '/mchid', { max: 32 });
  const appid = textAt(call.body, '/appid', { max: 32 });
  const order = sandbox.store.get('wechatOrder', call.params['outTradeNo']!);
  if (mchid !== call.mchid || order?.tradeType !== 'MICROPAY') throw orderMissing();
  if (order.state === 'REFUND') throw new WechatError(400, 'TRADE_ERROR', '订单已退款，不能撤销');
  if (order.paidAt && Date.now() - Date.parse(order.paidAt) > WEEK) {
    throw new WechatError(400, 'REVERSE_EXPIRE', '订单已超过可撤销期限，请使用退款');
  }
  if (order.state !== 'REVOKED') {
    const revokedAt = new Date();
    sandbox.store.put('wechatOrder', order.outTradeNo, {
      ...order,
      state: 'REVOKED',
      revokedAt: revokedAt.toISOString(),
      revokeId: order.paidAt ? newWechatRefundId(revokedAt) : undefined,
    });
  }
  return { appid, mchid, out_trade_no: order.outTradeNo };
}

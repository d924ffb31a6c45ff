import { rfc3339 } from '../state/beijing-time.ts';
import type { WechatOrder, WechatRefund } from '../state/records.ts';

const DESCRIPTIONS = {
  NOTPAY: '订单未支付',
  USERPAYING: '用户支付中，需要输入密码',
  REVOKED: '订单已撤销',
  ACCEPT: '已接收，等待扣款',
  PAYERROR: '支付失败（银行返回失败）',
  SUCCESS: '支付成功',
  CLOSED: '订单已关闭',
  REFUND: '订单发生过退款，退款详情请查询退款单',
} as const;

/** The reply to a query, and the plaintext of a payment notification. */
export function transactionView(order: WechatOrder): Record<string, unknown> {
  const common = {
    appid: order.appid,
    mchid: order.mchid,
    out_trade_no: order.outTradeNo,
    attach: order.attach ?? '',
    trade_state: order.state,
    trade_state_desc: order.stateDesc ?? DESCRIPTIONS[order.state],
  };
  if (!order.paidAt) {
    return { ...common, amount: { payer_currency: 'CNY', total: order.total }, promotion_detail: [] };
  }
  return {
    ...common,
    transaction_id: order.transactionId,
    trade_type: order.tradeType,
    bank_type: order.bankType,
    success_time: rfc3339(new Date(order.paidAt)),
    payer: { openid: order.openid },
    amount: { total: order.total, payer_total: order.total, currency: 'CNY', payer_currency: 'CNY' },
  };
}

/** The reply to a refund request and to its query. */
export function refundView(refund: WechatRefund): Record<string, unknown> {
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: refund.transactionId,
    out_trade_no: refund.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    ...(refund.settledAt && refund.status === 'SUCCESS'
      ? { success_time: rfc3339(new Date(refund.settledAt)) }
      : {}),
    create_time: rfc3339(new Date(refund.createdAt)),
    status: refund.status,
    funds_account: 'AVAILABLE',
    amount: {
      total: refund.total,
      refund: refund.refund,
      from: [],
      payer_total: refund.total,
      payer_refund: refund.refund,
      settlement_refund: refund.refund,
      settlement_total: refund.total,
      discount_refund: 0,
      currency: 'CNY',
      refund_fee: 0,
    },
    promotion_detail: [],
  };
}

/** The plaintext of a refund notification: it says `refund_status`, and speaks of fewer amounts. */
export function refundEventView(refund: WechatRefund, mchid: string): Record<string, unknown> {
  return {
    mchid,
    out_trade_no: refund.outTradeNo,
    transaction_id: refund.transactionId,
    out_refund_no: refund.outRefundNo,
    refund_id: refund.refundId,
    refund_status: refund.status,
    ...(refund.settledAt && refund.status === 'SUCCESS'
      ? { success_time: rfc3339(new Date(refund.settledAt)) }
      : {}),
    amount: {
      total: refund.total,
      refund: refund.refund,
      payer_total: refund.total,
      payer_refund: refund.refund,
    },
    user_received_account: '支付用户零钱',
  };
}

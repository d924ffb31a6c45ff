import type Router from '@koa/router';
import type { Sandbox } from '../sandbox.ts';
import type { WechatOrder, WechatTradeType } from '../state/records.ts';
import { billRoutes } from './bill-routes.ts';
import { type WechatCall, wechatCall } from './call.ts';
import { certificatesView } from './certificates.ts';
import { payByCode, reverseOrder } from './code-pay.ts';
import { complaintRoutes } from './complaints.ts';
import { contractRoutes } from './contracts.ts';
import { createOrder, orderReply } from './create-order.ts';
import { orderMissing, refundMissing, WechatError } from './errors.ts';
import { textAt } from './fields.ts';
import { requestRefund } from './refunds.ts';
import { refundView, transactionView } from './transaction-view.ts';

const WAYS: Record<string, WechatTradeType> = { jsapi: 'JSAPI', native: 'NATIVE', h5: 'MWEB', app: 'APP' };

/** WeChat Pay API v3 under `/wechat-pay`, which stands for `https://api.mch.weixin.qq.com`. */
export function wechatPayRoutes(router: Router, sandbox: Sandbox): void {
  const base = '/wechat-pay/v3';
  const orders = `${base}/pay/transactions`;
  for (const [path, tradeType] of Object.entries(WAYS)) {
    const create = (call: WechatCall) => orderReply(sandbox, createOrder(sandbox, tradeType, call));
    router.post(`${orders}/${path}`, wechatCall(sandbox, 'create', create));
  }
  router.get(
    `${orders}/out-trade-no/:outTradeNo`,
    wechatCall(sandbox, 'query', call =>
      transactionView(found(call, sandbox.store.get('wechatOrder', call.params['outTradeNo']!))),
    ),
  );
  router.get(
    `${orders}/id/:transactionId`,
    wechatCall(sandbox, 'query', call =>
      transactionView(found(call, sandbox.store.find('wechatOrder', call.params['transactionId']!))),
    ),
  );
  router.post(
    `${orders}/codepay`,
    wechatCall(sandbox, 'create', call => payByCode(sandbox, call)),
  );
  router.post(
    `${orders}/out-trade-no/:outTradeNo/reverse`,
    wechatCall(sandbox, 'cancel', call => reverseOrder(sandbox, call)),
  );
  router.post(
    `${orders}/out-trade-no/:outTradeNo/close`,
    wechatCall(sandbox, 'close', call => closeOrder(sandbox, call)),
  );
  router.post(
    `${base}/refund/domestic/refunds`,
    wechatCall(sandbox, 'refund', call => refundView(requestRefund(sandbox, call))),
  );
  router.get(
    `${base}/refund/domestic/refunds/:outRefundNo`,
    wechatCall(sandbox, 'refund-query', call => {
      const refund = sandbox.store.get('wechatRefund', call.params['outRefundNo']!);
      if (!refund) throw refundMissing();
      return refundView(refund);
    }),
  );
  router.get(
    `${base}/certificates`,
    wechatCall(sandbox, 'certificates', () => certificatesView(sandbox.keys)),
  );
  contractRoutes(router, sandbox, base);
  complaintRoutes(router, sandbox, base);
  billRoutes(router, sandbox, base);
}

function found(call: WechatCall, order: WechatOrder | undefined): WechatOrder {
  const mchid = call.query.get('mchid');
  if (!mchid) {
    throw new WechatError(400, 'PARAM_ERROR', '输入源“/query/mchid”映射到字段“商户号”必填性规则校验失败', {
      field: 'mchid',
      location: 'query',
    });
  }
  if (mchid !== call.mchid || !order) throw orderMissing();
  return order;
}

/** 204 when it is closed now, whoever closed it. */
function closeOrder(sandbox: Sandbox, call: WechatCall): undefined {
  if (textAt(call.body, '/mchid', { max: 32 }) !== call.mchid) throw orderMissing();
  const order = sandbox.store.get('wechatOrder', call.params['outTradeNo']!);
  if (!order) throw orderMissing();
  if (order.paidAt) throw new WechatError(400, 'ORDERPAID', '该订单已支付');
  if (order.state === 'CLOSED') return;
  sandbox.store.put('wechatOrder', order.outTradeNo, {
    ...order,
    state: 'CLOSED',
    closedAt: new Date().toISOString(),
  });
}

import type Router from '@koa/router';
import type { Sandbox } from '../sandbox.ts';
import { messagesTo } from '../sms/routes.ts';
import { alipayOpenIdOf, alipayUserIdOf, openidOf, unionidOf } from '../state/ids.ts';
import { credentials } from '../state/keys.ts';
import { issueCode } from '../weixin/login-codes.ts';
import { ControlError, readAsked, requiredText } from './request.ts';

/** What the sandbox knows, for tests and for people who wonder. */
export function viewRoutes(router: Router, sandbox: Sandbox): void {
  router.get('/control/credentials', ctx => {
    ctx.body = credentials(sandbox.keys, sandbox.baseUrl, sandbox);
  });
  router.get('/control/trades', ctx => {
    const { gateway, outTradeNo, state } = ctx.query;
    ctx.body = [...wechatTrades(sandbox), ...alipayTrades(sandbox), ...unionpayTrades(sandbox)].filter(
      trade =>
        (!gateway || trade.gateway === gateway) &&
        (!outTradeNo || trade.outTradeNo === outTradeNo) &&
        (!state || trade.state === state),
    );
  });
  router.get('/control/notifications', ctx => {
    const { gateway, outTradeNo, state } = ctx.query;
    ctx.body = sandbox.store
      .all('delivery')
      .filter(
        delivery =>
          (!gateway || delivery.gateway === gateway) &&
          (!outTradeNo || delivery.outTradeNo === outTradeNo) &&
          (!state || delivery.state === state),
      );
  });
  peopleRoutes(router, sandbox);
}

/** Who exists here, how they sign in, and what they were texted. */
function peopleRoutes(router: Router, sandbox: Sandbox): void {
  router.get('/control/sms', ctx => {
    ctx.body = messagesTo(sandbox, String(ctx.query['phone'] ?? ''));
  });
  router.get('/control/people/:name', ctx => {
    const name = ctx.params['name']!;
    const { appid, oaAppid } = sandbox.keys.wechat;
    ctx.body = {
      name,
      demoCode: `demo-${name}`,
      wechatOpenid: openidOf(appid, name),
      wechatOaOpenid: openidOf(oaAppid, name),
      wechatUnionid: unionidOf(name),
      alipayUserId: alipayUserIdOf(name),
      alipayOpenId: alipayOpenIdOf(name),
    };
  });
  router.post('/control/codes', async ctx => {
    const asked = await readAsked(ctx);
    const { wechat, alipay } = sandbox.keys;
    const apps: Record<string, string> = { weapp: wechat.appid, oa: wechat.oaAppid, alipay: alipay.appId };
    const app = apps[requiredText(asked, 'app')];
    if (!app) throw new ControlError(400, 'app must be weapp, oa or alipay');
    ctx.body = { code: issueCode(sandbox.store, app, requiredText(asked, 'name')) };
  });
}

function wechatTrades(sandbox: Sandbox) {
  return sandbox.store.all('wechatOrder').map(order => ({
    gateway: 'wechat-pay',
    product: order.tradeType as string,
    outTradeNo: order.outTradeNo,
    state: order.state as string,
    tradeNo: order.transactionId,
    amount: order.total,
    createdAt: order.createdAt,
    paidAt: order.paidAt,
    closedAt: order.closedAt,
    notifyUrl: order.notifyUrl,
    refunds: sandbox.store.ofTrade('wechatRefund', order.outTradeNo).map(refund => ({
      refundNo: refund.outRefundNo,
      refundId: refund.refundId as string | undefined,
      amount: refund.refund,
      status: refund.status as string,
      createdAt: refund.createdAt,
      settledAt: refund.settledAt,
    })),
  }));
}

function alipayTrades(sandbox: Sandbox) {
  return sandbox.store.all('alipayTrade').map(trade => ({
    gateway: 'alipay',
    product: trade.product as string,
    outTradeNo: trade.outTradeNo,
    state: trade.state as string,
    tradeNo: trade.tradeNo,
    amount: trade.total,
    createdAt: trade.createdAt,
    paidAt: trade.paidAt,
    closedAt: trade.closedAt,
    notifyUrl: trade.notifyUrl,
    refunds: sandbox.store.ofTrade('alipayRefund', trade.outTradeNo).map(refund => ({
      refundNo: refund.outRequestNo,
      refundId: undefined,
      amount: refund.amount,
      status: refund.movedAt ? 'SUCCESS' : 'PROCESSING',
      createdAt: refund.createdAt,
      settledAt: refund.movedAt,
    })),
  }));
}

function unionpayTrades(sandbox: Sandbox) {
  const all = sandbox.store.all('unionpayTrade');
  return all
    .filter(trade => trade.txnType === '01')
    .map(trade => ({
      gateway: 'unionpay',
      product: trade.channelType === '08' ? 'app' : 'front',
      outTradeNo: trade.orderId,
      state: trade.state as string,
      tradeNo: trade.queryId,
      amount: trade.txnAmt,
      createdAt: trade.createdAt,
      paidAt: trade.state === 'success' ? trade.settledAt : undefined,
      closedAt: undefined,
      notifyUrl: trade.backUrl,
      refunds: all
        .filter(other => other.origKey === trade.key)
        .map(other => ({
          refundNo: other.orderId,
          refundId: other.queryId,
          amount: other.txnAmt,
          status: other.state as string,
          createdAt: other.createdAt,
          settledAt: other.settledAt,
        })),
    }));
}

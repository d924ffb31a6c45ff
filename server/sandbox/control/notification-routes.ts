import { randomUUID } from 'node:crypto';
import type Router from '@koa/router';
import { tradeFacts } from '../alipay/notifier.ts';
import { payTrade } from '../alipay/pay-trade.ts';
import type { RawRequest } from '../notify/raw-request.ts';
import type { Sandbox } from '../sandbox.ts';
import { alipayUserIdOf, newAlipayNotifyId, openidOf, randomText } from '../state/ids.ts';
import type { AlipayTrade, Delivery, WechatOrder } from '../state/records.ts';
import { payOrder } from '../wechat-pay/pay-order.ts';
import { transactionView } from '../wechat-pay/transaction-view.ts';
import {
  type Asked,
  ControlError,
  optionalCount,
  optionalText,
  orderNumber,
  readAsked,
  requiredText,
} from './request.ts';

/** Notifications as a machine wants them: at once, again, or signed in advance. */
export function notificationRoutes(router: Router, sandbox: Sandbox): void {
  router.post('/control/notifications/flush', async ctx => {
    await sandbox.deliveries.flush();
    ctx.body = { pending: sandbox.store.all('delivery').filter(({ state }) => state === 'pending').length };
  });
  router.post('/control/notifications/resend', async ctx => {
    const number = orderNumber(await readAsked(ctx));
    const deliveries = sandbox.store.all('delivery').filter(({ outTradeNo }) => outTradeNo === number);
    for (const delivery of deliveries) await sandbox.deliveries.attempt(delivery.id, true);
    ctx.body = { resent: deliveries.length };
  });
  router.post('/control/notify-burst', async ctx => {
    ctx.body = { requests: await burst(sandbox, await readAsked(ctx)) };
  });
}

type Ready = RawRequest & { outTradeNo: string };

const AT_ONCE = 64;

/** Pays each order without telling anybody, and returns the notification that would have been sent. */
async function burst(sandbox: Sandbox, asked: Asked): Promise<Ready[]> {
  const gateway = requiredText(asked, 'gateway');
  if (gateway !== 'wechat-pay' && gateway !== 'alipay') {
    throw new ControlError(400, 'gateway must be wechat-pay or alipay');
  }
  const numbers = ((asked['outTradeNos'] as string[] | undefined) ?? []).map(outTradeNo => ({ outTradeNo }));
  const orders = [...numbers, ...((asked['orders'] as Asked[] | undefined) ?? [])] as Asked[];
  const ready: Ready[] = [];
  for (let from = 0; from < orders.length; from += AT_ONCE) {
    const some = orders.slice(from, from + AT_ONCE).map(async order => {
      const delivery =
        gateway === 'wechat-pay' ? wechatDelivery(sandbox, order) : alipayDelivery(sandbox, order);
      const request = await sandbox.deliveries.notifier(gateway).build(delivery);
      return { outTradeNo: delivery.outTradeNo, ...request };
    });
    ready.push(...(await Promise.all(some)));
  }
  return ready;
}

function deliveryOf(gateway: Delivery['gateway'], outTradeNo: string, url: string, facts: object): Delivery {
  const now = new Date();
  return {
    id: randomUUID(),
    gateway,
    kind: 'payment',
    outTradeNo,
    url,
    eventId: gateway === 'alipay' ? newAlipayNotifyId(now) : randomUUID(),
    facts: facts as Record<string, unknown>,
    createdAt: now.toISOString(),
    state: 'pending',
    retries: 0,
    attempts: [],
  };
}

function wechatDelivery(sandbox: Sandbox, asked: Asked): Delivery {
  const outTradeNo = requiredText(asked, 'outTradeNo');
  if (!sandbox.store.get('wechatOrder', outTradeNo)) {
    sandbox.store.put('wechatOrder', outTradeNo, inventedOrder(sandbox, outTradeNo, asked));
  }
  payOrder(sandbox, outTradeNo, { notify: false });
  const order = sandbox.store.get('wechatOrder', outTradeNo)!;
  const facts = { event: 'TRANSACTION.SUCCESS', resource: transactionView(order) };
  return deliveryOf('wechat-pay', outTradeNo, order.notifyUrl ?? '', facts);
}

function alipayDelivery(sandbox: Sandbox, asked: Asked): Delivery {
  const outTradeNo = requiredText(asked, 'outTradeNo');
  if (!sandbox.store.get('alipayTrade', outTradeNo)) {
    sandbox.store.put('alipayTrade', outTradeNo, inventedTrade(sandbox, outTradeNo, asked));
  }
  payTrade(sandbox, outTradeNo, { notify: false });
  const trade = sandbox.store.get('alipayTrade', outTradeNo)!;
  return deliveryOf('alipay', outTradeNo, trade.notifyUrl ?? '', { parameters: tradeFacts(trade) });
}

function amountOf(asked: Asked): number {
  const amount = optionalCount(asked, 'amount');
  if (!amount) throw new ControlError(400, 'an order unknown here needs its amount in fen');
  return amount;
}

/** For a bench that put its payments straight into its database. */
function inventedOrder(sandbox: Sandbox, outTradeNo: string, asked: Asked): WechatOrder {
  const { appid: ownAppid, mchid } = sandbox.keys.wechat;
  const appid = optionalText(asked, 'appid') ?? ownAppid;
  const now = new Date().toISOString();
  return {
    outTradeNo,
    tradeType: 'JSAPI',
    appid,
    mchid,
    description: '电费',
    notifyUrl: requiredText(asked, 'notifyUrl'),
    total: amountOf(asked),
    openid: optionalText(asked, 'openid') ?? openidOf(appid, 'resident'),
    fingerprint: '',
    prepayId: `wx${randomText(16)}`,
    prepayAt: now,
    createdAt: now,
    state: 'NOTPAY',
  };
}

function inventedTrade(sandbox: Sandbox, outTradeNo: string, asked: Asked): AlipayTrade {
  const { appId, sellerId } = sandbox.keys.alipay;
  return {
    outTradeNo,
    product: 'create',
    appId,
    sellerId,
    subject: '电费',
    notifyUrl: requiredText(asked, 'notifyUrl'),
    total: amountOf(asked),
    buyerId: optionalText(asked, 'buyerId') ?? alipayUserIdOf('resident'),
    fingerprint: '',
    token: `bax${randomText(12)}`,
    createdAt: new Date().toISOString(),
    state: 'UNOPENED',
    refunded: 0,
  };
}

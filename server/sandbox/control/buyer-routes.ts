import type Router from '@koa/router';
import { openAppOrder } from '../alipay/app-order.ts';
import { AlipayError } from '../alipay/errors.ts';
import { encodeForm } from '../alipay/parameters.ts';
import { payTrade } from '../alipay/pay-trade.ts';
import type { Sandbox } from '../sandbox.ts';
import type { PayOptions } from '../state/records.ts';
import { declineUnionpay, payUnionpay } from '../unionpay/pay-order.ts';
import { tradeNamed } from '../unionpay/place-order.ts';
import { checkAppParameters, checkJsapiParameters } from '../wechat-pay/client-parameters.ts';
import { payOrder } from '../wechat-pay/pay-order.ts';
import { settleRefund } from '../wechat-pay/refunds.ts';
import {
  type Asked,
  asMoment,
  ControlError,
  optionalText,
  orderNumber,
  readAsked,
  requiredText,
} from './request.ts';

/** What the buyer's hand does, for machines. */
export function buyerRoutes(router: Router, sandbox: Sandbox): void {
  router.post('/control/pay', async ctx => {
    ctx.body = await pay(sandbox, await readAsked(ctx));
  });
  router.post('/control/cancel', async ctx => {
    const asked = await readAsked(ctx);
    const outTradeNo = await resolveOrder(sandbox, asked);
    ctx.body = { cancelled: true, gateway: gatewayOf(sandbox, outTradeNo, asked), outTradeNo };
  });
  router.post('/control/decline', async ctx => {
    const asked = await readAsked(ctx);
    const outTradeNo = await resolveOrder(sandbox, asked);
    const gateway = gatewayOf(sandbox, outTradeNo, asked);
    if (gateway === 'wechat-pay') declineOrder(sandbox, outTradeNo);
    if (gateway === 'unionpay') declineUnionpay(sandbox, tradeNamed(sandbox, outTradeNo)!.key);
    ctx.body = { declined: true, gateway, outTradeNo };
  });
  router.post('/control/refund', async ctx => {
    const asked = await readAsked(ctx);
    const status = requiredText(asked, 'status');
    if (status !== 'SUCCESS' && status !== 'ABNORMAL' && status !== 'CLOSED') {
      throw new ControlError(400, 'status must be SUCCESS, ABNORMAL or CLOSED');
    }
    const refund = await settleRefund(sandbox, requiredText(asked, 'outRefundNo'), status);
    if (!refund) throw new ControlError(409, 'no WeChat refund under way with that outRefundNo');
    ctx.body = refund;
  });
  clientCalls(router, sandbox);
}

/** `wx.requestPayment`, the APP's WeChat call, `my.tradePay`: the results that a client would get. */
function clientCalls(router: Router, sandbox: Sandbox): void {
  router.post('/control/wechat/request-payment', async ctx => {
    const asked = await readAsked(ctx);
    const given = asked as Record<string, string>;
    const checked =
      'prepayid' in given ? checkAppParameters(sandbox, given) : checkJsapiParameters(sandbox, given);
    if ('refusal' in checked) {
      ctx.body = { errMsg: `requestPayment:fail ${checked.refusal}` };
    } else if (asked['action'] === 'cancel') {
      ctx.body = { errMsg: 'requestPayment:fail cancel' };
    } else {
      const result = payOrder(sandbox, checked.order.outTradeNo);
      ctx.body = { errMsg: result.paid ? 'requestPayment:ok' : `requestPayment:fail ${result.reason}` };
    }
  });
  router.post('/control/alipay/trade-pay', async ctx => {
    const asked = await readAsked(ctx);
    const outTradeNo = tradeOf(sandbox, asked);
    if (!outTradeNo) ctx.body = { resultCode: '4000' };
    else if (asked['action'] === 'cancel') ctx.body = { resultCode: '6001' };
    else ctx.body = { resultCode: payTrade(sandbox, outTradeNo).paid ? '9000' : '4000' };
  });
}

/** By `tradeNO` (mini-program) or by `orderStr` (APP), whose signature is checked. */
function tradeOf(sandbox: Sandbox, asked: Asked): string | undefined {
  const orderString = optionalText(asked, 'orderStr');
  if (!orderString) return sandbox.store.find('alipayTrade', requiredText(asked, 'tradeNO'))?.outTradeNo;
  try {
    return openAppOrder(sandbox, orderString).outTradeNo;
  } catch (error) {
    if (error instanceof AlipayError) return undefined;
    throw error;
  }
}

/** WeChat shows it as PAYERROR; Alipay's trade goes on waiting, as in life. */
function declineOrder(sandbox: Sandbox, outTradeNo: string): void {
  const order = sandbox.store.get('wechatOrder', outTradeNo)!;
  if (order.paidAt || order.state === 'CLOSED') throw new ControlError(409, 'the order is paid or closed');
  sandbox.store.put('wechatOrder', outTradeNo, { ...order, state: 'PAYERROR' });
}

type PaidThrough = 'wechat-pay' | 'alipay' | 'unionpay';

async function pay(sandbox: Sandbox, asked: Asked): Promise<object> {
  const outTradeNo = await resolveOrder(sandbox, asked);
  const gateway = gatewayOf(sandbox, outTradeNo, asked);
  const options: PayOptions = {
    force: asked['force'] === true,
    payer: optionalText(asked, 'payer'),
    paidAt: asMoment(asked, 'paidAt'),
    notify: asked['notify'] !== false,
  };
  const result = payThrough(sandbox, gateway, outTradeNo, options);
  if (!result.paid) throw new ControlError(409, result.reason);
  // By default the answer comes when the merchant has been told once, so that a test can look at once.
  if (asked['wait'] !== false) await result.notified;
  return { paid: true, gateway, outTradeNo, ...result.facts };
}

type Paid =
  | { paid: true; notified: Promise<void>; facts: { tradeNo?: string; amount: number; paidAt?: string } }
  | { paid: false; reason: string };

function payThrough(sandbox: Sandbox, gateway: PaidThrough, outTradeNo: string, options: PayOptions): Paid {
  if (gateway === 'wechat-pay') {
    const result = payOrder(sandbox, outTradeNo, options);
    if (!result.paid) return result;
    const { transactionId: tradeNo, total: amount, paidAt } = result.order;
    return { paid: true, notified: result.notified, facts: { tradeNo, amount, paidAt } };
  }
  if (gateway === 'alipay') {
    const result = payTrade(sandbox, outTradeNo, options);
    if (!result.paid) return result;
    const { tradeNo, total: amount, paidAt } = result.trade;
    return { paid: true, notified: result.notified, facts: { tradeNo, amount, paidAt } };
  }
  const result = payUnionpay(sandbox, tradeNamed(sandbox, outTradeNo)!.key, options);
  if (!result.paid) return result;
  const { queryId: tradeNo, txnAmt: amount, settledAt: paidAt } = result.trade;
  return { paid: true, notified: result.notified, facts: { tradeNo, amount, paidAt } };
}

function gatewayOf(sandbox: Sandbox, outTradeNo: string, asked: Asked): PaidThrough {
  const named = optionalText(asked, 'gateway');
  const wechat = sandbox.store.get('wechatOrder', outTradeNo);
  const alipay = sandbox.store.get('alipayTrade', outTradeNo);
  if (wechat && (!named || named === 'wechat-pay')) return 'wechat-pay';
  if (alipay && (!named || named === 'alipay')) return 'alipay';
  if (tradeNamed(sandbox, outTradeNo) && (!named || named === 'unionpay')) return 'unionpay';
  throw new ControlError(404, `no order ${outTradeNo} at ${named ?? 'any gateway'}`);
}

/** The order's number, or that of the cashier address (`payUrl`) or form (`payForm`) which is opened first. */
async function resolveOrder(sandbox: Sandbox, asked: Asked): Promise<string> {
  const number = orderNumber(asked);
  const url = optionalText(asked, 'payUrl');
  const form = asked['payForm'] as { action: string; fields: Record<string, string> } | undefined;
  if (!url && !form) {
    if (!number) throw new ControlError(400, 'outTradeNo (or payUrl, payForm) is missing');
    return number;
  }
  const body = form ? encodeForm(form.fields) : undefined;
  const target = new URL(url ?? form!.action);
  if (!target.href.startsWith(sandbox.baseUrl)) throw new ControlError(400, 'not an address of this sandbox');
  const headers = body ? { 'Content-Type': 'application/x-www-form-urlencoded' } : undefined;
  const reply = await fetch(target, { method: body ? 'POST' : 'GET', body, headers, redirect: 'manual' });
  const unionpay = reply.ok ? form?.fields['orderId'] : undefined;
  if (unionpay && tradeNamed(sandbox, unionpay)) return unionpay;
  const token = reply.headers.get('location')?.split('/').at(-1) ?? target.pathname.split('/').at(-1)!;
  const prepayId = target.searchParams.get('prepay_id') ?? '';
  const order = sandbox.store.find('alipayTrade', token) ?? sandbox.store.find('wechatOrder', prepayId);
  if (!order) throw new ControlError(409, `the cashier refused: ${wordsOf(await reply.text())}`);
  return order.outTradeNo;
}

/** What a refusing page tells a person, without its markup. */
function wordsOf(html: string): string {
  const main = /<main>([\s\S]*)<\/main>/.exec(html)?.[1] ?? html;
  return main
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}

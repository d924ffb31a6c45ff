import type Router from '@koa/router';
import type { Context } from 'koa';
import { parseForm } from '../alipay/parameters.ts';
import { escapeHtml, page } from '../http/page.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { Sandbox } from '../sandbox.ts';
import { type Fields, signed } from '../unionpay/message.ts';
import { orderPage } from '../unionpay/order-page.ts';
import { declineUnionpay, payUnionpay } from '../unionpay/pay-order.ts';
import { isOver } from '../unionpay/place-order.ts';
import type { UnionpayTrade } from '../unionpay/records.ts';
import { resultFields } from '../unionpay/result.ts';
import { refusedPage, resultPage, safeReturn } from './view.ts';

/** UnionPay's page in the browser, and the wallet that opens a `tn`. */
export function unionpayCashier(router: Router, sandbox: Sandbox): void {
  router.get('/cashier/unionpay/app', ctx => {
    const { tn = '', return: back } = parseForm(ctx.querystring);
    const order = sandbox.store.find('unionpayTrade', tn);
    const problem = problemWith(order);
    if (problem || !order) return refuse(ctx, problem ?? '');
    ctx.body = orderPage(sandbox, order, safeReturn(back));
  });
  router.post('/cashier/unionpay/confirm', ctx => confirm(ctx, sandbox));
}

function problemWith(order: UnionpayTrade | undefined): string | undefined {
  if (!order) return '订单不存在';
  if (order.state === 'success') return '订单已支付';
  return isOver(order) ? '订单已超过支付时间' : undefined;
}

function refuse(ctx: Context, heading: string): void {
  ctx.status = 400;
  ctx.body = refusedPage('unionpay', heading, '请回到商户查看或重新下单');
}

async function confirm(ctx: Context, sandbox: Sandbox): Promise<void> {
  const form = parseForm((await readRawBody(ctx.req)).toString('utf8'));
  const order = sandbox.store.find('unionpayTrade', form['token'] ?? '');
  if (!order) return refuse(ctx, '订单不存在');
  const back = safeReturn(form['return']);
  if (form['action'] === 'decline') {
    declineUnionpay(sandbox, order.key);
    if (back) return ctx.redirect(withResult(back, 'fail'));
    ctx.body = resultPage('unionpay', '!', '银行卡余额不足', '没有扣款，可以换卡再付', order.frontUrl);
    return;
  }
  if (form['action'] !== 'pay') {
    if (back) return ctx.redirect(withResult(back, 'cancel'));
    ctx.body = resultPage('unionpay', '×', '已取消付款', '没有扣款', order.frontUrl);
    return;
  }
  const result = payUnionpay(sandbox, order.key);
  if (!result.paid) return refuse(ctx, result.reason);
  if (back) return ctx.redirect(withResult(back, 'success'));
  ctx.body = await frontNotice(sandbox, result.trade);
}

/** The browser carries a signed result to `frontUrl` by itself: a hint for the buyer, no proof. */
async function frontNotice(sandbox: Sandbox, trade: UnionpayTrade): Promise<string> {
  if (!trade.frontUrl) return resultPage('unionpay', '✓', '支付成功', '可以关闭本页面');
  const fields: Fields = await signed(sandbox.keys.unionpay, resultFields(sandbox, trade));
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  return page(
    '支付成功',
    `<section class="sheet"><p class="mark">✓</p><h1>支付成功</h1></section>
    <form method="post" id="back" action="${escapeHtml(trade.frontUrl)}">${hidden.join('')}
    <button class="primary">返回商户</button></form><script>document.getElementById('back').submit()</script>`,
    'unionpay',
  );
}

function withResult(back: string, result: 'success' | 'fail' | 'cancel'): string {
  const url = new URL(back);
  url.searchParams.set('result', result);
  return url.toString();
}

import type Router from '@koa/router';
import type { Context } from 'koa';
import { parseForm } from '../alipay/parameters.ts';
import { escapeHtml, page } from '../http/page.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { Sandbox } from '../sandbox.ts';
import type { WechatOrder } from '../state/records.ts';
import { checkAppParameters, checkJsapiParameters } from '../wechat-pay/client-parameters.ts';
import { payOrder } from '../wechat-pay/pay-order.ts';
import { cashierPage, refusedPage, resultPage, safeReturn } from './view.ts';

const H5_URL_LIFE = 5 * 60;

/** The wallet's pages for each WeChat way of paying. */
export function wechatCashier(router: Router, sandbox: Sandbox): void {
  router.get('/cashier/wechat/h5', ctx => {
    const { prepay_id = '', package: stamp = '', redirect_url } = parseForm(ctx.querystring);
    if (/MicroMessenger/i.test(ctx.get('User-Agent'))) {
      return refuse(ctx, '请在微信外打开订单', '微信浏览器内请使用JSAPI支付');
    }
    const issued = Number(stamp.slice(0, 10));
    if (!(Math.abs(Date.now() / 1000 - issued) < H5_URL_LIFE)) {
      return refuse(ctx, '支付链接已过期', 'h5_url 的有效期为 5 分钟，请回到商户重新下单');
    }
    show(ctx, sandbox, sandbox.store.find('wechatOrder', prepay_id), 'MWEB', redirect_url);
  });
  router.get('/cashier/wechat/native', ctx => {
    const codeUrl = String(ctx.query['code_url'] ?? '');
    const token = /^weixin:\/\/wxpay\/bizpayurl\?pr=(\w+)$/.exec(codeUrl)?.[1];
    if (!token) return nativeIndex(ctx, sandbox);
    show(ctx, sandbox, sandbox.store.find('wechatOrder', token), 'NATIVE', undefined);
  });
  for (const path of ['jsapi', 'app'] as const) {
    router.get(`/cashier/wechat/${path}`, ctx => {
      const { return: back, ...parameters } = parseForm(ctx.querystring);
      const check = path === 'jsapi' ? checkJsapiParameters : checkAppParameters;
      const checked = check(sandbox, parameters);
      if ('refusal' in checked) return refuse(ctx, '支付失败', checked.refusal);
      show(ctx, sandbox, checked.order, checked.order.tradeType, back);
    });
  }
  router.post('/cashier/wechat/confirm', ctx => confirm(ctx, sandbox));
}

function refuse(ctx: Context, heading: string, text: string): void {
  ctx.status = 400;
  ctx.body = refusedPage('wechat', heading, text);
}

function reasonAgainst(order: WechatOrder | undefined, tradeType: string): string | undefined {
  if (!order || order.tradeType !== tradeType) return '订单不存在';
  if (order.paidAt) return '订单已支付';
  return order.state === 'CLOSED' ? '订单已关闭' : undefined;
}

function show(
  ctx: Context,
  sandbox: Sandbox,
  order: WechatOrder | undefined,
  tradeType: WechatOrder['tradeType'],
  back: string | undefined,
): void {
  const problem = reasonAgainst(order, tradeType);
  if (problem || !order) {
    refuse(ctx, problem ?? '', '请回到商户查看或重新下单');
    return;
  }
  ctx.body = cashierPage({
    theme: 'wechat',
    merchant: sandbox.merchantName,
    amount: order.total,
    description: order.description,
    outTradeNo: order.outTradeNo,
    action: '/cashier/wechat/confirm',
    hidden: { prepay_id: order.prepayId, return: safeReturn(back) ?? '' },
  });
}

async function confirm(ctx: Context, sandbox: Sandbox): Promise<void> {
  const form = parseForm((await readRawBody(ctx.req)).toString('utf8'));
  const order = sandbox.store.find('wechatOrder', form['prepay_id'] ?? '');
  if (!order) return refuse(ctx, '订单不存在', '请回到商户重新下单');
  const back = safeReturn(form['return']);
  const result =
    form['action'] === 'pay' ? payOrder(sandbox, order.outTradeNo) : { paid: false as const, reason: '' };
  if (!result.paid && result.reason) return refuse(ctx, '支付失败', result.reason);
  // H5 pay goes back to the merchant either way; the client asks its own server what happened.
  if (back) return ctx.redirect(order.tradeType === 'MWEB' ? back : withResult(back, result.paid));
  ctx.body = result.paid
    ? resultPage('wechat', '✓', '支付成功', '可以关闭本页面')
    : resultPage('wechat', '×', '已取消支付', '没有扣款');
}

/** JSAPI and APP give the client a result of their own, which here travels in the address. */
function withResult(back: string, paid: boolean): string {
  const url = new URL(back);
  url.searchParams.set('result', paid ? 'ok' : 'cancel');
  return url.toString();
}

/** Stands for the camera: open a code by hand, or choose one that was issued. */
function nativeIndex(ctx: Context, sandbox: Sandbox): void {
  const open = sandbox.store
    .all('wechatOrder')
    .filter(order => order.tradeType === 'NATIVE' && !order.paidAt && order.state !== 'CLOSED')
    .slice(-20)
    .reverse();
  const items = open.map(order => {
    const codeUrl = `weixin://wxpay/bizpayurl?pr=${order.codeToken}`;
    return `<li><a href="?code_url=${encodeURIComponent(codeUrl)}">${escapeHtml(order.description)} · ${escapeHtml(order.outTradeNo)}</a></li>`;
  });
  ctx.body = page(
    '扫一扫（沙箱）',
    `<h1>扫一扫</h1><form class="sheet"><label for="code">二维码内容（code_url）</label>
    <input id="code" name="code_url" placeholder="weixin://wxpay/bizpayurl?pr=…" required>
    <button class="primary">打开</button></form><h1>等待付款的二维码</h1><ul>${items.join('') || '<li>没有</li>'}</ul>`,
    'wechat',
  );
}

import type Router from '@koa/router';
import type { Context } from 'koa';
import { openAppOrder } from '../alipay/app-order.ts';
import { AlipayError } from '../alipay/errors.ts';
import { encodeForm, parseForm } from '../alipay/parameters.ts';
import { payTrade } from '../alipay/pay-trade.ts';
import { currentTrade, openTrade } from '../alipay/place-trade.ts';
import { returnAddress } from '../alipay/return-address.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { Sandbox } from '../sandbox.ts';
import type { AlipayTrade } from '../state/records.ts';
import { cashierPage, refusedPage, resultPage, safeReturn } from './view.ts';

/** The wallet's pages for each Alipay way of paying. Opening one makes the trade exist. */
export function alipayCashier(router: Router, sandbox: Sandbox): void {
  router.get('/cashier/alipay/pay/:token', ctx => showByToken(ctx, sandbox, ctx.params['token']!));
  router.get('/cashier/alipay/qr/:token', ctx => showByToken(ctx, sandbox, ctx.params['token']!));
  router.get('/cashier/alipay/trade/:tradeNo', ctx =>
    showByToken(ctx, sandbox, ctx.params['tradeNo']!, String(ctx.query['return'] ?? '')),
  );
  router.get('/cashier/alipay/app', ctx => {
    try {
      show(ctx, sandbox, openAppOrder(sandbox, ctx.querystring));
    } catch (error) {
      if (!(error instanceof AlipayError)) throw error;
      refuse(ctx, '系统繁忙，请稍后再试', `${error.message}（${error.subCode}）`);
    }
  });
  router.post('/cashier/alipay/confirm', ctx => confirm(ctx, sandbox));
}

function refuse(ctx: Context, heading: string, text: string): void {
  ctx.status = 400;
  ctx.body = refusedPage('alipay', heading, text);
}

function showByToken(ctx: Context, sandbox: Sandbox, token: string, back?: string): void {
  const trade = sandbox.store.find('alipayTrade', token);
  const current = trade && currentTrade(sandbox, trade.outTradeNo);
  if (current && !current.paidAt && current.state !== 'TRADE_CLOSED') {
    show(ctx, sandbox, openTrade(sandbox, current), back);
    return;
  }
  const problem = !current ? '交易不存在' : current.paidAt ? '交易已支付' : '交易已关闭';
  refuse(ctx, problem, '请回到商户查看或重新下单');
}

function show(ctx: Context, sandbox: Sandbox, trade: AlipayTrade, back?: string): void {
  ctx.body = cashierPage({
    theme: 'alipay',
    merchant: sandbox.merchantName,
    amount: trade.total,
    description: trade.subject,
    outTradeNo: trade.outTradeNo,
    action: '/cashier/alipay/confirm',
    hidden: { token: trade.token, return: safeReturn(back) ?? '' },
  });
}

async function confirm(ctx: Context, sandbox: Sandbox): Promise<void> {
  const form = parseForm((await readRawBody(ctx.req)).toString('utf8'));
  const trade = sandbox.store.find('alipayTrade', form['token'] ?? '');
  if (!trade) return refuse(ctx, '交易不存在', '请回到商户重新下单');
  const back = safeReturn(form['return']);
  if (form['action'] !== 'pay') return cancelled(ctx, trade, back);
  const result = payTrade(sandbox, trade.outTradeNo);
  if (!result.paid) return refuse(ctx, '付款失败', result.reason);
  const address = await returnAddress(sandbox, result.trade);
  if (address) return ctx.redirect(address);
  if (back) return ctx.redirect(withCode(back, '9000'));
  ctx.body = resultPage('alipay', '✓', '支付成功', '可以关闭本页面');
}

/** A buyer who leaves goes to `quit_url` (wap), or stays with the wallet. */
function cancelled(ctx: Context, trade: AlipayTrade, back: string | undefined): void {
  const target = safeReturn(trade.quitUrl) ?? (back ? withCode(back, '6001') : undefined);
  if (target) ctx.redirect(target);
  else ctx.body = resultPage('alipay', '×', '已取消付款', '没有扣款', safeReturn(trade.returnUrl));
}

/** `my.tradePay`'s result code, which here travels in the address. */
function withCode(back: string, resultCode: string): string {
  return `${back}${back.includes('?') ? '&' : '?'}${encodeForm({ resultCode })}`;
}

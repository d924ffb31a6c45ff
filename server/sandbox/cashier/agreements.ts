import type Router from '@koa/router';
import type { Context } from 'koa';
import { signAgreement } from '../agreements/agreements.ts';
import type { Agreement } from '../agreements/records.ts';
import { agreementFacts } from '../alipay/agreement-facts.ts';
import { encodeForm, parseForm, signedText } from '../alipay/parameters.ts';
import { rsa2 } from '../alipay/signature.ts';
import { escapeHtml, page } from '../http/page.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { Sandbox } from '../sandbox.ts';
import { civil } from '../state/beijing-time.ts';
import { refusedPage, resultPage, safeReturn } from './view.ts';

/** The pages on which a customer consents to be debited. */
export function agreementPages(router: Router, sandbox: Sandbox): void {
  for (const wallet of ['wechat', 'alipay'] as const) {
    router.get(`/cashier/${wallet}/entrust/:token`, ctx => {
      const agreement = sandbox.store.find('agreement', ctx.params['token']!);
      if (agreement?.state !== 'asked') return refuse(ctx, wallet);
      ctx.body = signingPage(sandbox, agreement, safeReturn(String(ctx.query['return'] ?? '')));
    });
  }
  router.post('/cashier/entrust/confirm', ctx => confirm(ctx, sandbox));
}

function refuse(ctx: Context, wallet: 'wechat' | 'alipay'): void {
  ctx.status = 400;
  ctx.body = refusedPage(wallet, '无法签约', '签约链接已失效，请回到商户重新发起');
}

function signingPage(sandbox: Sandbox, agreement: Agreement, back = ''): string {
  const theme = agreement.gateway === 'alipay' ? 'alipay' : 'wechat';
  return page(
    '自动扣款签约（沙箱）',
    `<section class="sheet"><p class="merchant">${escapeHtml(sandbox.merchantName)}</p><h1>开通自动缴费</h1>
    <dl><dt>服务账户</dt><dd>${escapeHtml(agreement.displayName)}</dd>
    <dt>签约号</dt><dd>${escapeHtml(agreement.outCode)}</dd></dl></section>
    <form method="post" action="/cashier/entrust/confirm">
    <input type="hidden" name="token" value="${escapeHtml(agreement.token)}">
    <input type="hidden" name="return" value="${escapeHtml(back)}">
    <button class="primary" name="action" value="sign" id="confirm">同意协议并开通</button>
    <button name="action" value="cancel" id="cancel">取消</button></form>`,
    theme,
  );
}

async function confirm(ctx: Context, sandbox: Sandbox): Promise<void> {
  const form = parseForm((await readRawBody(ctx.req)).toString('utf8'));
  const asked = sandbox.store.find('agreement', form['token'] ?? '');
  if (!asked) return refuse(ctx, 'wechat');
  const wallet = asked.gateway === 'alipay' ? 'alipay' : 'wechat';
  const back = safeReturn(form['return']) ?? safeReturn(asked.returnUrl);
  if (form['action'] !== 'sign') {
    if (back) return ctx.redirect(back);
    ctx.body = resultPage(wallet, '×', '已取消', '没有签约');
    return;
  }
  const signed = await signAgreement(sandbox, asked.key);
  if (!signed) return refuse(ctx, wallet);
  if (!back) ctx.body = resultPage(wallet, '✓', '已开通自动缴费', '可以关闭本页面');
  else ctx.redirect(wallet === 'alipay' ? await alipayReturn(sandbox, signed, back) : back);
}

/** Alipay sends the browser back with a signed account of the agreement: a hint, not a proof. */
async function alipayReturn(sandbox: Sandbox, agreement: Agreement, back: string): Promise<string> {
  const parameters = {
    ...agreementFacts(agreement),
    is_success: 'T',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: civil(new Date()),
    version: '1.0',
  };
  const sign = await rsa2(sandbox.keys.alipaySigner, signedText(parameters, ['sign', 'sign_type']));
  return `${back}${back.includes('?') ? '&' : '?'}${encodeForm({ ...parameters, sign })}`;
}

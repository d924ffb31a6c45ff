import type Router from '@koa/router';
import type { Context } from 'koa';
import { withFaults } from '../http/guard.ts';
import { escapeHtml, page } from '../http/page.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FaultRule } from '../state/records.ts';
import { askToSign, debitByAgreement, queryAgreement, unsignAgreement } from './agreements.ts';
import { billDownloads } from './bill-downloads.ts';
import { cancelTrade, payAtOnce } from './code-pay.ts';
import { AlipayError, business } from './errors.ts';
import { exchangeCode } from './oauth.ts';
import { type Parameters, parseForm } from './parameters.ts';
import { payTrade } from './pay-trade.ts';
import { openTrade, placeTrade } from './place-trade.ts';
import { queryRefund, refundTrade } from './refunds.ts';
import { checkRequest, rsa2 } from './signature.ts';
import { sendTemplateMessage } from './template-message.ts';
import {
  type AlipayCall,
  billAddress,
  closeTrade,
  createTrade,
  precreateTrade,
  queryTrade,
} from './trade-calls.ts';

const PAGES: Record<string, 'wap' | 'page'> = {
  'alipay.trade.wap.pay': 'wap',
  'alipay.trade.page.pay': 'page',
};

/** The OpenAPI gateway: one address, the method in a parameter. */
export function alipayRoutes(router: Router, sandbox: Sandbox): void {
  const bills = billDownloads(sandbox);
  const calls: Record<string, { on: string; call: AlipayCall }> = {
    'alipay.system.oauth.token': { on: 'login', call: exchangeCode },
    'alipay.trade.create': { on: 'create', call: createTrade },
    'alipay.trade.precreate': { on: 'create', call: precreateTrade },
    'alipay.trade.query': { on: 'query', call: queryTrade },
    'alipay.trade.pay': { on: 'create', call: payAtOnce(debitByAgreement) },
    'alipay.user.agreement.query': { on: 'agreement-query', call: queryAgreement },
    'alipay.user.agreement.unsign': { on: 'unsign', call: unsignAgreement },
    'alipay.trade.cancel': { on: 'cancel', call: cancelTrade },
    'alipay.trade.close': { on: 'close', call: closeTrade },
    'alipay.trade.refund': { on: 'refund', call: refundTrade },
    'alipay.trade.fastpay.refund.query': { on: 'refund-query', call: queryRefund },
    'alipay.open.app.mini.templatemessage.send': { on: 'send', call: sendTemplateMessage },
    'alipay.data.dataservice.bill.downloadurl.query': { on: 'bill', call: billAddress(bills.issue) },
  };
  const serve = async (ctx: Context): Promise<void> => {
    const parameters = parseForm((await readRawBody(ctx.req)).toString('utf8'), parseForm(ctx.querystring));
    const method = parameters['method'] ?? '';
    const product = PAGES[method];
    if (product || method === 'alipay.user.agreement.page.sign') {
      return openCashier(ctx, sandbox, product ?? 'agreement', parameters);
    }
    const known = calls[method];
    const occasion = {
      gateway: 'alipay' as const,
      on: parameters['biz_content']?.includes('agreement_params') ? 'debit' : (known?.on ?? 'unknown'),
      outTradeNo: outTradeNoIn(parameters) ?? recipientIn(parameters),
    };
    const misbehaviour = {
      outOfOrder: (rule: FaultRule) => outOfOrder(sandbox, method, rule),
      declined: (rule: FaultRule) => reply(sandbox, method, declined(rule, known?.on).node(), true),
      pay: async (no: string) => {
        const result = payTrade(sandbox, no, { force: true });
        if (result.paid) await result.notified;
      },
    };
    await withFaults(ctx, sandbox, occasion, misbehaviour, fault =>
      answer(sandbox, parameters, method, known?.call, fault),
    );
  };
  router.get('/alipay/gateway.do', serve);
  router.post('/alipay/gateway.do', serve);
  router.get('/alipay/bill-download', bills.serve);
}

async function answer(
  sandbox: Sandbox,
  parameters: Parameters,
  method: string,
  call: AlipayCall | undefined,
  fault: FaultRule | undefined,
): Promise<RawReply> {
  try {
    checkRequest(sandbox.keys, parameters, new Date());
    if (!call) throw new AlipayError('40002', 'isv.invalid-method', '不存在的方法名');
    const node = call(sandbox, parameters);
    const named = method === 'alipay.system.oauth.token' ? node : { code: '10000', msg: 'Success', ...node };
    return await reply(sandbox, method, named, false, fault);
  } catch (error) {
    if (!(error instanceof AlipayError)) throw error;
    return reply(sandbox, method, error.node(), true, fault);
  }
}

/**
 * `{"…_response":{…},"sign":"…"}`, signed over the node's text as it stands. The gateway writes `/` as `\/`, so
 * whoever parses the node and prints it again to verify gets another text.
 */
async function reply(
  sandbox: Sandbox,
  method: string,
  node: object,
  failed: boolean,
  fault?: FaultRule,
): Promise<RawReply> {
  const oauthRefusal = failed && method === 'alipay.system.oauth.token';
  const name = oauthRefusal || !method ? 'error_response' : `${method.replaceAll('.', '_')}_response`;
  const text = JSON.stringify(node).replaceAll('/', '\\/');
  const key = fault?.fault === 'forged-reply' ? sandbox.keys.strangerKey : sandbox.keys.alipaySigner;
  const sign = await rsa2(key, text);
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html;charset=utf-8' },
    body: `{${JSON.stringify(name)}:${text},"sign":"${sign}"}`,
    refused: failed,
  };
}

/** Out of order it says 20000 (unknown), unless an HTTP status was asked for. */
async function outOfOrder(sandbox: Sandbox, method: string, rule: FaultRule): Promise<RawReply> {
  if (rule.status) {
    return {
      status: rule.status,
      headers: { 'Content-Type': 'text/html' },
      body: '<h1>Service Unavailable</h1>',
    };
  }
  const error = new AlipayError('20000', rule.code ?? 'isp.unknow-error', '系统繁忙');
  return reply(sandbox, method, error.node(), true);
}

const declined = (rule: FaultRule, on?: string): AlipayError => {
  if (on === 'send')
    return business(rule.code ?? 'USER_NOT_SUBSCRIBE', rule.message ?? '用户未订阅该消息模板');
  return business(rule.code ?? 'ACQ.SELLER_BALANCE_NOT_ENOUGH', rule.message ?? '卖家余额不足');
};

/** Only to match fault rules, before anything is checked. */
function outTradeNoIn(parameters: Parameters): string | undefined {
  return /"out_trade_no"\s*:\s*"([^"]+)"/.exec(parameters['biz_content'] ?? '')?.[1];
}

/** Likewise: whom a message goes to. */
function recipientIn(parameters: Parameters): string | undefined {
  return /"to_(?:user|open)_id"\s*:\s*"([^"]+)"/.exec(parameters['biz_content'] ?? '')?.[1];
}

/** Pages opened by the buyer's browser: it is shown the cashier or the agreement, or why not. */
function openCashier(
  ctx: Context,
  sandbox: Sandbox,
  product: 'wap' | 'page' | 'agreement',
  parameters: Parameters,
): void {
  try {
    if (product === 'agreement') {
      ctx.redirect(`/cashier/alipay/entrust/${askToSign(sandbox, parameters).token}`);
      return;
    }
    checkRequest(sandbox.keys, parameters, new Date());
    const trade = openTrade(sandbox, placeTrade(sandbox, product, parameters));
    ctx.redirect(`/cashier/alipay/pay/${trade.token}`);
  } catch (error) {
    if (!(error instanceof AlipayError)) throw error;
    ctx.status = error.code === '40004' ? 200 : 400;
    const message = `<h1>无法付款</h1><p>${escapeHtml(error.message)}</p><p class="faint">错误代码 ${escapeHtml(error.subCode)}</p>`;
    ctx.body = page('支付宝收银台（沙箱）', message, 'alipay');
  }
}

import type Router from '@koa/router';
import type { Context } from 'koa';
import { parseForm } from '../alipay/parameters.ts';
import { refusedPage } from '../cashier/view.ts';
import { withFaults } from '../http/guard.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import { businessDate, hourOf } from '../state/beijing-time.ts';
import type { FaultRule } from '../state/records.ts';
import { takeBackTrade } from './back-trades.ts';
import { malformed, UnionpayError, wordsOf } from './codes.ts';
import { asReply, type Fields, signed } from './message.ts';
import { orderPage } from './order-page.ts';
import { payUnionpay } from './pay-order.ts';
import { placeOrder, tradeNamed } from './place-order.ts';
import { checkRequest, ORDER_ID, required } from './request.ts';
import { queryFields } from './result.ts';
import { settlementFile } from './settlement-file.ts';

/** One call: the reply's fields, before they are signed. */
type Call = (sandbox: Sandbox, fields: Fields) => Fields;

const ECHOED = [
  'txnType',
  'txnSubType',
  'bizType',
  'accessType',
  'merId',
  'orderId',
  'txnTime',
  'settleDate',
];

const echo = (fields: Fields, respCode: string, respMsg = wordsOf(respCode)): Fields => ({
  version: '5.1.0',
  encoding: 'UTF-8',
  signMethod: '01',
  ...Object.fromEntries(ECHOED.filter(name => fields[name]).map(name => [name, fields[name]!])),
  respCode,
  respMsg,
});

/** The gateway under `/unionpay`, which stands for gateway.95516.com and filedownload.95516.com. */
export function unionpayRoutes(router: Router, sandbox: Sandbox): void {
  const api = '/unionpay/gateway/api';
  router.post(`${api}/frontTransReq.do`, ctx => openCashier(ctx, sandbox));
  router.post(`${api}/appTransReq.do`, call(sandbox, 'create', takeAppOrder));
  router.post(`${api}/queryTrans.do`, call(sandbox, 'query', queryTrade));
  router.post(`${api}/backTransReq.do`, call(sandbox, 'refund', takeBackTrade));
  // The old address answers the file call too; the documents name it first.
  for (const path of ['/unionpay/filedownload', '/unionpay/filedownload/']) {
    router.post(path, call(sandbox, 'bill', transferFile));
  }
}

/** The App product: `tn` opens the wallet's own cashier. */
const takeAppOrder: Call = (sandbox, fields) => {
  const order = placeOrder(sandbox, fields);
  return { ...echo(fields, '00'), tn: order.token };
};

/** A trade the buyer never confirmed is unknown to the platform: 34. */
const queryTrade: Call = (sandbox, fields) => {
  if (fields['txnType'] !== '00') throw malformed('txnType');
  const key = `${required(fields, 'orderId', ORDER_ID)} ${fields['txnTime']}`;
  const trade = sandbox.store.get('unionpayTrade', key);
  if (!trade || trade.state === 'waiting') throw new UnionpayError('34');
  return queryFields(sandbox, trade);
};

const transferFile: Call = (sandbox, fields) => {
  if (fields['txnType'] !== '76' || fields['txnSubType'] !== '01') throw malformed('txnType');
  if (fields['fileType'] !== '00') throw malformed('fileType');
  const day = dayOf(required(fields, 'settleDate', /^\d{4}$/));
  const file = isReady(sandbox, day) ? settlementFile(sandbox, day) : undefined;
  if (!file) throw new UnionpayError('98');
  return { ...echo(fields, '00'), ...file };
};

/** `MMDD` of the twelve months up to now. */
function dayOf(settleDate: string): string {
  const today = businessDate(new Date(Date.now() + 86_400_000));
  const near = `${today.slice(0, 4)}-${settleDate.slice(0, 2)}-${settleDate.slice(2)}`;
  return near <= today ? near : `${Number(today.slice(0, 4)) - 1}${near.slice(4)}`;
}

/** From 09:00 of the day after. */
function isReady(sandbox: Sandbox, day: string): boolean {
  if (!sandbox.settings().enforceBillTime) return true;
  const now = new Date();
  const yesterday = businessDate(new Date(now.getTime() - 86_400_000));
  return day < yesterday || (day === yesterday && hourOf(now) >= 9);
}

function call(sandbox: Sandbox, on: string, carryOut: Call) {
  return async (ctx: Context): Promise<void> => {
    const fields = parseForm((await readRawBody(ctx.req)).toString('utf8'));
    const refuse = (respCode: string) => reply(sandbox, echo(fields, respCode));
    const misbehaviour = {
      // Out of order it says 04 (unknown), unless an HTTP status was asked for.
      outOfOrder: (rule: FaultRule) =>
        rule.status ? html(rule.status, '<h1>502 Bad Gateway</h1>') : refuse(rule.code ?? '04'),
      declined: (rule: FaultRule) => refuse(rule.code ?? '01'),
      pay: (orderId: string) => payNamed(sandbox, orderId),
    };
    const occasion = { gateway: 'unionpay' as const, on, outTradeNo: fields['orderId'] };
    await withFaults(ctx, sandbox, occasion, misbehaviour, fault => answer(sandbox, fields, carryOut, fault));
  };
}

async function payNamed(sandbox: Sandbox, orderId: string): Promise<void> {
  const trade = tradeNamed(sandbox, orderId);
  const result = trade && payUnionpay(sandbox, trade.key, { force: true });
  if (result?.paid) await result.notified;
}

async function answer(
  sandbox: Sandbox,
  fields: Fields,
  carryOut: Call,
  fault?: FaultRule,
): Promise<RawReply> {
  try {
    checkRequest(sandbox.keys.unionpay, fields, new Date());
    return await reply(sandbox, carryOut(sandbox, fields), fault);
  } catch (error) {
    if (!(error instanceof UnionpayError)) throw error;
    return reply(sandbox, echo(fields, error.respCode, error.message), fault);
  }
}

async function reply(sandbox: Sandbox, fields: Fields, fault?: FaultRule): Promise<RawReply> {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html;charset=UTF-8' },
    body: asReply(await signed(sandbox.keys.unionpay, fields, fault)),
  };
}

const html = (status: number, body: string): RawReply => ({
  status,
  headers: { 'Content-Type': 'text/html;charset=UTF-8' },
  body,
});

/** The buyer's browser brings the order: it is shown the cashier, or why not. */
async function openCashier(ctx: Context, sandbox: Sandbox): Promise<void> {
  const fields = parseForm((await readRawBody(ctx.req)).toString('utf8'));
  const refused = (text: string): RawReply => html(400, refusedPage('unionpay', '无法付款', text));
  const misbehaviour = {
    outOfOrder: (rule: FaultRule) => html(rule.status ?? 502, '<h1>502 Bad Gateway</h1>'),
    declined: (rule: FaultRule) => refused(wordsOf(rule.code ?? '01')),
    pay: (orderId: string) => payNamed(sandbox, orderId),
  };
  const occasion = { gateway: 'unionpay' as const, on: 'create', outTradeNo: fields['orderId'] };
  await withFaults(ctx, sandbox, occasion, misbehaviour, () => {
    try {
      checkRequest(sandbox.keys.unionpay, fields, new Date());
      return html(200, orderPage(sandbox, placeOrder(sandbox, fields)));
    } catch (error) {
      if (!(error instanceof UnionpayError)) throw error;
      return refused(`${error.message}（${error.respCode}）`);
    }
  });
}

import type { Context } from 'koa';
import { withFaults } from '../http/guard.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import { randomText } from '../state/ids.ts';
import type { Keys } from '../state/keys.ts';
import type { FaultRule } from '../state/records.ts';
import { authorize } from './authorization.ts';
import { WechatError } from './errors.ts';
import { payOrder } from './pay-order.ts';
import { type KeyMode, signatureHeaders } from './signature.ts';

export interface WechatCall {
  mchid: string;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

/** A value is sent as JSON with 200; undefined as 204 without a body. */
type Handler = (call: WechatCall) => object | undefined;

const PREFIX = '/wechat-pay';

/** One call of the v3 API: faults, signature, handling, signed reply. */
export function wechatCall(sandbox: Sandbox, on: string, handle: Handler) {
  return async (ctx: Context & { params: Record<string, string> }): Promise<void> => {
    const body = await readRawBody(ctx.req);
    const outTradeNo = ctx.params['outTradeNo'] ?? outTradeNoIn(body);
    const mode: KeyMode = ctx.get('Wechatpay-Serial').startsWith('PUB_KEY_ID_')
      ? 'public-key'
      : 'platform-certificate';
    const misbehaviour = {
      outOfOrder: (rule: FaultRule) => outOfOrder(sandbox.keys, mode, rule),
      declined: (rule: FaultRule) => declined(sandbox.keys, mode, rule),
      pay: async (no: string) => {
        const result = payOrder(sandbox, no, { force: true });
        if (result.paid) await result.notified;
      },
    };
    await withFaults(ctx, sandbox, { gateway: 'wechat-pay', on, outTradeNo }, misbehaviour, fault =>
      answer(sandbox, ctx, body, mode, handle, fault),
    );
  };
}

async function answer(
  sandbox: Sandbox,
  ctx: Context & { params: Record<string, string> },
  body: Buffer,
  mode: KeyMode,
  handle: Handler,
  fault: FaultRule | undefined,
): Promise<RawReply> {
  let status = 200;
  let text = '';
  try {
    checkHeaders(sandbox, ctx, body);
    const target = ctx.req.url!.slice(PREFIX.length);
    const authorization = ctx.get('Authorization') || undefined;
    const mchid = authorize(sandbox.keys, { method: ctx.method, target, authorization, body }, new Date());
    const query = new URLSearchParams(ctx.querystring);
    const result = handle({ mchid, params: ctx.params, query, body: parseJson(body) });
    if (result === undefined) status = 204;
    else text = JSON.stringify(result);
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    status = error.status;
    text = error.body();
  }
  const headers = await signatureHeaders(sandbox.keys, mode, text, fault);
  return { status, headers: { ...headers, ...plainHeaders(text) }, body: text };
}

const plainHeaders = (text: string): Record<string, string> => ({
  'Request-ID': randomText(16).toUpperCase(),
  ...(text ? { 'Content-Type': 'application/json; charset=utf-8' } : {}),
});

function checkHeaders(sandbox: Sandbox, ctx: Context, body: Buffer): void {
  const accept = ctx.get('Accept');
  if (!ctx.get('User-Agent') || !/application\/json|\*\/\*/.test(accept)) {
    throw new WechatError(400, 'PARAM_ERROR', 'Http头缺少Accept或User-Agent');
  }
  if (body.length > 0 && !/^application\/json/i.test(ctx.get('Content-Type'))) {
    throw new WechatError(415, 'PARAM_ERROR', 'Http头Content-Type应为application/json');
  }
  const serial = ctx.get('Wechatpay-Serial');
  const { publicKeyId, platform } = sandbox.keys.wechat;
  if (serial && serial !== publicKeyId && !platform.some(certificate => certificate.serial === serial)) {
    throw new WechatError(400, 'PARAM_ERROR', 'Http头Wechatpay-Serial中的公钥ID或平台证书序列号有误');
  }
}

function parseJson(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (value && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the refusal.
  }
  throw new WechatError(400, 'PARAM_ERROR', '请求体不是合法的JSON对象');
}

/** Only to match fault rules, before anything is checked. */
function outTradeNoIn(body: Buffer): string | undefined {
  return /"out_trade_no"\s*:\s*"([^"]+)"/.exec(body.toString('utf8'))?.[1];
}

/** The gateway itself signs its errors; a 502 comes from the layer in front of it, unsigned and in HTML. */
async function outOfOrder(keys: Keys, mode: KeyMode, rule: FaultRule): Promise<RawReply> {
  if (rule.status === 502) {
    return { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<h1>502 Bad Gateway</h1>' };
  }
  return refusal(keys, mode, new WechatError(rule.status ?? 500, 'SYSTEM_ERROR', '系统异常，请稍后重试'));
}

async function declined(keys: Keys, mode: KeyMode, rule: FaultRule): Promise<RawReply> {
  const { status = 403, code = 'NOT_ENOUGH', message = '基本账户余额不足，请充值后重新发起' } = rule;
  return refusal(keys, mode, new WechatError(status, code, message));
}

async function refusal(keys: Keys, mode: KeyMode, error: WechatError): Promise<RawReply> {
  const body = error.body();
  const headers = { ...(await signatureHeaders(keys, mode, body)), ...plainHeaders(body) };
  return { status: error.status, headers, body };
}

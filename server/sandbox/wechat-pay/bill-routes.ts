import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type Router from '@koa/router';
import { withFaults } from '../http/guard.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import { businessDate, hourOf } from '../state/beijing-time.ts';
import { randomText } from '../state/ids.ts';
import { authorize } from './authorization.ts';
import { type WechatCall, wechatCall } from './call.ts';
import { invalidRequest, WechatError } from './errors.ts';
import { fundFlowBill } from './fund-flow-bill.ts';
import { type BillType, tradeBill } from './trade-bill.ts';

interface Ticket {
  file: Buffer;
  expiresAt: number;
}

const DAY = 24 * 3600_000;

export function billRoutes(router: Router, sandbox: Sandbox, base: string): void {
  const tickets = new Map<string, Ticket>();
  router.get(
    `${base}/bill/tradebill`,
    wechatCall(sandbox, 'bill', call => {
      const type = oneOf(call, 'bill_type', ['ALL', 'SUCCESS', 'REFUND']) as BillType;
      return offer(sandbox, tickets, call, tradeBill(sandbox.store, dateOf(sandbox, call), type));
    }),
  );
  router.get(
    `${base}/bill/fundflowbill`,
    wechatCall(sandbox, 'bill', call => {
      const account = oneOf(call, 'account_type', ['BASIC', 'OPERATION', 'FEES']);
      const date = dateOf(sandbox, call);
      // All money of this merchant passes through the basic account.
      return offer(
        sandbox,
        tickets,
        call,
        account === 'BASIC' ? fundFlowBill(sandbox.store, date) : undefined,
      );
    }),
  );
  router.get(`${base}/billdownload/file`, async ctx => {
    const occasion = { gateway: 'wechat-pay' as const, on: 'bill-download' };
    const broken = (): RawReply => refusal(new WechatError(500, 'SYSTEM_ERROR', '系统异常，请稍后重试'));
    const misbehaviour = { outOfOrder: broken, declined: broken, pay: async () => {} };
    await withFaults(ctx, sandbox, occasion, misbehaviour, () => {
      try {
        const target = ctx.req.url!.slice('/wechat-pay'.length);
        const authorization = ctx.get('Authorization') || undefined;
        authorize(sandbox.keys, { method: 'GET', target, authorization, body: Buffer.alloc(0) }, new Date());
        return download(tickets, String(ctx.query['token'] ?? ''));
      } catch (error) {
        if (error instanceof WechatError) return refusal(error);
        throw error;
      }
    });
  });
}

/** The answer carries the file's digest; the file itself comes unsigned from a short-lived address. */
function offer(
  sandbox: Sandbox,
  tickets: Map<string, Ticket>,
  call: WechatCall,
  file: Buffer | undefined,
): object {
  if (!file) throw new WechatError(400, 'NO_STATEMENT_EXIST', '请求的账单文件不存在');
  const gzip = oneOf(call, 'tar_type', ['', 'GZIP']) === 'GZIP';
  const token = randomText(24);
  const expiresAt = Date.now() + sandbox.settings().downloadUrlSeconds * 1000;
  for (const [old, ticket] of tickets) if (ticket.expiresAt < Date.now()) tickets.delete(old);
  tickets.set(token, { file: gzip ? gzipSync(file) : file, expiresAt });
  return {
    hash_type: 'SHA1',
    // Of the file itself, not of its compressed form.
    hash_value: createHash('sha1').update(file).digest('hex'),
    download_url: `${sandbox.baseUrl}/wechat-pay/v3/billdownload/file?token=${token}`,
  };
}

function download(tickets: Map<string, Ticket>, token: string): RawReply {
  const ticket = tickets.get(token);
  if (!ticket || ticket.expiresAt < Date.now()) {
    return refusal(new WechatError(400, 'INVALID_REQUEST', '下载地址无效或已过期'));
  }
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: ticket.file };
}

const refusal = (error: WechatError): RawReply => ({
  status: error.status,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: error.body(),
});

/** First value is the default when the parameter is missing. */
function oneOf(call: WechatCall, name: string, values: string[]): string {
  const value = call.query.get(name) ?? values[0]!;
  if (!values.includes(value)) throw queryError(name, value);
  return value;
}

const queryError = (field: string, value: string): WechatError =>
  new WechatError(400, 'PARAM_ERROR', `输入源“/query/${field}”规则校验失败`, {
    field,
    value,
    location: 'query',
  });

function dateOf(sandbox: Sandbox, call: WechatCall): string {
  const text = call.query.get('bill_date') ?? '';
  const start = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00+08:00`) : Number.NaN;
  if (Number.isNaN(start)) throw queryError('bill_date', text);
  const now = new Date();
  if (!sandbox.settings().enforceBillTime) return text;
  const age = Date.parse(`${businessDate(now)}T00:00:00+08:00`) - start;
  if (age <= 0) throw invalidRequest('不支持查询当日及以后的账单');
  if (age > 92 * DAY) throw invalidRequest('仅支持下载三个月内的账单');
  if (age === DAY && hourOf(now) < 10)
    throw new WechatError(400, 'STATEMENT_CREATING', '账单生成中，请稍后再试');
  return text;
}

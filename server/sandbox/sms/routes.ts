import { randomUUID } from 'node:crypto';
import type Router from '@koa/router';
import { withFaults } from '../http/guard.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FaultRule, SmsMessage } from '../state/records.ts';
import { refusalOf } from './authorization.ts';
import { tellSmsReceipt } from './receipts.ts';

const json = (status: number, value: object): RawReply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});
const refuse = (status: number, code: string, message: string): RawReply =>
  json(status, { code, message, requestId: randomUUID() });

/** An SMS provider; what it sent stands on the page of messages. */
export function smsRoutes(router: Router, sandbox: Sandbox): void {
  const nonces = new Set<string>();
  const misbehaviour = {
    outOfOrder: (rule: FaultRule) => refuse(rule.status ?? 503, 'ServiceUnavailable', '服务暂不可用'),
    declined: (rule: FaultRule) =>
      refuse(
        rule.status ?? 400,
        rule.code ?? 'isv.BUSINESS_LIMIT_CONTROL',
        rule.message ?? '触发号码天级流控',
      ),
    pay: async () => {},
  };
  router.post('/sms/send', async ctx => {
    const body = await readRawBody(ctx.req);
    const occasion = { gateway: 'sms' as const, on: 'send', outTradeNo: phoneIn(body) };
    await withFaults(ctx, sandbox, occasion, misbehaviour, () => {
      const { smsLeewaySeconds, smsPerSecond } = sandbox.settings();
      const header = ctx.get('Authorization');
      const refused = refusalOf(header, body, sandbox.keys.sms, nonces, new Date(), smsLeewaySeconds);
      if (refused) return refuse(403, refused, '签名校验失败');
      if (!sandbox.rates.allows('sms', smsPerSecond)) {
        return refuse(429, 'Throttling', '请求过于频繁');
      }
      return accept(sandbox, body);
    });
  });
}

/** Newest first; of one number, or of all when none is given. */
export function messagesTo(sandbox: Sandbox, phone: string): SmsMessage[] {
  const messages = sandbox.store.all('sms').reverse();
  return phone ? messages.filter(message => message.phone === phone) : messages;
}

function accept(sandbox: Sandbox, body: Buffer): RawReply {
  let asked: Record<string, unknown>;
  try {
    asked = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    return refuse(400, 'InvalidJSONFormat', '请求体不是JSON');
  }
  const { phone, sign, template, params, requestId } = asked ?? {};
  if (typeof phone !== 'string' || !/^1[3-9]\d{9}$/.test(phone)) {
    return refuse(400, 'isv.MOBILE_NUMBER_ILLEGAL', '手机号码格式错误');
  }
  if (typeof sign !== 'string' || !sign) return refuse(400, 'isv.SMS_SIGNATURE_ILLEGAL', '签名不存在');
  if (typeof template !== 'string' || !template) return refuse(400, 'isv.SMS_TEMPLATE_ILLEGAL', '模板不存在');
  if (typeof requestId !== 'string' || !requestId) return refuse(400, 'MissingRequestId', '缺少requestId');
  if (!isTexts(params)) return refuse(400, 'isv.TEMPLATE_PARAMS_ILLEGAL', '模板变量应为字符串');
  // The same request again is the same message: the person is not texted twice.
  const known = sandbox.store.find('sms', requestId);
  if (known) return json(200, { code: 'OK', messageId: known.messageId });
  const messageId = randomUUID();
  const sentAt = new Date().toISOString();
  const message = { messageId, requestId, phone, sign, template, params, sentAt };
  sandbox.store.put('sms', messageId, message);
  tellSmsReceipt(sandbox, message);
  return json(200, { code: 'OK', messageId });
}

function isTexts(params: unknown): params is Record<string, string> {
  return (
    typeof params === 'object' &&
    params !== null &&
    !Array.isArray(params) &&
    Object.values(params).every(value => typeof value === 'string')
  );
}

/** Only to match fault rules, before anything is checked. */
const phoneIn = (body: Buffer): string | undefined =>
  /"phone"\s*:\s*"([^"]+)"/.exec(body.toString('utf8'))?.[1];

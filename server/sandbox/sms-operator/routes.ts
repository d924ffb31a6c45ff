import { randomUUID } from 'node:crypto';
import type Router from '@koa/router';
import { withFaults } from '../http/guard.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import { randomDigits } from '../state/ids.ts';
import type { FaultRule } from '../state/records.ts';
import { refusalOf } from './authorization.ts';
import { tellOperatorReceipt } from './inbound.ts';

type Asked = Record<string, unknown>;

const answer = (Response: object, status = 200): RawReply => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ Response: { ...Response, RequestId: randomUUID() } }),
});
const failed = (Code: string, Message: string): RawReply => answer({ Error: { Code, Message } });

/** Tencent Cloud SMS: SendSms of 2021-01-11 under `/tencent-sms/`. */
export function smsOperatorRoutes(router: Router, sandbox: Sandbox): void {
  const serve = async (ctx: Parameters<Parameters<Router['post']>[1]>[0]): Promise<void> => {
    const body = await readRawBody(ctx.req);
    const misbehaviour = {
      outOfOrder: (rule: FaultRule) =>
        rule.status ? answer({}, rule.status) : failed('InternalError', '内部错误'),
      declined: (rule: FaultRule) =>
        failed(rule.code ?? 'RequestLimitExceeded', rule.message ?? '请求的次数超过了频率限制'),
      pay: async () => {},
    };
    const occasion = { gateway: 'sms-operator' as const, on: 'send', outTradeNo: phoneIn(body) };
    await withFaults(ctx, sandbox, occasion, misbehaviour, () => {
      const { smsLeewaySeconds, smsPerSecond } = sandbox.settings();
      const keys = sandbox.keys.tencentSms;
      const refused = refusalOf(name => ctx.get(name), body, keys, new Date(), smsLeewaySeconds);
      if (refused) return failed(refused, '签名校验失败');
      if (ctx.get('X-TC-Action') !== 'SendSms') return failed('InvalidAction', '接口不存在');
      if (ctx.get('X-TC-Version') !== '2021-01-11') return failed('NoSuchVersion', '接口版本不存在');
      if (!sandbox.rates.allows('sms-operator', smsPerSecond)) {
        return failed('RequestLimitExceeded', '请求的次数超过了频率限制');
      }
      return send(sandbox, body);
    });
  };
  router.post('/tencent-sms', serve);
  router.post('/tencent-sms/', serve);
}

function send(sandbox: Sandbox, body: Buffer): RawReply {
  let asked: Asked;
  try {
    asked = JSON.parse(body.toString('utf8')) as Asked;
  } catch {
    return failed('InvalidParameter', '请求体不是JSON');
  }
  const {
    PhoneNumberSet,
    SmsSdkAppId,
    SignName,
    TemplateId,
    TemplateParamSet = [],
    SessionContext = '',
  } = asked;
  if (!isTexts(PhoneNumberSet) || PhoneNumberSet.length === 0 || PhoneNumberSet.length > 200) {
    return failed('MissingParameter', 'PhoneNumberSet');
  }
  if (SmsSdkAppId !== sandbox.keys.tencentSms.sdkAppId) {
    return failed('UnauthorizedOperation.SmsSdkAppIdVerifyFail', 'SmsSdkAppId校验失败');
  }
  if (typeof SignName !== 'string' || !SignName) return failed('MissingParameter', 'SignName');
  if (typeof TemplateId !== 'string' || !TemplateId) return failed('MissingParameter', 'TemplateId');
  if (!isTexts(TemplateParamSet)) return failed('InvalidParameter', 'TemplateParamSet');
  const message = {
    sign: SignName,
    template: TemplateId,
    params: Object.fromEntries(TemplateParamSet.map((text, at) => [String(at + 1), text])),
    session: String(SessionContext),
  };
  return answer({ SendStatusSet: PhoneNumberSet.map(number => deliver(sandbox, number, message)) });
}

interface Content {
  sign: string;
  template: string;
  params: Record<string, string>;
  session: string;
}

/** To one number; the same call again is another message, as with the provider. */
function deliver(sandbox: Sandbox, number: string, { session, ...content }: Content): object {
  const phone = /^(?:\+86|0086)?(1[3-9]\d{9})$/.exec(number)?.[1];
  const common = { PhoneNumber: number, SessionContext: session, IsoCode: 'CN' };
  if (!phone) {
    const Message = 'incorrect phone number';
    return { ...common, SerialNo: '', Fee: 0, Code: 'InvalidParameterValue.IncorrectPhoneNumber', Message };
  }
  const SerialNo = `5000:${randomDigits(28)}`;
  const sentAt = new Date().toISOString();
  const message = { messageId: SerialNo, requestId: session, phone, sentAt, ...content };
  sandbox.store.put('sms', SerialNo, message);
  tellOperatorReceipt(sandbox, message);
  sandbox.store.put('operatorMessage', SerialNo, {
    id: SerialNo,
    direction: 'MT',
    at: sentAt,
    phone,
    serialNo: SerialNo,
    template: content.template,
  });
  return { ...common, SerialNo, Fee: 1, Code: 'Ok', Message: 'send success' };
}

/** Only to match fault rules, before anything is checked. */
const phoneIn = (body: Buffer): string | undefined =>
  /"PhoneNumberSet"\s*:\s*\[\s*"(?:\+86|0086)?(\d{11})"/.exec(body.toString('utf8'))?.[1];

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(one => typeof one === 'string');

/**
 * Tencent Cloud SMS, SendSms 2021-01-11 (cloud.tencent.com/document/api/382/55981), signed by TC3-HMAC-SHA256
 * (…/382/52072). The provider knows no idempotent request: a lost reply may lead to a second, equal message.
 */
import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { HttpClient } from '../../../infra/http-client.ts';
import { Undeliverable } from '../outbox.ts';
import { parametersOf, type TemplateName } from '../templates.ts';
import type { SmsProvider } from './sms-provider.ts';

export interface TencentSmsSettings {
  url: string;
  secretId: string;
  secretKey: string;
  appId: string;
  sign: string;
  /** The provider's template ids by our codes, `<name>.<language>`; our own code where none is given. */
  templates: Readonly<Record<string, string>>;
}

const timeoutMs = 10_000;
const action = 'SendSms';
const contentType = 'application/json; charset=utf-8';
/** Refusals that a repeat cannot change. */
const finalRefusals =
  /^(InvalidParameterValue\.|UnsupportedOperation\.|FailedOperation\.(PhoneNumberInBlacklist|ContainSensitiveWord|TemplateIncorrectOrUnapproved|SignatureIncorrectOrUnapproved))/;

const Reply = z.object({
  Response: z.object({
    SendStatusSet: z.array(z.object({ SerialNo: z.string(), Code: z.string() })).optional(),
    Error: z.object({ Code: z.string() }).optional(),
  }),
});

export function createTencentSms(settings: TencentSmsSettings, http: HttpClient): SmsProvider {
  return {
    async send({ phone, template, params, requestId, order }) {
      const names = order ?? parametersOf(template.slice(0, template.lastIndexOf('.')) as TemplateName);
      const body = JSON.stringify({
        PhoneNumberSet: [`+86${phone}`],
        SmsSdkAppId: settings.appId,
        SignName: settings.sign,
        TemplateId: settings.templates[template] ?? template,
        TemplateParamSet: names.map(parameter => params[parameter] ?? ''),
        SessionContext: requestId,
      });
      // The provider compares the time with its own clock: real time, whatever clock the hall was given.
      const headers = signedHeaders(settings, new URL(settings.url).host, body, new Date());
      const reply = await http.request({ method: 'POST', url: settings.url, headers, body, timeoutMs });
      return understand(reply.status, reply.body);
    },
  };
}

export function signedHeaders(
  { secretId, secretKey }: Pick<TencentSmsSettings, 'secretId' | 'secretKey'>,
  host: string,
  body: string,
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const date = now.toISOString().slice(0, 10);
  const canonicalHeaders = `content-type:${contentType}\nhost:${host}\nx-tc-action:${action.toLowerCase()}\n`;
  const canonical = `POST\n/\n\n${canonicalHeaders}\ncontent-type;host;x-tc-action\n${sha256(body)}`;
  const scope = `${date}/sms/tc3_request`;
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), 'sms'), 'tc3_request');
  const signature = hmac(key, toSign).toString('hex');
  return {
    'Content-Type': contentType,
    'X-TC-Action': action,
    'X-TC-Version': '2021-01-11',
    'X-TC-Region': 'ap-guangzhou',
    'X-TC-Timestamp': timestamp,
    Authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=content-type;host;x-tc-action, Signature=${signature}`,
  };
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text, 'utf8').digest();

function understand(status: number, body: Buffer): { messageId: string } {
  const reply = Reply.safeParse(parseJson(body));
  if (!reply.success) throw new Error(`SMS provider answered ${status} without a result`);
  const { SendStatusSet, Error: failure } = reply.data.Response;
  const sent = SendStatusSet?.[0];
  if (sent?.Code === 'Ok') return { messageId: sent.SerialNo };
  const code = sent?.Code ?? failure?.Code ?? 'unknown';
  if (finalRefusals.test(code)) throw new Undeliverable(`SMS provider refused: ${code}`);
  throw new Error(`SMS provider answered ${status} ${code}`);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

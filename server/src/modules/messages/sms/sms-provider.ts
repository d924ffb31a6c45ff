/**
 * The SMS provider's HTTP interface: one signed POST a message.
 * Authorization: HMAC-SHA256 AccessKey=…, Timestamp=…, Nonce=…, Signature=hex(hmac_sha256(secret, timestamp LF nonce LF sha256hex(body)))
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { HttpClient } from '../../../infra/http-client.ts';
import { Undeliverable } from '../outbox.ts';

export interface SmsSettings {
  baseUrl: string;
  accessKey: string;
  secret: string;
  /** 短信签名: the sender's registered name in front of every message. */
  sign: string;
}

export interface ProviderMessage {
  phone: string;
  /** The provider's template code. */
  template: string;
  params: Record<string, string>;
  /** Their names in the text's order, for a provider that numbers them; of a text in templates.ts it is known. */
  order?: readonly string[];
  /** The provider sends one message per request id, however often it is asked. */
  requestId: string;
}

export interface SmsProvider {
  /** Resolves when the provider has taken the message. @throws Undeliverable for a number or template it never accepts. */
  send(message: ProviderMessage): Promise<{ messageId: string }>;
}

const Reply = z.object({ code: z.string(), messageId: z.string().optional() });
/** Refusals that a repeat cannot change. */
const finalRefusals = new Set([
  'isv.MOBILE_NUMBER_ILLEGAL',
  'isv.SMS_SIGNATURE_ILLEGAL',
  'isv.SMS_TEMPLATE_ILLEGAL',
  'isv.TEMPLATE_PARAMS_ILLEGAL',
]);
const timeoutMs = 10_000;

export function createSmsProvider(settings: SmsSettings, http: HttpClient): SmsProvider {
  return {
    async send({ phone, template, params, requestId }) {
      const body = JSON.stringify({ phone, template, params, requestId, sign: settings.sign });
      // The provider compares the time with its own clock: real time, whatever clock the hall was given.
      const headers = {
        'Content-Type': 'application/json',
        Authorization: authorization(settings, body, new Date()),
      };
      const reply = await http.request({
        method: 'POST',
        url: `${settings.baseUrl}/send`,
        headers,
        body,
        timeoutMs,
      });
      return understand(reply.status, reply.body);
    },
  };
}

export function authorization(
  { accessKey, secret }: Pick<SmsSettings, 'accessKey' | 'secret'>,
  body: string,
  now: Date,
): string {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const nonce = randomBytes(16).toString('hex');
  const digest = createHash('sha256').update(body).digest('hex');
  const signature = createHmac('sha256', secret).update(`${timestamp}\n${nonce}\n${digest}`).digest('hex');
  return `HMAC-SHA256 AccessKey=${accessKey}, Timestamp=${timestamp}, Nonce=${nonce}, Signature=${signature}`;
}

function understand(status: number, body: Buffer): { messageId: string } {
  const reply = Reply.safeParse(parseJson(body));
  if (!reply.success) throw new Error(`SMS provider answered ${status} without a code`);
  if (reply.data.code === 'OK' && reply.data.messageId) return { messageId: reply.data.messageId };
  if (finalRefusals.has(reply.data.code)) throw new Undeliverable(`SMS provider refused: ${reply.data.code}`);
  throw new Error(`SMS provider answered ${status} ${reply.data.code}`);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

import { createHash, createHmac } from 'node:crypto';
import { messageHappened, tellReceipt } from '../messages/keep.ts';
import type { Notifier } from '../notify/raw-request.ts';
import type { Sandbox } from '../sandbox.ts';
import { randomText } from '../state/ids.ts';
import type { SmsMessage } from '../state/records.ts';
import type { SmsCredentials } from './authorization.ts';

/** What became of a text message, told to the address of the provider's console. */
export function tellSmsReceipt(sandbox: Sandbox, { messageId, requestId, phone }: SmsMessage): void {
  const url = sandbox.settings().smsReceiptUrl;
  const facts = { messageId, requestId, phone };
  tellReceipt(sandbox, { gateway: 'sms', outTradeNo: phone, url, facts }, messageId);
}

/** Signed as the calls to `/sms/send` are, with the same key. */
function authorization({ accessKey, secret }: SmsCredentials, body: string): string {
  const [timestamp, nonce] = [Math.floor(Date.now() / 1000), randomText(16)];
  const digest = createHash('sha256').update(body).digest('hex');
  const signature = createHmac('sha256', secret).update(`${timestamp}\n${nonce}\n${digest}`).digest('hex');
  return `HMAC-SHA256 AccessKey=${accessKey}, Timestamp=${timestamp}, Nonce=${nonce}, Signature=${signature}`;
}

export const smsReceiptNotifier = (sandbox: Sandbox): Notifier => ({
  schedule: [5, 30, 120],
  accepts: answer => answer.status === 200 && codeOf(answer.body) === 'OK',
  happened: delivery => messageHappened(sandbox, delivery, 'UNDELIV'),
  async build(delivery, fault) {
    const { failCode, failText, ...message } = delivery.facts as Record<string, string>;
    const failed = delivery.fault === 'failed-receipt';
    const result = failed
      ? { status: 'FAILED', code: failCode ?? 'UNDELIV', description: failText ?? '用户手机无法接通' }
      : { status: 'DELIVERED', code: 'DELIVRD', description: '用户短信送达成功' };
    const body = JSON.stringify([{ ...message, ...result, reportedAt: new Date().toISOString() }]);
    const { sms } = sandbox.keys;
    const keys = fault?.fault === 'forged-signature' ? { ...sms, secret: 'stranger' } : sms;
    return {
      url: delivery.url,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        Authorization: authorization(keys, body),
      },
      body: fault?.fault === 'malformed' ? body.slice(0, body.length / 2) : body,
    };
  },
});

function codeOf(body: string): unknown {
  try {
    return (JSON.parse(body) as { code?: unknown }).code;
  } catch {
    return undefined;
  }
}

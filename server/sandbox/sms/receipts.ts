import { createHash, createHmac } from 'node:crypto';
import { messageHappened, tellReceipt } from '../messages/keep.ts';
import type { Notifier } from '../notify/raw-request.ts';
import type { Sandbox } from '../sandbox.ts';
import { civil } from '../state/beijing-time.ts';
import { randomText } from '../state/ids.ts';
import type { SmsMessage } from '../state/records.ts';
import type { SmsCredentials } from './authorization.ts';

/** What became of a text message, told to the address of the provider's console. */
export function tellSmsReceipt(sandbox: Sandbox, { messageId, requestId, phone, sentAt }: SmsMessage): void {
  const url = sandbox.settings().smsReceiptUrl;
  const facts = {
    phone_number: phone,
    biz_id: messageId,
    out_id: requestId,
    send_time: civil(new Date(sentAt)),
  };
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
  accepts: answer => answer.status === 200 && codeOf(answer.body) === 0,
  happened: delivery => messageHappened(sandbox, delivery, 'UNDELIV'),
  async build(delivery, fault) {
    const { failCode, failText, ...message } = delivery.facts as Record<string, string>;
    const failed = delivery.fault === 'failed-receipt';
    const result = failed
      ? { success: false, err_code: failCode ?? 'UNDELIV', err_msg: failText ?? '用户手机无法接通' }
      : { success: true, err_code: 'DELIVERED', err_msg: '用户接收成功' };
    const body = JSON.stringify([{ ...message, ...result, report_time: civil(new Date()), sms_size: '1' }]);
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

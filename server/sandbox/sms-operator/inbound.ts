import { randomUUID } from 'node:crypto';
import { messageHappened, tellReceipt } from '../messages/keep.ts';
import type { Notifier } from '../notify/raw-request.ts';
import type { Sandbox } from '../sandbox.ts';
import { civil } from '../state/beijing-time.ts';
import type { Delivery, SmsMessage } from '../state/records.ts';

/** What a user wrote, as it is posted to the callback address: no signature, no message id. */
export interface Written {
  phone: string;
  text: string;
  at?: Date;
  extend?: string;
  sign?: string;
}

/** Records and posts it; resolves when that was tried once. Undefined: no callback address is set. */
export async function writeMessage(sandbox: Sandbox, written: Written): Promise<Delivery | undefined> {
  const url = sandbox.settings().smsCallbackUrl;
  if (!url) return undefined;
  const at = written.at ?? new Date();
  const id = randomUUID();
  sandbox.store.put('operatorMessage', id, {
    id,
    direction: 'MO',
    at: at.toISOString(),
    phone: written.phone,
    text: written.text,
  });
  return sandbox.deliveries.send({
    gateway: 'sms-operator',
    kind: 'inbound',
    outTradeNo: written.phone,
    url,
    eventId: id,
    facts: {
      extend: written.extend ?? '',
      mobile: written.phone,
      nationcode: '86',
      sign: written.sign ?? '电厅',
      text: written.text,
      time: Math.floor(at.getTime() / 1000),
    },
  });
}

/** «下发状态通知»: what became of a message, without a signature as well. */
export function tellOperatorReceipt(sandbox: Sandbox, { messageId, phone }: SmsMessage): void {
  const url = sandbox.settings().smsTencentReceiptUrl;
  tellReceipt(
    sandbox,
    { gateway: 'sms-operator', outTradeNo: phone, url, facts: { mobile: phone, sid: messageId } },
    messageId,
  );
}

/** One request may tell of several messages: it is a list, here of one. */
function receiptOf(delivery: Delivery): object[] {
  const { failCode, failText, ...message } = delivery.facts as Record<string, string>;
  const result =
    delivery.fault === 'failed-receipt'
      ? { report_status: 'FAIL', errmsg: failCode ?? 'UNDELIV', description: failText ?? '用户手机无法接通' }
      : { report_status: 'SUCCESS', errmsg: 'DELIVRD', description: '用户短信送达成功' };
  return [{ user_receive_time: civil(new Date()), nationcode: '86', ...message, ...result }];
}

/** Posted again, when the answer is anything but result 0. */
export const smsNotifier = (sandbox: Sandbox): Notifier => ({
  schedule: [5, 30, 120],
  accepts(answer) {
    if (answer.status !== 200) return false;
    try {
      return (JSON.parse(answer.body) as { result?: unknown }).result === 0;
    } catch {
      return false;
    }
  },
  happened: delivery => messageHappened(sandbox, delivery, 'UNDELIV'),
  async build(delivery, fault) {
    const body = JSON.stringify(delivery.kind === 'receipt' ? receiptOf(delivery) : delivery.facts);
    return {
      url: delivery.url,
      headers: { 'Content-Type': 'application/json' },
      body: fault?.fault === 'malformed' ? body.slice(0, body.length / 2) : body,
    };
  },
});

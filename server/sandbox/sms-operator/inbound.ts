import { randomUUID } from 'node:crypto';
import type { Notifier } from '../notify/raw-request.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Delivery } from '../state/records.ts';

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

/** Posted again, when the answer is anything but result 0. */
export const smsNotifier = (): Notifier => ({
  schedule: [5, 30, 120],
  accepts(answer) {
    if (answer.status !== 200) return false;
    try {
      return (JSON.parse(answer.body) as { result?: unknown }).result === 0;
    } catch {
      return false;
    }
  },
  async build(delivery, fault) {
    const body = JSON.stringify(delivery.facts);
    return {
      url: delivery.url,
      headers: { 'Content-Type': 'application/json' },
      body: fault?.fault === 'malformed' ? body.slice(0, body.length / 2) : body,
    };
  },
});

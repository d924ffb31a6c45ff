import type { Notifier } from '../notify/raw-request.ts';
import type { Sandbox } from '../sandbox.ts';
import { authorization } from './signature.ts';

/** Reports of calls, signed with the key of the orders. */
export const voiceNotifier = (sandbox: Sandbox): Notifier => ({
  schedule: [10, 60, 600],
  accepts(answer) {
    if (answer.status !== 200) return false;
    try {
      return (JSON.parse(answer.body) as { code?: unknown }).code === 'OK';
    } catch {
      return false;
    }
  },
  async build(delivery, fault) {
    const body = JSON.stringify(delivery.facts);
    const { voice } = sandbox.keys;
    const keys = fault?.fault === 'forged-signature' ? { ...voice, secret: 'stranger' } : voice;
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

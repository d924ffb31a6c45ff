import { createHash } from 'node:crypto';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Deliver } from './outbox.ts';
import { openSms } from './queue-sms.ts';
import type { SmsProvider } from './sms/sms-provider.ts';
import { segmentsOf } from './sms-segments.ts';
import { templateCode, textOf } from './templates.ts';

interface SendSmsDependencies {
  provider: SmsProvider;
  cipher: FieldCipher;
  clock: Clock;
  /** Of one part of a text message. */
  costMilliFen: number;
}

/** Hands queued text messages to the provider. The request id is the outbox key, so that a repeat is not a second message. */
export function sendSms({ provider, cipher, clock, costMilliFen }: SendSmsDependencies): Deliver {
  return async ({ dedupeKey, payload }, charged) => {
    const { phone, template, language, params } = openSms(payload, cipher, clock.now());
    const requestId = createHash('sha256').update(dedupeKey).digest('hex').slice(0, 32);
    await provider.send({ phone, template: templateCode(template, language), params, requestId });
    charged(costMilliFen * segmentsOf(textOf(template, language, params)));
  };
}

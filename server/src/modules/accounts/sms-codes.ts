import { randomInt, randomUUID } from 'node:crypto';
import type { Clock } from '../../infra/clock.ts';
import { type FieldCipher, sameBytes } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Language } from '../../shared/errors.ts';
import type { SmsQueue } from '../messages/index.ts';
import { codeWrong } from './accounts.errors.ts';
import { limits, smsCodeSeconds, smsCodeTries } from './limits.ts';
import type { CodeKey, SmsCodesRepository } from './sms-codes.repository.ts';

export interface SmsCodes {
  /** Makes a code and sends it. The newest code of a key replaces those before it. */
  send(request: {
    phone: string;
    purpose: CodeKey['purpose'];
    scope: string;
    accountNo?: string;
    language: Language;
  }): Promise<SentCode>;
  /** @throws codeWrong, without saying whether a code was ever sent. A right code is used up. */
  check(request: { phone: string; purpose: CodeKey['purpose']; scope: string; code: string }): Promise<void>;
}

export interface SentCode {
  expiresInSeconds: number;
  resendInSeconds: number;
}

interface SmsCodesDependencies {
  db: Database;
  repository: SmsCodesRepository;
  cipher: FieldCipher;
  clock: Clock;
  sms: SmsQueue;
}

const templateOf = {
  'sign-in': 'sign-in-code',
  bind: 'bind-code',
  merge: 'merge-code',
  'own-phone': 'own-phone-code',
  'web-case': 'web-case-code',
} as const;

export function createSmsCodes({ db, repository, cipher, clock, sms }: SmsCodesDependencies): SmsCodes {
  const keyOf = (request: { phone: string; purpose: CodeKey['purpose']; scope: string }): CodeKey => ({
    phoneHash: cipher.hash('phone', request.phone),
    purpose: request.purpose,
    scope: request.scope,
  });
  // Keyed, so that the table alone does not give away one of a million codes; tied to its purpose, scope and phone.
  const codeHash = (key: CodeKey, code: string) =>
    cipher.hash(
      'sms-code',
      [key.purpose, key.scope, Buffer.from(key.phoneHash).toString('hex'), code].join('\n'),
    );

  return {
    async send(request) {
      const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
      const key = keyOf(request);
      const createdAt = clock.now();
      const expiresAt = new Date(createdAt.getTime() + smsCodeSeconds * 1000);
      const params = {
        code,
        minutes: String(smsCodeSeconds / 60),
        ...(request.accountNo ? { accountTail: request.accountNo.slice(-4) } : {}),
      };
      const message = {
        phone: request.phone,
        template: templateOf[request.purpose],
        language: request.language,
        params,
      };
      await db.inTransaction(async tx => {
        await repository.add(tx, key, { codeHash: codeHash(key, code), createdAt, expiresAt });
        await sms.queue(tx, { ...message, dedupeKey: `sms-code:${randomUUID()}`, notAfter: expiresAt });
      });
      sms.nudge();
      return { expiresInSeconds: smsCodeSeconds, resendInSeconds: limits.smsResend.seconds };
    },
    async check(request) {
      const key = keyOf(request);
      const found = await repository.countTry(key, smsCodeTries, clock.now());
      const right = found !== undefined && sameBytes(found.codeHash, codeHash(key, request.code));
      if (!right || !(await repository.use(found.id, clock.now()))) throw codeWrong();
    },
  };
}

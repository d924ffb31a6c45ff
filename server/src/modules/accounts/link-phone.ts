import type { Clock } from '../../infra/clock.ts';
import { type FieldCipher, tokenHash } from '../../infra/crypto.ts';
import type { MergeRepository } from './merge-people.repository.ts';
import type { Sessions } from './sessions.ts';
import type { SmsCodes } from './sms-codes.ts';

export interface LinkPhoneRequest {
  personId: string;
  /** The session that proves the phone. */
  token: string;
  phone: string;
  code: string;
  requestId: string;
}

interface LinkPhoneDependencies {
  smsCodes: SmsCodes;
  sessions: Sessions;
  people: MergeRepository;
  cipher: FieldCipher;
  clock: Clock;
  maxHouseholds: number;
}

/**
 * Gives the person a phone, after a code sent to it. If another person is known by that phone the two become one:
 * the code is the proof that they are. @throws codeWrong, tooManyTogether
 */
export function linkPhone(dependencies: LinkPhoneDependencies) {
  const { smsCodes, sessions, people, cipher, clock, maxHouseholds } = dependencies;
  return async ({ personId, token, phone, code, requestId }: LinkPhoneRequest): Promise<void> => {
    await smsCodes.check({ phone, purpose: 'merge', scope: personId, code });
    const fields = { phoneEnc: cipher.encrypt(phone), phoneHash: cipher.hash('phone', phone) };
    const proof = { at: clock.now(), requestId, sessionHash: tokenHash(token), maxHouseholds };
    await people.takePhone(personId, fields, proof);
    await sessions.phoneProved(token);
  };
}

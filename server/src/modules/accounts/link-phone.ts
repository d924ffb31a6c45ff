import type { ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { type FieldCipher, sameBytes, tokenHash } from '../../infra/crypto.ts';
import { unauthenticated } from '../../shared/errors.ts';
import type { MergeRepository } from './merge-people.repository.ts';
import type { PeopleRepository } from './people.repository.ts';
import { demandProof } from './prove-self.ts';
import type { SmsCodes } from './sms-codes.ts';

export interface LinkPhoneRequest {
  actor: ResidentActor;
  /** The session that proves the phone. */
  token: string;
  phone: string;
  code: string;
  requestId: string;
}

interface LinkPhoneDependencies {
  smsCodes: SmsCodes;
  people: PeopleRepository;
  merge: MergeRepository;
  cipher: FieldCipher;
  clock: Clock;
  maxHouseholds: number;
}

/**
 * Gives the person a phone, after a code sent to it and a fresh proof of the account: the new phone alone would let whoever
 * finds an old session take the account over. If another person is known by that phone the two become one: the code is the
 * proof that they are. @throws codeWrong, identityUnproved, walletUnproved, tooManyTogether
 */
export function linkPhone(dependencies: LinkPhoneDependencies) {
  const { smsCodes, people, merge, cipher, clock, maxHouseholds } = dependencies;
  return async ({ actor, token, phone, code, requestId }: LinkPhoneRequest): Promise<void> => {
    const { personId } = actor;
    const person = await people.find(personId);
    if (!person) throw unauthenticated();
    const phoneHash = cipher.hash('phone', phone);
    const isOwn = person.phoneHash !== null && sameBytes(person.phoneHash, phoneHash);
    // Before the code is used up: it serves once.
    if (!isOwn) demandProof(actor, person, clock.now());
    await smsCodes.check({ phone, purpose: 'merge', scope: personId, code });
    const proof = { at: clock.now(), requestId, sessionHash: tokenHash(token), maxHouseholds };
    await merge.takePhone(personId, { phoneEnc: cipher.encrypt(phone), phoneHash }, proof);
  };
}

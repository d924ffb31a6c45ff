import type { ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { type FieldCipher, sameBytes } from '../../infra/crypto.ts';
import { noPhoneOnFile, phoneNotProved, proofWrong } from './accounts.errors.ts';
import type { AccountOnFile } from './accounts-on-file.repository.ts';
import { type Facts, factsMatch, identityNoTail } from './facts.ts';
import { type LockRule, proofLocks } from './limits.ts';
import { networkOf } from './network.ts';
import type { PeopleRepository } from './people.repository.ts';
import { isFreshProof } from './prove-self.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { SmsCodes } from './sms-codes.ts';

export type Proof =
  | { kind: 'phone'; code: string }
  | ({ kind: 'facts' } & Facts)
  /** The person's own phone, proved a moment ago at sign-in, is the phone on file. */
  | { kind: 'own-phone' };

export interface ProofRequest {
  actor: ResidentActor;
  account: AccountOnFile;
  proof: Proof;
  ip: string;
}

type GuessableRequest = ProofRequest & { proof: Exclude<Proof, { kind: 'own-phone' }> };

/** Decides whether somebody may see a household in full. */
export interface HouseholdProofs {
  /** @throws proofLocked, codeWrong, proofWrong, phoneNotProved, noPhoneOnFile. Returns whether the person is the holder. */
  prove(request: ProofRequest): Promise<{ isHolder: boolean }>;
  /** True when the person's own phone is the one on file. */
  ownsPhoneOnFile(personId: string, account: AccountOnFile): Promise<boolean>;
}

interface ProofDependencies {
  people: PeopleRepository;
  smsCodes: SmsCodes;
  limiter: RateLimiter;
  cipher: FieldCipher;
  clock: Clock;
}

/** Only this person may use the code, and only for this account. */
export function bindScope(personId: string, accountNo: string): string {
  return `${personId}:${accountNo}`;
}

export function createHouseholdProofs({
  people,
  smsCodes,
  limiter,
  cipher,
  clock,
}: ProofDependencies): HouseholdProofs {
  const same = (a: string, b: string) => sameBytes(cipher.hash('compare', a), cipher.hash('compare', b));

  async function ownsPhoneOnFile(personId: string, account: AccountOnFile): Promise<boolean> {
    const person = await people.find(personId);
    return Boolean(person?.phoneHash && account.phoneHash && sameBytes(person.phoneHash, account.phoneHash));
  }

  async function check({ actor, account, proof }: GuessableRequest): Promise<void> {
    if (proof.kind === 'facts') {
      if (!factsMatch(proof, onFile(account), same)) throw proofWrong();
      return;
    }
    if (!account.phoneEnc) throw noPhoneOnFile();
    const phone = cipher.decrypt(account.phoneEnc);
    await smsCodes.check({
      phone,
      purpose: 'bind',
      scope: bindScope(actor.personId, account.accountNo),
      code: proof.code,
    });
  }

  async function checkOwnPhone(actor: ResidentActor, account: AccountOnFile): Promise<void> {
    if (!isFreshProof(actor, clock.now()) || !(await ownsPhoneOnFile(actor.personId, account)))
      throw phoneNotProved();
  }

  function onFile({ contractNo, phoneEnc, identityNoEnc }: AccountOnFile): Facts {
    const identityNo = identityNoEnc && cipher.decrypt(identityNoEnc);
    return {
      contractNo,
      ...(phoneEnc ? { phone: cipher.decrypt(phoneEnc) } : {}),
      ...(identityNo ? { identityNoTail: identityNoTail(identityNo) } : {}),
    };
  }

  function guarded({ actor, account, proof, ip }: ProofRequest, prove: () => Promise<void>): Promise<void> {
    const locks: [LockRule, string][] = [
      [proofLocks.perNetwork, networkOf(ip)],
      [proofLocks.perPerson, actor.personId],
      [proofLocks.perAccount, `${account.accountNo}:${proof.kind}`],
    ];
    return limiter.guard(locks, prove);
  }

  return {
    ownsPhoneOnFile,
    async prove(request) {
      const { actor, account, proof } = request;
      // Nothing can be guessed with one's own phone.
      if (proof.kind === 'own-phone') await checkOwnPhone(actor, account);
      // Nothing was guessed where there is no phone to prove.
      else if (proof.kind === 'phone' && !account.phoneEnc) throw noPhoneOnFile();
      else await guarded(request, () => check({ ...request, proof }));
      return { isHolder: await ownsPhoneOnFile(actor.personId, account) };
    },
  };
}

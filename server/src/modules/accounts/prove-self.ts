import type { ResidentActor } from '../../http/access.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { SignInProviders } from '../../infra/sign-in/sign-in-providers.ts';
import { identityUnproved, ownPhoneMissing, walletUnproved } from './accounts.errors.ts';
import { freshProofSeconds } from './limits.ts';
import type { PeopleRepository, PersonRecord } from './people.repository.ts';
import type { Sessions } from './sessions.ts';
import type { SmsCodes } from './sms-codes.ts';
import { type WalletCode, walletIdentity } from './wallet-identity.ts';

const isFresh = (proof: Date | null, now: Date): boolean =>
  proof !== null && now.getTime() - proof.getTime() <= freshProofSeconds * 1000;

/** Whether the person has proved their phone in this session not long ago: an old session may be in other hands. */
export function isFreshProof({ phoneProvedAt }: ResidentActor, now: Date): boolean {
  return isFresh(phoneProvedAt, now);
}

/** Whether a session has heard a moment ago, by the phone or by the wallet the account began with, that it is theirs. */
export function isProvedAnew(
  { phoneProvedAt, walletProvedAt }: Pick<ResidentActor, 'phoneProvedAt' | 'walletProvedAt'>,
  now: Date,
): boolean {
  return isFresh(phoneProvedAt, now) || isFresh(walletProvedAt, now);
}

/**
 * Who changes how an account is entered has shown a moment ago that it is theirs: by its phone, or, should that be lost, by
 * the wallet it began with. @throws identityUnproved, walletUnproved
 */
export function demandProof(
  actor: ResidentActor,
  { phoneHash }: Pick<PersonRecord, 'phoneHash'>,
  now: Date,
): void {
  if (!isProvedAnew(actor, now)) throw unproved(phoneHash);
}

/** Says by what the account can be proved. */
const unproved = (phoneHash: Uint8Array | null | undefined) =>
  phoneHash ? identityUnproved() : walletUnproved();

export interface ProveSelfRequest {
  actor: ResidentActor;
  /** The session that is proved by it. */
  token: string;
  proof: { kind: 'sms'; code: string } | WalletCode;
}

interface ProveSelfDependencies {
  people: PeopleRepository;
  smsCodes: SmsCodes;
  sessions: Sessions;
  providers: SignInProviders;
  cipher: FieldCipher;
}

/** A code to the account's own phone, or the wallet it began with, proves this session anew. @throws codeWrong, ownPhoneMissing, identityUnproved, walletUnproved, signInRefused */
export function proveSelf({ people, smsCodes, sessions, providers, cipher }: ProveSelfDependencies) {
  return async ({ actor, token, proof }: ProveSelfRequest): Promise<void> => {
    const person = await people.find(actor.personId);
    if (proof.kind === 'sms') {
      if (!person?.phoneEnc || !person.phoneHash) throw ownPhoneMissing();
      const phone = cipher.decrypt(person.phoneEnc);
      await smsCodes.check({ phone, purpose: 'own-phone', scope: actor.personId, code: proof.code });
      return sessions.phoneProved(token, person.phoneHash);
    }
    const { provider, appId, subject } = await walletIdentity(providers, proof);
    const known = person?.identities.find(
      one => one.provider === provider && one.appId === appId && one.subject === subject,
    );
    // Another's wallet, or one that came in by the phone and proves no more than that once did.
    if (!known || known.addedUnder) throw unproved(person?.phoneHash);
    await sessions.walletProved(token);
  };
}

import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { SignInProviders } from '../../infra/sign-in/sign-in-providers.ts';
import { conflict } from '../../shared/errors.ts';
import type { ConsentsRepository } from './consents.repository.ts';
import type { IdentityKey, PeopleRepository, PhoneFields } from './people.repository.ts';
import type { Sessions } from './sessions.ts';
import type { SmsCodes } from './sms-codes.ts';
import { type WalletCode, walletIdentity } from './wallet-identity.ts';

export type SignInRequest = ({ kind: 'sms'; phone: string; code: string } | WalletCode) & {
  /** The edition of the privacy policy that stood beside the button. */
  privacyEdition?: string | undefined;
};

export interface SignedIn {
  token: string;
  expiresAt: Date;
  personId: string;
}

interface SignInDependencies {
  smsCodes: SmsCodes;
  sessions: Sessions;
  people: PeopleRepository;
  consents: ConsentsRepository;
  providers: SignInProviders;
  cipher: FieldCipher;
  clock: Clock;
}

/** Opens a session for whoever the code proves; a person seen for the first time is made. */
export function signIn(dependencies: SignInDependencies) {
  const { smsCodes, sessions, people, consents, providers, cipher, clock } = dependencies;
  async function prove(request: SignInRequest): Promise<{ key: IdentityKey; phone?: PhoneFields }> {
    if (request.kind !== 'sms') return { key: await walletIdentity(providers, request) };
    await smsCodes.check({ phone: request.phone, purpose: 'sign-in', scope: '', code: request.code });
    const phone = {
      phoneEnc: cipher.encrypt(request.phone),
      phoneHash: cipher.hash('phone', request.phone),
    };
    return { key: { provider: 'phone', appId: 'sms', subject: phone.phoneHash.toString('hex') }, phone };
  }
  async function enter(key: IdentityKey, phone?: PhoneFields): Promise<SignedIn | undefined> {
    const { addedUnder, ...owner } = await people.findOrAdd(key, phone);
    // A wallet that came in by the phone proves no more than the phone once did.
    const proved = phone ? 'phone' : addedUnder ? 'nothing' : 'wallet';
    const session = await sessions.open({ ...owner, subject: key.subject, proved });
    return session && { ...session, personId: owner.personId };
  }
  return async (request: SignInRequest): Promise<SignedIn> => {
    const { key, phone } = await prove(request);
    const { provider, appId, subject } = key;
    const identity = { provider, appId, subject };
    // Where it has just ended, or become another person's, it is looked for once more.
    const entered = (await enter(identity, phone)) ?? (await enter(identity, phone));
    if (!entered) throw conflict();
    if (request.privacyEdition)
      await consents.giveToPrivacyPolicy(entered.personId, request.privacyEdition, clock.now());
    return entered;
  };
}

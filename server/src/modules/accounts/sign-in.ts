import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { SignInFailure } from '../../infra/sign-in/sign-in-failure.ts';
import type { PlatformIdentity, SignInProviders } from '../../infra/sign-in/sign-in-providers.ts';
import { signInNotOffered, signInRefused, signInUnavailable } from './accounts.errors.ts';
import type { ConsentsRepository } from './consents.repository.ts';
import type { IdentityKey, PeopleRepository, PhoneFields } from './people.repository.ts';
import type { Sessions } from './sessions.ts';
import type { SmsCodes } from './sms-codes.ts';

export type SignInRequest = (
  | { kind: 'sms'; phone: string; code: string }
  | { kind: 'wechat-mini' | 'wechat-oa' | 'alipay'; code: string }
) & {
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
    switch (request.kind) {
      case 'sms': {
        await smsCodes.check({ phone: request.phone, purpose: 'sign-in', scope: '', code: request.code });
        const phone = {
          phoneEnc: cipher.encrypt(request.phone),
          phoneHash: cipher.hash('phone', request.phone),
        };
        return { key: { provider: 'phone', appId: 'sms', subject: phone.phoneHash.toString('hex') }, phone };
      }
      case 'wechat-mini':
        return { key: { provider: 'wechat', ...(await asked(providers.wechatMini(request.code))) } };
      case 'wechat-oa':
        return { key: { provider: 'wechat', ...(await asked(providers.wechatOa(request.code))) } };
      case 'alipay':
        return { key: { provider: 'alipay', ...(await asked(providers.alipay(request.code))) } };
    }
  }
  return async (request: SignInRequest): Promise<SignedIn> => {
    const { key, phone } = await prove(request);
    const { provider, appId, subject } = key;
    const owner = await people.findOrAdd({ provider, appId, subject }, phone);
    if (request.privacyEdition)
      await consents.giveToPrivacyPolicy(owner.personId, request.privacyEdition, clock.now());
    const session = await sessions.open({ ...owner, phoneProved: phone !== undefined });
    return { ...session, personId: owner.personId };
  };
}

const errorOf = {
  'invalid-code': signInRefused,
  'not-offered': signInNotOffered,
  unavailable: signInUnavailable,
};

/** Waits for a wallet's answer and says its failures in our words. */
async function asked(answer: Promise<PlatformIdentity>): Promise<PlatformIdentity> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SignInFailure) throw errorOf[error.problem]({}, [], error);
    throw error;
  }
}

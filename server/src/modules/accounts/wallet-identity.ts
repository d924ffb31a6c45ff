import { SignInFailure } from '../../infra/sign-in/sign-in-failure.ts';
import type { PlatformIdentity, SignInProviders } from '../../infra/sign-in/sign-in-providers.ts';
import { signInNotOffered, signInRefused, signInUnavailable } from './accounts.errors.ts';
import type { IdentityKey } from './people.repository.ts';

/** A wallet's one-time code, by which it says who is there. */
export interface WalletCode {
  kind: 'wechat-mini' | 'wechat-oa' | 'alipay';
  code: string;
}

/** Whom the wallet names. @throws signInRefused, signInNotOffered, signInUnavailable */
export async function walletIdentity(
  providers: SignInProviders,
  { kind, code }: WalletCode,
): Promise<IdentityKey> {
  switch (kind) {
    case 'wechat-mini':
      return { provider: 'wechat', ...(await asked(providers.wechatMini(code))) };
    case 'wechat-oa':
      return { provider: 'wechat', ...(await asked(providers.wechatOa(code))) };
    case 'alipay':
      return { provider: 'alipay', ...(await asked(providers.alipay(code))) };
  }
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

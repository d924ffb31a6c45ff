import type { ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { tokenHash } from '../../infra/crypto.ts';
import type { SignInProviders } from '../../infra/sign-in/sign-in-providers.ts';
import {
  identityAddedElsewhere,
  identityOfAnother,
  identityUnproved,
  joinOwnPhone,
  ownPhoneMissing,
  paysThere,
} from './accounts.errors.ts';
import type { IdentitiesRepository, Taken } from './identities.repository.ts';
import { limits } from './limits.ts';
import { isFreshProof } from './prove-self.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { type WalletCode, walletIdentity } from './wallet-identity.ts';

export interface AddWalletRequest {
  actor: ResidentActor;
  /** The session that is in the wallet. */
  token: string;
  wallet: WalletCode;
  /** Whoever has the wallet already is to become one with this person, or to give it up where it was added to theirs. */
  join?: boolean | undefined;
  requestId: string;
}

interface AddWalletDependencies {
  identities: IdentitiesRepository;
  providers: SignInProviders;
  limiter: RateLimiter;
  clock: Clock;
  maxHouseholds: number;
}

const refusals: Record<Exclude<Taken, 'taken'>, () => Error> = {
  'of-another': identityOfAnother,
  'own-phone': joinOwnPhone,
  'added-elsewhere': identityAddedElsewhere,
  'pays-there': paysThere,
  unproved: identityUnproved,
  'no-phone': ownPhoneMissing,
};

/**
 * Whoever signed in by phone inside a wallet becomes known to it, so that it can be paid with: an order there names its
 * payer. The phone proved a moment ago lets it in, and it goes with that phone; one that is in already needs no proof. Another
 * person's wallet stays theirs, unless the two are to become one and the other has no phone of their own; or it had only been
 * added to theirs, and comes over alone.
 * @throws identityUnproved, identityOfAnother, identityAddedElsewhere, paysThere, joinOwnPhone, ownPhoneMissing, tooManyTogether, signInRefused
 */
export function addWallet({ identities, providers, limiter, clock, maxHouseholds }: AddWalletDependencies) {
  return async ({ actor, token, wallet, join, requestId }: AddWalletRequest): Promise<void> => {
    const at = clock.now();
    const isProved = isFreshProof(actor, at);
    // Without a proof nothing is added; an old session must not use up its owner's additions.
    if (isProved) await limiter.take([limits.walletAddPerPerson, actor.personId]);
    const key = await walletIdentity(providers, wallet);
    const taken = await identities.take(actor.personId, key, {
      proof: { at, requestId, sessionHash: tokenHash(token), maxHouseholds },
      isProved,
      join: join ?? false,
    });
    if (taken !== 'taken') throw refusals[taken]();
  };
}

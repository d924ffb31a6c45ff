import type { ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { businessDate } from '../../shared/dates.ts';
import { maskAddress, maskName } from '../../shared/mask.ts';
import { describeRules, fitsAnyRule, fitsRule } from './account-number.ts';
import { accountUnknown, fieldError, proveOwnPhoneFirst } from './accounts.errors.ts';
import type { AccountOnFile, AccountsOnFileRepository } from './accounts-on-file.repository.ts';
import { namesHome, tidyAddress } from './address-match.ts';
import { acceptedFacts, type FactName } from './facts.ts';
import { phoneHint } from './household.ts';
import { limits } from './limits.ts';
import { networkOf } from './network.ts';
import type { PeopleRepository } from './people.repository.ts';
import type { HouseholdProofs } from './prove-household.ts';
import { isFreshProof } from './prove-self.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { RegionsRepository } from './regions.repository.ts';

export type MeterLookup =
  | { assetNo: string }
  | { regionCode: string; address: string }
  /** Whatever has the asker's own phone on file, proved a moment ago. */
  | { ownPhone: true };

export interface AccountPreview {
  accountNo: string;
  nameMasked: string;
  addressMasked: string;
  /** The phone on file with two digits left, or null when there is none. */
  phoneHint: string | null;
  /** The asker's own phone is the phone on file. */
  ownPhone: boolean;
  acceptedFacts: FactName[];
}

export interface FindAccount {
  /** Looks a number up at the asker's expense. @throws a 400 naming the rule, accountUnknown, tooMany. */
  byNumber(accountNo: string, asker: { personId: string; ip: string }): Promise<AccountOnFile>;
  /** As `byNumber`, for a number that the person is already bound to: free. */
  current(accountNo: string): Promise<AccountOnFile>;
  preview(accountNo: string, actor: ResidentActor, ip: string): Promise<AccountPreview>;
  /** What stands behind a meter or an address; it fills in the number and nothing else. */
  lookUp(
    lookup: MeterLookup,
    actor: ResidentActor,
    ip: string,
  ): Promise<{ accountNo: string; nameMasked: string; addressMasked: string }[]>;
}

interface FindAccountDependencies {
  regions: RegionsRepository;
  accounts: AccountsOnFileRepository;
  people: PeopleRepository;
  proofs: HouseholdProofs;
  limiter: RateLimiter;
  cipher: FieldCipher;
  clock: Clock;
}

const mostMatches = 5;

export function createFindAccount(dependencies: FindAccountDependencies): FindAccount {
  const { regions, accounts, people, proofs, limiter, cipher, clock } = dependencies;
  const today = () => businessDate(clock.now());
  const masked = (account: AccountOnFile) => ({
    accountNo: account.accountNo,
    nameMasked: maskName(cipher.decrypt(account.nameEnc)),
    addressMasked: maskAddress(account),
  });

  async function current(accountNo: string): Promise<AccountOnFile> {
    const account = await accounts.find(accountNo, today());
    if (!account) throw accountUnknown();
    return account;
  }

  async function byNumber(
    accountNo: string,
    asker: { personId: string; ip: string },
  ): Promise<AccountOnFile> {
    const rules = await regions.all();
    if (!fitsAnyRule(accountNo, rules)) throw fieldError('accountNo', 'account-no', describeRules(rules));
    await limiter.take(
      [limits.lookUpPerNetwork, networkOf(asker.ip)],
      [limits.lookUpPerPerson, asker.personId],
      [limits.lookUpPerPersonDaily, asker.personId],
    );
    const account = await current(accountNo);
    const rule = rules.find(one => one.code === account.regionCode);
    if (rule && !fitsRule(accountNo, rule)) throw accountUnknown();
    return account;
  }

  return {
    byNumber,
    current,
    async preview(accountNo, actor, ip) {
      const account = await byNumber(accountNo, { personId: actor.personId, ip });
      return {
        ...masked(account),
        phoneHint: account.phoneEnc ? phoneHint(cipher.decrypt(account.phoneEnc)) : null,
        ownPhone: await proofs.ownsPhoneOnFile(actor.personId, account),
        acceptedFacts: [...acceptedFacts],
      };
    },
    async lookUp(lookup, actor, ip) {
      await limiter.take(
        [limits.lookUpPerNetwork, networkOf(ip)],
        [limits.meterPerPerson, actor.personId],
        [limits.meterPerPersonDaily, actor.personId],
      );
      if ('ownPhone' in lookup) {
        if (!isFreshProof(actor, clock.now())) throw proveOwnPhoneFirst();
        const phoneHash = (await people.find(actor.personId))?.phoneHash;
        return phoneHash ? (await accounts.ofPhone(phoneHash, today())).map(masked) : [];
      }
      if ('assetNo' in lookup) return (await accounts.ofMeter(lookup.assetNo, today())).map(masked);
      const near = await accounts.nearAddress(lookup.regionCode, tidyAddress(lookup.address), today());
      return near
        .filter(account => namesHome(lookup.address, account))
        .slice(0, mostMatches)
        .map(masked);
    },
  };
}

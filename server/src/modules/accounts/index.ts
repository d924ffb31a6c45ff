import type { Gatekeeper } from '../../http/access.ts';
import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { SignInProviders } from '../../infra/sign-in/sign-in-providers.ts';
import type { SmsQueue } from '../messages/index.ts';
import { createAccountsOnFileRepository } from './accounts-on-file.repository.ts';
import { addWallet } from './add-wallet.ts';
import { createBindHousehold } from './bind-household.ts';
import { createConsentsRepository } from './consents.repository.ts';
import { createFindAccount } from './find-account.ts';
import { forgetExpiredJob } from './forget-expired.ts';
import { createHouseholdsRepository } from './households.repository.ts';
import { householdsRoutes } from './households.routes.ts';
import { createIdentitiesRepository } from './identities.repository.ts';
import { limits } from './limits.ts';
import { linkPhone } from './link-phone.ts';
import { createManageHouseholds } from './manage-households.ts';
import { meRoutes } from './me.routes.ts';
import { createMe } from './me.ts';
import { createMergeRepository } from './merge-people.repository.ts';
import { createPeopleRepository } from './people.repository.ts';
import { createPersonalDataRepository } from './personal-data.repository.ts';
import { createPersonalData } from './personal-data.ts';
import { createHouseholdProofs } from './prove-household.ts';
import { proveSelf } from './prove-self.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { createRateLimitsRepository } from './rate-limits.repository.ts';
import { createRegionsRepository } from './regions.repository.ts';
import { requestCode } from './request-code.ts';
import { createSessionsRepository } from './sessions.repository.ts';
import { createSessions } from './sessions.ts';
import { type PublicSettings, signInRoutes } from './sign-in.routes.ts';
import { signIn } from './sign-in.ts';
import { createSmsCodesRepository } from './sms-codes.repository.ts';
import { createSmsCodes } from './sms-codes.ts';
import { createTellSignInChange } from './tell-sign-in-change.repository.ts';

export { identityUnproved } from './accounts.errors.ts';
export { isFreshProof } from './prove-self.ts';
export { bearerToken, type PublicSettings } from './sign-in.routes.ts';

export interface AccountsDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  /** Sign-in codes, and what has changed about signing in. */
  sms: SmsQueue;
  /** Deliver now what was queued for people. */
  nudgeMessages(): void;
  providers: SignInProviders;
  settings: PublicSettings;
  prepaymentLimits: () => Promise<{ minFen: number; maxFen: number }>;
  /** Where this hall is reached, without a slash at the end. */
  publicBaseUrl: string;
}

export interface AccountsModule {
  routes: Route[];
  jobs: Job[];
  gatekeeper: Pick<Gatekeeper, 'resident' | 'household'>;
  /** Counts one look at an account number that is not one's own, wherever it is asked. @throws AppError too-many-requests */
  countLookUp(personId: string): Promise<void>;
  /** The person of a phone number, for staff who have them at the counter; whoever signs in by that number is them. */
  personOfPhone(phone: string): Promise<string>;
  /** By the code that was sent for the public web form. @throws AppError sms-code-wrong; a right code is used up */
  provePhone(phone: string, code: string): Promise<void>;
}

/** Days an unused session lasts. */
const sessionDays = 30;

export function createAccountsModule(dependencies: AccountsDependencies): AccountsModule {
  const { db, clock, cipher, sms, providers, settings, publicBaseUrl } = dependencies;
  const regions = createRegionsRepository(db);
  const bindings = createHouseholdsRepository(db);
  const tell = createTellSignInChange({ cipher, sms, hotline: settings.hotline });
  const people = createPeopleRepository(db, tell);
  const limiter = createRateLimiter(createRateLimitsRepository(db), clock);
  const sessions = createSessions(createSessionsRepository(db), clock, sessionDays);
  const smsCodes = createSmsCodes({ db, repository: createSmsCodesRepository(db), cipher, clock, sms });
  const proofs = createHouseholdProofs({ people, smsCodes, limiter, cipher, clock });
  const find = createFindAccount({
    regions,
    accounts: createAccountsOnFileRepository(db),
    people,
    proofs,
    limiter,
    cipher,
    clock,
  });
  const households = createManageHouseholds({ households: bindings, cipher, clock });
  const { maxHouseholds } = settings;
  const binding = createBindHousehold({
    find,
    proofs,
    households: bindings,
    nudgeMessages: dependencies.nudgeMessages,
    cipher,
    clock,
    maxHouseholds,
  });
  const me = createMe({ people, households, cipher, clock });
  const personalData = createPersonalData({
    data: createPersonalDataRepository(db, tell),
    people,
    cipher,
    clock,
  });
  const link = linkPhone({
    smsCodes,
    people,
    merge: createMergeRepository(db, tell),
    cipher,
    clock,
    maxHouseholds,
  });
  const prove = proveSelf({ people, smsCodes, sessions, providers, cipher });
  const wallet = addWallet({
    identities: createIdentitiesRepository(db, tell),
    providers,
    limiter,
    clock,
    maxHouseholds,
  });
  return {
    routes: [
      ...signInRoutes({
        regions: regions.all,
        settings,
        prepaymentLimits: dependencies.prepaymentLimits,
        sessions,
        signIn: signIn({
          smsCodes,
          sessions,
          people,
          consents: createConsentsRepository(db),
          providers,
          cipher,
          clock,
        }),
        requestCode: requestCode({ smsCodes, limiter, find, people, cipher }),
        limiter,
        me,
        authorizeUrl: (page, state) => providers.wechatOaAuthorizeUrl(publicBaseUrl + page, state),
      }),
      ...meRoutes({ me, linkPhone: link, addWallet: wallet, proveSelf: prove, limiter, personalData }),
      ...householdsRoutes({ find, binding, households }),
    ],
    countLookUp: personId =>
      limiter.take([limits.lookUpPerPerson, personId], [limits.lookUpPerPersonDaily, personId]),
    personOfPhone: phone =>
      people.ofPhone({ phoneEnc: cipher.encrypt(phone), phoneHash: cipher.hash('phone', phone) }),
    provePhone: (phone, code) => smsCodes.check({ phone, purpose: 'web-case', scope: '', code }),
    jobs: [forgetExpiredJob(db, clock)],
    gatekeeper: {
      resident: sessions.resident,
      household: sessions.atHousehold,
    },
  };
}

import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Audit } from '../../shared/audit.ts';
import type { Wording } from '../../shared/errors.ts';
import { createAnnounce } from './announce.ts';
import { createCheckPlan } from './check-plan.ts';
import { createFiguresRepository } from './figures.repository.ts';
import { createAskLargeCustomers, createNegotiate } from './negotiate.ts';
import { createNegotiationsRepository } from './negotiations.repository.ts';
import { createOutagesRepository } from './outages.repository.ts';
import { createOverride } from './override.ts';
import { createOverridesRepository } from './overrides.repository.ts';
import { createPlacesRepository } from './places.repository.ts';
import { publicOutageRoutes } from './public-outages.routes.ts';
import { createReadOutage } from './read-outage.ts';
import { createRecipientsRepository } from './recipients.repository.ts';
import { type AnnouncedOutage, createResidentOutagesRepository } from './resident-outages.repository.ts';
import { residentOutageRoutes } from './resident-outages.routes.ts';
import { createRulesRepository } from './rules.repository.ts';
import { decisionRoutes } from './staff-decisions.routes.ts';
import { staffOutageRoutes } from './staff-outages.routes.ts';
import { createTellOutages } from './tell-outages.ts';
import { createTellingsRepository } from './tellings.repository.ts';
import { createWritePlan } from './write-plan.ts';

export interface OutagesDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  crashPoints: CrashPoints;
  audit: Audit;
  logger: Logger;
  /** After notices were queued: deliver now. */
  nudge(): void;
  utilityName(): Promise<Wording>;
  hotline: string;
  publicBaseUrl: string;
  /** Accounts or recipients told in one transaction. */
  batchSize?: number;
}

export interface OutagesModule {
  routes: Route[];
  jobs: Job[];
  /** Announced for this account, and within these times or going on. */
  outagesOf(accountId: number, from: Date, until: Date): Promise<AnnouncedOutage[]>;
  /** Resolves when no telling is under way, for an orderly stop. */
  idle(): Promise<void>;
}

const standardBatch = 5000;

export function createOutagesModule(dependencies: OutagesDependencies): OutagesModule {
  const { db, batchSize = standardBatch } = dependencies;
  const { pool } = db;
  const repositories = {
    outages: createOutagesRepository(db),
    places: createPlacesRepository(pool),
    tellings: createTellingsRepository(db),
    negotiations: createNegotiationsRepository(pool),
    overrides: createOverridesRepository(pool),
    rules: createRulesRepository(pool),
    recipients: createRecipientsRepository(pool),
    residents: createResidentOutagesRepository(pool),
    figures: createFiguresRepository(pool),
  };
  const core = { ...dependencies, ...repositories, pool };
  const teller = createTellOutages({ ...core, batchSize });
  const checkPlan = createCheckPlan(core);
  const askLargeCustomers = createAskLargeCustomers(core);
  const negotiate = createNegotiate({ ...core, askLargeCustomers });
  const shared = {
    ...core,
    checkPlan,
    negotiate,
    readOutage: createReadOutage({ ...core, checkPlan }),
    writePlan: createWritePlan({ ...core, askLargeCustomers }),
    announce: createAnnounce({ ...core, checkPlan, tellSoon: teller.soon }),
    override: createOverride({ ...core, checkPlan }),
  };
  return {
    routes: [
      ...staffOutageRoutes(shared),
      ...decisionRoutes(shared),
      ...residentOutageRoutes(shared),
      ...publicOutageRoutes(shared),
    ],
    jobs: [
      { name: 'tell-outages', everySeconds: 10, run: signal => teller.tellOutages(signal) },
      {
        name: 'begin-outages',
        everySeconds: 30,
        run: async () => void (await repositories.outages.beginDue(dependencies.clock.now())),
      },
    ],
    outagesOf: repositories.residents.ofAccount,
    idle: teller.idle,
  };
}

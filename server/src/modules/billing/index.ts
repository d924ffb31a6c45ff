import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Audit } from '../../shared/audit.ts';
import type { TariffBook } from '../tariffs/index.ts';
import { createBillingRunsRepository } from './billing-runs.repository.ts';
import { createBillsRepository } from './bills.repository.ts';
import { billRoutes } from './bills.routes.ts';
import { createCandidatesRepository } from './candidates.repository.ts';
import { createComparePlans } from './compare-plans.ts';
import { createCorrectReading } from './corrections/correct-reading.ts';
import { createCorrectionsRepository } from './corrections/corrections.repository.ts';
import { correctionRoutes } from './corrections/corrections.routes.ts';
import { createFinalBills, type PrepareFinalBills } from './final-bills.ts';
import { createHoldersRepository } from './holders.repository.ts';
import { dataInRoutes } from './imports/data-in.routes.ts';
import { createImportData } from './imports/import-data.ts';
import { createImportsRepository } from './imports/imports.repository.ts';
import { importRoutes } from './imports/imports.routes.ts';
import { createIssueBillsRepository } from './issue-bills.repository.ts';
import { createChangePlan, createPreparePlans, type PlanBy } from './plans/change-plan.ts';
import { createPlansRepository, writePlan } from './plans/plans.repository.ts';
import { plansRoutes } from './plans/plans.routes.ts';
import { createReadBills, type ReadBills } from './read-bills.ts';
import { createReadUsage } from './read-usage.ts';
import { createReverseBill } from './reverse-bill.ts';
import { createBillingRuns } from './run-billing.ts';
import { createRunLocks } from './run-locks.repository.ts';
import { billingStaffRoutes } from './staff.routes.ts';
import { staffReadingRoutes } from './staff-reading.routes.ts';
import { tariffTrialRoutes } from './trials/tariff-trials.routes.ts';
import { createTrialBillsRepository } from './trials/trial-bills.repository.ts';
import { createTryTariff } from './trials/try-tariff.ts';
import { createUsageRepository } from './usage.repository.ts';

export { type BillContent, lateFeeTitle } from './bill.ts';
export { type Drafted, draftBill } from './draft-bill.ts';
export type { FinalBills } from './final-bills.ts';
export {
  defaultPlausibility,
  energyBetween,
  type Installation,
  type RegisterReading,
} from './meter-registers.ts';
export { type OpeningEnergy, openingEnergiesOf } from './opening-energy.repository.ts';
export type { PlanBy } from './plans/change-plan.ts';
export { type BilledInMonth, usedInTierYear } from './used-in-tier-year.ts';

export interface BillingModule {
  routes: Route[];
  jobs: Job[];
  /** Registered with payments as the source of payables of kind `bill`. */
  payables: { kind: 'bill'; describe: ReadBills['describe'] };
  /** Bills somebody who leaves, to the day. */
  prepareFinalBills: PrepareFinalBills;
  /** Changes what a holder chose, in the caller's transaction. */
  changePlan: typeof writePlan;
  /** Judges beforehand what it would be changed to, by the tariff. */
  preparePlans: () => Promise<PlanBy>;
}

export interface BillingDependencies {
  db: Database;
  clock: Clock;
  audit: Audit;
  cipher: FieldCipher;
  book: TariffBook;
}

export function createBillingModule({ db, clock, audit, cipher, book }: BillingDependencies): BillingModule {
  const bills = createBillsRepository(db);
  const issueBills = createIssueBillsRepository(db);
  const usageRows = createUsageRepository(db);
  const usage = createReadUsage({ clock, book, bills, usage: usageRows });
  const plans = createComparePlans({ clock, book, usage: usageRows, readUsage: usage });
  const readBills = createReadBills({ clock, book, bills, usage });
  const runs = createBillingRuns({
    clock,
    book,
    issueBills,
    runs: createBillingRunsRepository(db),
    candidates: createCandidatesRepository(db),
    locks: createRunLocks(db),
  });
  const imports = createImportData({ clock, cipher, book, imports: createImportsRepository(db) });
  return {
    routes: [
      ...billRoutes(readBills, usage, plans, clock),
      ...billingStaffRoutes(runs, createReverseBill({ clock, issueBills }), { audit, clock }),
      ...importRoutes(imports),
      ...dataInRoutes(imports),
      ...staffReadingRoutes({ audit, holders: createHoldersRepository(db), bills: readBills, usage }),
      ...correctionRoutes(createCorrectReading({ corrections: createCorrectionsRepository(db), audit })),
      ...plansRoutes(createChangePlan({ clock, book, plans: createPlansRepository(db) })),
      ...tariffTrialRoutes(createTryTariff({ clock, audit, book, bills: createTrialBillsRepository(db) })),
    ],
    jobs: [runs.job],
    payables: { kind: 'bill', describe: readBills.describe },
    prepareFinalBills: createFinalBills(book),
    changePlan: writePlan,
    preparePlans: createPreparePlans(book),
  };
}

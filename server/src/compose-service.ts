/** Part of the composition root: what becomes of a service after it was given – ratings, stars, follow-ups, surveys, suggestions, reports, files, disclosures. */
import type { Route } from './http/define-route.ts';
import type { Clock } from './infra/clock.ts';
import type { FieldCipher } from './infra/crypto.ts';
import type { Database } from './infra/database.ts';
import type { Job } from './infra/jobs.ts';
import type { CasesModule } from './modules/cases/index.ts';
import { createCustomerTimelineModule } from './modules/customer-timeline/index.ts';
import { createDisclosuresModule } from './modules/disclosures/index.ts';
import { createFollowUpsModule } from './modules/follow-ups/index.ts';
import { createHouseholdFileModule } from './modules/household-file/index.ts';
import { createLargeCustomersModule } from './modules/large-customers/index.ts';
import { createRatingsModule } from './modules/ratings/index.ts';
import { createReplyTemplatesModule } from './modules/reply-templates/index.ts';
import { createServiceReportModule } from './modules/service-report/index.ts';
import { createStarsModule } from './modules/stars/index.ts';
import { createSuggestionsModule } from './modules/suggestions/index.ts';
import { createSurveysModule } from './modules/surveys/index.ts';
import type { Audit } from './shared/audit.ts';
import type { Wording } from './shared/errors.ts';

interface Dependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  audit: Audit;
  utilityName(): Promise<Wording>;
  nudge(): void;
  cases: CasesModule;
}

export function composeService(dependencies: Dependencies): { routes: Route[]; jobs?: Job[] }[] {
  return [
    createRatingsModule(dependencies),
    createStarsModule(dependencies),
    createFollowUpsModule({ ...dependencies, reopenCase: dependencies.cases.reopen }),
    createSuggestionsModule(dependencies),
    createSurveysModule(dependencies),
    createServiceReportModule(dependencies),
    createHouseholdFileModule(dependencies),
    createCustomerTimelineModule(dependencies),
    createLargeCustomersModule(dependencies),
    createReplyTemplatesModule(dependencies),
    createDisclosuresModule(dependencies),
  ];
}

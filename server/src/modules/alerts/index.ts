import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import { createAlertDefaultsRepository } from './alert-defaults.repository.ts';
import { createAlertRulesRepository } from './alert-rules.repository.ts';
import { alertRoutes } from './alerts.routes.ts';
import { createChangeDefault } from './change-default.ts';
import { createContactsRepository } from './contacts/contacts.repository.ts';
import { createContacts } from './contacts/keep-contacts.ts';
import { createAlertRules } from './set-alert-rules.ts';
import { createShowAccountAlerts } from './show-account-alerts.ts';
import { createStaffAlertsRepository } from './staff-alerts.repository.ts';
import { staffAlertRoutes } from './staff-alerts.routes.ts';
import { createSweepRepository } from './sweep.repository.ts';
import { createSweepAlerts, sweepAlertsJob } from './sweep-alerts.ts';

export { createOutdatedAlerts } from './outdated-alerts.repository.ts';

export interface AlertsDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  crashPoints: CrashPoints;
  /** Deliver now what was queued. */
  nudge(): void;
  /** Dated rules of the utility that the sweep keeps. */
  rules(): Promise<{ unusualUseLeastKwh: number }>;
  /** Accounts in one statement of the sweep. */
  rangeSize: number;
}

export interface AlertsModule {
  routes: Route[];
  jobs: Job[];
}

/** Rules by which people are told of their household by themselves, and the sweep that finds who is to be told. */
export function createAlertsModule(dependencies: AlertsDependencies): AlertsModule {
  const { db, clock, cipher } = dependencies;
  const defaults = createAlertDefaultsRepository(db);
  const rules = createAlertRules({ clock, defaults, rules: createAlertRulesRepository(db) });
  const holders = createContactsRepository(db);
  const contacts = createContacts({ clock, cipher, contacts: holders });
  const alerts = createStaffAlertsRepository(db);
  return {
    routes: [
      ...alertRoutes(rules),
      ...staffAlertRoutes({
        clock,
        alerts,
        contacts,
        defaults,
        accountAlerts: createShowAccountAlerts({ clock, cipher, alerts, defaults, contacts, holders }),
        changeDefault: createChangeDefault({ clock, defaults }),
      }),
    ],
    jobs: [
      sweepAlertsJob(createSweepAlerts({ ...dependencies, defaults, sweep: createSweepRepository(db) })),
    ],
  };
}

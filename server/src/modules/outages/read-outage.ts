import type { Pool } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { CheckPlan } from './check-plan.ts';
import type { NegotiationsRepository } from './negotiations.repository.ts';
import { actsOf, planKey } from './outage.ts';
import { outageNotFound } from './outages.errors.ts';
import type { OutagesRepository } from './outages.repository.ts';
import type { OverridesRepository } from './overrides.repository.ts';
import type { PlacesRepository } from './places.repository.ts';
import { showAccount, showNegotiation, showOverride, showStaff } from './show-outage.ts';
import type { TellingsRepository } from './tellings.repository.ts';

interface Dependencies {
  pool: Pool;
  clock: Clock;
  outages: OutagesRepository;
  places: PlacesRepository;
  negotiations: NegotiationsRepository;
  overrides: OverridesRepository;
  tellings: TellingsRepository;
  checkPlan: CheckPlan;
}

const accountsShown = 500;

/** Everything staff see of one outage. */
export function createReadOutage(dependencies: Dependencies) {
  const { pool, clock, outages, places, negotiations, overrides, tellings, checkPlan } = dependencies;
  return async function readOutage(outageNo: string) {
    const outage = await outages.find(outageNo);
    if (!outage) throw outageNotFound();
    const at = await outages.places(pool, outage.id);
    const { id: outageId, kind, knownAt, fromAt, untilAt } = outage;
    const plan = { fromAt, untilAt, ...at };
    const now = clock.now();
    const [checked, areas, accounts, talks, exceptions, told, events] = await Promise.all([
      checkPlan(pool, { kind, knownAt, outageId, plan }),
      places.areasOf(at.areaIds),
      places.accountsShown(at.accountIds, accountsShown),
      negotiations.of(pool, outageId),
      overrides.of(outageId),
      tellings.of(outageId),
      outages.events(outageId),
    ]);
    const acts = actsOf(outage.status).filter(
      act => act !== 'propose' || (kind === 'planned' && checked.large > 0),
    );
    return {
      ...showStaff(outage),
      acts,
      areas,
      accounts: accounts.map(showAccount),
      accountCount: at.accountIds.length,
      // What was announced is judged as it was then.
      requirements: outage.version === 0 ? checked.requirements : [],
      large: checked.large,
      agreed: checked.agreed,
      overrides: exceptions.map(each => showOverride(each, planKey(plan))),
      negotiations: talks.map(each => showNegotiation(each, outage, now)),
      tellings: told,
      events,
      now,
    };
  };
}

export type ReadOutage = ReturnType<typeof createReadOutage>;

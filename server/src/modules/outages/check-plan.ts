import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import { shanghaiIso } from '../../shared/dates.ts';
import type { NegotiationsRepository } from './negotiations.repository.ts';
import {
  isImportant,
  isLarge,
  type OutageKind,
  type OutagePlan,
  planKey,
  type Requirement,
  requirementsOf,
} from './outage.ts';
import { limitsAt, type OutageLimits } from './outage-rules.ts';
import { importantTooLate, notAgreed, noticeTooLate } from './outages.errors.ts';
import type { WeightyAccount } from './outages.repository.ts';
import type { OverridesRepository } from './overrides.repository.ts';
import type { PlacesRepository } from './places.repository.ts';
import type { RulesRepository } from './rules.repository.ts';

export interface CheckedPlan {
  requirements: (Requirement & { overridden: boolean })[];
  weighty: WeightyAccount[];
  large: number;
  agreed: number;
  limits: OutageLimits;
}

export interface PlanToCheck {
  kind: OutageKind;
  plan: OutagePlan;
  knownAt: Date | null;
  /** Without one nothing was agreed or excepted yet. */
  outageId?: number;
}

interface Dependencies {
  clock: Clock;
  places: PlacesRepository;
  negotiations: NegotiationsRepository;
  overrides: OverridesRepository;
  rules: RulesRepository;
}

/** What the rules ask of a plan if it were announced now, and what of it is kept, agreed or excepted. */
export function createCheckPlan({ clock, places, negotiations, overrides, rules }: Dependencies) {
  return async function checkPlan(
    client: Pool | PoolClient,
    { kind, plan, knownAt, outageId }: PlanToCheck,
  ): Promise<CheckedPlan> {
    const now = clock.now();
    const limits = limitsAt(await rules.all(), now);
    const weighty = await places.weighty(client, plan.areaIds, plan.accountIds);
    const large = weighty.filter(({ importance }) => isLarge(importance));
    const agreed =
      outageId === undefined
        ? 0
        : await negotiations.agreed(
            client,
            outageId,
            large.map(({ accountId }) => accountId),
            plan.fromAt,
            plan.untilAt,
          );
    const excepted =
      outageId === undefined ? new Set() : await overrides.approved(client, outageId, planKey(plan));
    const important = weighty.filter(({ importance }) => isImportant(importance)).length;
    const facts = { kind, fromAt: plan.fromAt, knownAt, important, large: large.length, agreed };
    return {
      requirements: requirementsOf(facts, limits, now).map(each => ({
        ...each,
        overridden: excepted.has(each.rule),
      })),
      weighty,
      large: large.length,
      agreed,
      limits,
    };
  };
}

export type CheckPlan = ReturnType<typeof createCheckPlan>;

/** @throws AppError for the first rule that is neither kept nor excepted */
export function refuseUnkept({ requirements, limits, large, agreed }: CheckedPlan): void {
  const unkept = requirements.find(({ blocks, met, overridden }) => blocks && !met && !overridden);
  if (!unkept) return;
  const latest = unkept.latestAt ? shanghaiIso(unkept.latestAt).slice(0, 16).replace('T', ' ') : '';
  if (unkept.rule === 'planned-notice') throw noticeTooLate({ hours: limits.plannedNoticeHours, latest });
  if (unkept.rule === 'important-notice')
    throw importantTooLate({ hours: limits.importantNoticeHours, latest });
  throw notAgreed({ count: large - agreed });
}

import type { Clock } from '../../infra/clock.ts';
import type { CheckPlan } from './check-plan.ts';
import { type OutagePlan, type OverridableRule, planKey } from './outage.ts';
import {
  outageNotFound,
  overrideAsked,
  overrideNotFound,
  overrideNotNeeded,
  ownOverride,
} from './outages.errors.ts';
import type { OutagesRepository } from './outages.repository.ts';
import type { OverridesRepository } from './overrides.repository.ts';
import type { PlacesRepository } from './places.repository.ts';
import { type PlacesInput, resolvePlaces } from './write-plan.ts';

interface Dependencies {
  clock: Clock;
  outages: OutagesRepository;
  places: PlacesRepository;
  overrides: OverridesRepository;
  checkPlan: CheckPlan;
}

export interface OverrideRequest {
  rule: OverridableRule;
  reason: string;
  /** Of a change that is meant; the outage as it stands when left out. */
  change?: { fromAt: Date; untilAt: Date; places?: PlacesInput | undefined } | undefined;
}

/** An exception to a rule for one plan: one person asks with a reason, another decides. */
export function createOverride({ clock, outages, places, overrides, checkPlan }: Dependencies) {
  return {
    async ask(
      outageNo: string,
      { rule, reason, change }: OverrideRequest,
      by: string,
      requestId: string,
    ): Promise<void> {
      await outages.inTransaction(async tx => {
        const outage = await outages.lock(tx, outageNo);
        if (!outage) throw outageNotFound();
        const present = await outages.places(tx, outage.id);
        const at = change?.places ? await resolvePlaces(places, change.places) : present;
        const plan: OutagePlan = {
          fromAt: change?.fromAt ?? outage.fromAt,
          untilAt: change?.untilAt ?? outage.untilAt,
          ...at,
        };
        const { kind, knownAt, id: outageId } = outage;
        const { requirements } = await checkPlan(tx, { kind, knownAt, outageId, plan });
        const asked = requirements.find(each => each.rule === rule);
        if (!asked || asked.met || asked.overridden) throw overrideNotNeeded();
        const now = clock.now();
        const id = await overrides.ask(tx, { outageId, rule, plan: planKey(plan), reason, by, at: now });
        if (id === undefined) throw overrideAsked();
        await outages.record(tx, outage, {
          act: 'override-ask',
          by,
          at: now,
          detail: { id, rule, reason },
          requestId,
        });
      });
    },

    async decide(
      outageNo: string,
      id: number,
      { approve, note }: { approve: boolean; note: string | null },
      by: string,
      requestId: string,
    ): Promise<void> {
      await outages.inTransaction(async tx => {
        const outage = await outages.lock(tx, outageNo);
        if (!outage) throw outageNotFound();
        const asked = await overrides.findAsked(tx, outage.id, id);
        if (!asked) throw overrideNotFound();
        if (asked.askedBy === by) throw ownOverride();
        const now = clock.now();
        await overrides.decide(tx, id, approve ? 'approved' : 'refused', by, now);
        const detail = { id, rule: asked.rule, approve, ...(note ? { note } : {}) };
        await outages.record(tx, outage, { act: 'override-decide', by, at: now, detail, requestId });
      });
    },
  };
}

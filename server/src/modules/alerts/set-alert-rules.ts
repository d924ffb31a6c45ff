/** A person's own rules for one household: seen with what holds by default, changed with one request. */
import type { BoundHousehold } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { businessDate } from '../../shared/dates.ts';
import type { AlertDefaultsRepository } from './alert-defaults.repository.ts';
import {
  type AlertRuleName,
  alertRules,
  effective,
  foreignThreshold,
  mayBeTold,
  type RuleValue,
  ruleNames,
} from './alert-rule.ts';
import type { AlertRulesRepository } from './alert-rules.repository.ts';
import { ruleNeedsFull, thresholdUnknown } from './alerts.errors.ts';

export interface RuleWish {
  enabled: boolean;
  amountFen?: number | null;
  days?: number | null;
  percent?: number | null;
}

interface Dependencies {
  clock: Clock;
  rules: AlertRulesRepository;
  defaults: AlertDefaultsRepository;
}

const silent: RuleValue = { enabled: false, amountFen: null, days: null, percent: null };

export function createAlertRules({ clock, rules, defaults }: Dependencies) {
  async function read(personId: string, { holderPeriodId, level }: BoundHousehold) {
    const now = clock.now();
    const [own, inForce, paymentMode] = await Promise.all([
      rules.own(personId, holderPeriodId),
      defaults.inForce(now),
      rules.paymentMode(holderPeriodId, businessDate(now)),
    ]);
    const shown = ruleNames.filter(rule => mayBeTold(rule, level));
    return {
      paymentMode,
      rules: shown.map(rule => {
        const mine = own.find(one => one.rule === rule);
        const byDefault = inForce.find(one => one.rule === rule && one.paymentMode === paymentMode) ?? silent;
        const { enabled, amountFen, days, percent } = byDefault;
        return {
          rule,
          ...effective(mine, { enabled, amountFen, days, percent }),
          thresholds: [...alertRules[rule].thresholds],
          own: mine !== undefined,
        };
      }),
    };
  }

  return {
    read,

    /** @throws AppError alert-needs-full-binding, alert-threshold-unknown */
    async set(personId: string, household: BoundHousehold, rule: AlertRuleName, wish: RuleWish) {
      if (!mayBeTold(rule, household.level)) throw ruleNeedsFull();
      const foreign = foreignThreshold(rule, wish);
      if (foreign) throw thresholdUnknown({ name: foreign });
      // A switch turned off and on again finds the amounts that were set before.
      const before = (await rules.own(personId, household.holderPeriodId)).find(one => one.rule === rule);
      const kept = (name: 'amountFen' | 'days' | 'percent') =>
        wish[name] === undefined ? (before?.[name] ?? null) : (wish[name] ?? null);
      const value = {
        rule,
        enabled: wish.enabled,
        amountFen: kept('amountFen'),
        days: kept('days'),
        percent: kept('percent'),
      };
      await rules.set(personId, household.holderPeriodId, value, clock.now());
      return read(personId, household);
    },
  };
}

export type AlertRules = ReturnType<typeof createAlertRules>;

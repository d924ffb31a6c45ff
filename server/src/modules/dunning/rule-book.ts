import type { Clock } from '../../infra/clock.ts';
import { businessDate } from '../../shared/dates.ts';
import { type DunningRules, type RuleRow, rulesOn } from './dunning-rules.ts';
import type { RulesRepository } from './rules.repository.ts';

const freshForMs = 5_000;

/** What holds today. Another process of the same hall learns of a change within seconds. */
export function createRuleBook(repository: RulesRepository, clock: Clock) {
  let kept: { until: number; rows: Promise<RuleRow[]> } | undefined;
  const forget = () => {
    kept = undefined;
  };
  return {
    forget,
    async today(): Promise<DunningRules> {
      if (!kept || performance.now() >= kept.until) {
        kept = { until: performance.now() + freshForMs, rows: repository.all() };
        kept.rows.catch(forget);
      }
      return rulesOn(await kept.rows, businessDate(clock.now()));
    },
  };
}

export type RuleBook = ReturnType<typeof createRuleBook>;

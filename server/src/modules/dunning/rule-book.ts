import type { Clock } from '../../infra/clock.ts';
import { keepFresh } from '../../infra/keep-fresh.ts';
import { businessDate } from '../../shared/dates.ts';
import { type DunningRules, rulesOn } from './dunning-rules.ts';
import type { RulesRepository } from './rules.repository.ts';

/** What holds today. Another process of the same hall learns of a change within seconds. */
export function createRuleBook(repository: RulesRepository, clock: Clock) {
  const { get, forget } = keepFresh(repository.all);
  return {
    forget,
    today: async (): Promise<DunningRules> => rulesOn(await get(), businessDate(clock.now())),
  };
}

export type RuleBook = ReturnType<typeof createRuleBook>;

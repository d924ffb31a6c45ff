/** The limits offered for each alert, one tap each; one set elsewhere stays among them. Pure. */
import type { AlertRule } from '@api/types';

const offered = {
  'low-balance': { amountFen: [2_000, 3_000, 5_000, 10_000], days: [1, 3, 5, 7], percent: [] },
  'due-soon': { amountFen: [], days: [1, 3, 5, 7], percent: [] },
  'forecast-above': { amountFen: [10_000, 20_000, 30_000, 50_000], days: [], percent: [] },
  'unusual-use': { amountFen: [], days: [], percent: [150, 200, 250, 300] },
} as const;

type Limit = AlertRule['thresholds'][number];

export function choicesOf({ rule, ...values }: AlertRule, limit: Limit): number[] {
  const list: readonly number[] = rule in offered ? offered[rule as keyof typeof offered][limit] : [];
  const own = values[limit];
  const all = own === null || list.includes(own) ? list : [...list, own];
  return [...all].sort((left, right) => left - right);
}

/** Limits of repairs as they hold on a day. Every value stands in the database, dated and with its source. */
import { rowInForce } from '../../shared/dated.ts';
import type { AreaKind } from './repair-order.ts';

export const repairRuleNames = [
  'arrive-city-minutes',
  'arrive-rural-minutes',
  'arrive-remote-minutes',
  'restore-city-minutes',
  'restore-rural-minutes',
  'restore-remote-minutes',
  'accept-minutes',
  'warn-minutes',
  'second-visit-days',
] as const;
export type RepairRuleName = (typeof repairRuleNames)[number];

export interface RepairRuleRow {
  id: number;
  name: RepairRuleName;
  value: number;
  /** A business date. */
  validFrom: string;
  source: string;
  setBy: string;
  setAt: Date;
}

export type RepairRules = Record<RepairRuleName, number>;

/** @throws Error when a rule has no value: the migration brings one of each */
export function rulesOn(rows: readonly RepairRuleRow[], day: string): RepairRules {
  const entries = repairRuleNames.map(name => {
    const row = rowInForce(rows, name, day);
    if (!row) throw new Error(`no repair rule ${name} on ${day}`);
    return [name, row.value] as const;
  });
  return Object.fromEntries(entries) as RepairRules;
}

export const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

/**
 * Arrival counts from the first report, restoration from the arrival (mechanisms T2); until then from when arrival is due.
 * A place nobody knows is held to what is asked of the city.
 */
export function limitsFrom(
  openedAt: Date,
  kind: AreaKind | null,
  rules: RepairRules,
): { arriveDueAt: Date; restoreDueAt: Date } {
  const arriveDueAt = minutesAfter(openedAt, rules[`arrive-${kind ?? 'city'}-minutes`]);
  return { arriveDueAt, restoreDueAt: restoreDue(arriveDueAt, kind, rules) };
}

export const restoreDue = (arrivedAt: Date, kind: AreaKind | null, rules: RepairRules): Date =>
  minutesAfter(arrivedAt, rules[`restore-${kind ?? 'city'}-minutes`]);

/** The defaults as a statement needs them: values bound once each, by the way an account pays. */
import type { DefaultRow } from './alert-defaults.repository.ts';
import type { AlertRuleName } from './alert-rule.ts';

export type Values = (string | number | boolean | Date | readonly number[] | null)[];

const columns = { enabled: 'boolean', amountFen: 'bigint', days: 'integer', percent: 'integer' } as const;
type Column = keyof typeof columns;

export interface DefaultLimits {
  values: Values;
  /** SQL for what holds by default, told from the SQL of the way of paying. */
  of(rule: AlertRuleName, column: Column, mode: string): string;
  /** SQL for how much more than usual is worth a word, in 0.01 kWh. */
  leastUse(): string;
  /** SQL for the instant from which on what has happened is news. */
  newsSince(): string;
}

/** What a sweep goes by beside the defaults. */
export interface SweepTerms {
  /** From how many kWh more than usual on people are told. */
  unusualUseLeastKwh: number;
  newsSince: Date;
}

/** @param first what the statement's own parameters are; the limits follow them. */
export function bindDefaults(
  first: Values,
  defaults: readonly DefaultRow[],
  { unusualUseLeastKwh, newsSince }: SweepTerms,
): DefaultLimits {
  const values = [...first];
  const places = new Map<string, string>();
  function place(rule: AlertRuleName, column: Column, mode: DefaultRow['paymentMode']): string {
    const name = `${rule} ${column} ${mode}`;
    const known = places.get(name);
    if (known) return known;
    const row = defaults.find(one => one.rule === rule && one.paymentMode === mode);
    values.push(row?.[column] ?? (column === 'enabled' ? false : null));
    const made = `$${values.length}::${columns[column]}`;
    places.set(name, made);
    return made;
  }
  let leastUse: string | undefined;
  let since: string | undefined;
  return {
    values,
    leastUse() {
      leastUse ??= `$${values.push(unusualUseLeastKwh * 100)}::bigint`;
      return leastUse;
    },
    newsSince() {
      since ??= `$${values.push(newsSince)}::timestamptz`;
      return since;
    },
    of: (rule, column, mode) =>
      `CASE ${mode} WHEN 'prepaid' THEN ${place(rule, column, 'prepaid')} ELSE ${place(rule, column, 'postpaid')} END`,
  };
}

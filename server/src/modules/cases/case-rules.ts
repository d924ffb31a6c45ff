/** Time limits as they hold on a day. Every value stands in the database, dated and with its source. */
import { rowInForce } from '../../shared/dated.ts';

export const caseRuleNames = [
  'complaint-contact-hours',
  'complaint-answer-days',
  'misconduct-answer-days',
  'other-answer-days',
  'promised-answer-days',
  'update-days',
  'warn-hours',
  'close-after-days',
  'reopen-days',
  'escalate-again-hours',
  'pause-most-days',
] as const;
export type CaseRuleName = (typeof caseRuleNames)[number];

export interface CaseRuleRow {
  id: number;
  name: CaseRuleName;
  value: number;
  /** A business date. */
  validFrom: string;
  source: string;
  setBy: string;
  setAt: Date;
}

export type CaseRules = Record<CaseRuleName, number>;

/** @throws Error when a rule has no value: the migration brings one of each */
export function rulesOn(rows: readonly CaseRuleRow[], day: string): CaseRules {
  const entries = caseRuleNames.map(name => {
    const row = rowInForce(rows, name, day);
    if (!row) throw new Error(`no case rule ${name} on ${day}`);
    return [name, row.value] as const;
  });
  return Object.fromEntries(entries) as CaseRules;
}

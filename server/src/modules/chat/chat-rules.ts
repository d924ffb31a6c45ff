/** Hours and limits of the chat as they hold on a day. Every value stands in the database, dated and with its source. */
import { rowInForce } from '../../shared/dated.ts';

export const chatRuleNames = [
  'opens-minute',
  'closes-minute',
  'rest-days',
  'most-a-minute',
  'silent-minutes',
  'owed-minutes',
  'tell-after-minutes',
] as const;
export type ChatRuleName = (typeof chatRuleNames)[number];

export interface ChatRuleRow {
  id: number;
  name: ChatRuleName;
  value: number;
  /** A business date. */
  validFrom: string;
  source: string;
  setBy: string;
  setAt: Date;
}

export type ChatRules = Record<ChatRuleName, number>;

/** @throws Error when a rule has no value: the migration brings one of each */
export function rulesOn(rows: readonly ChatRuleRow[], day: string): ChatRules {
  const entries = chatRuleNames.map(name => {
    const row = rowInForce(rows, name, day);
    if (!row) throw new Error(`no chat rule ${name} on ${day}`);
    return [name, row.value] as const;
  });
  return Object.fromEntries(entries) as ChatRules;
}

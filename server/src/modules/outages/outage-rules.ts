/** Limits of law and practice as they hold at a moment. Every value stands in the database, dated and with its source. */
import type { NoticeLimits } from './outage.ts';

export const outageRuleNames = [
  'planned-notice-hours',
  'important-notice-hours',
  'fault-publish-minutes',
  'answer-within-hours',
  'board-lists-homes',
] as const;
export type OutageRuleName = (typeof outageRuleNames)[number];

export interface OutageRuleRow {
  id: number;
  name: OutageRuleName;
  value: number;
  validFrom: Date;
  source: string;
  setBy: string;
  setAt: Date;
}

export interface OutageLimits extends NoticeLimits {
  answerWithinHours: number;
  boardListsHomes: boolean;
}

/** Of those begun the latest; of two for one moment the one set last. */
export function ruleInForce(
  rows: readonly OutageRuleRow[],
  name: OutageRuleName,
  at: Date,
): OutageRuleRow | undefined {
  return rows
    .filter(row => row.name === name && row.validFrom <= at)
    .sort((left, right) => left.validFrom.getTime() - right.validFrom.getTime() || left.id - right.id)
    .at(-1);
}

/** @throws when a rule has no value: the migrations give each one */
export function limitsAt(rows: readonly OutageRuleRow[], at: Date): OutageLimits {
  const value = (name: OutageRuleName) => {
    const row = ruleInForce(rows, name, at);
    if (!row) throw new Error(`no outage rule ${name} at ${at.toISOString()}`);
    return row.value;
  };
  return {
    plannedNoticeHours: value('planned-notice-hours'),
    importantNoticeHours: value('important-notice-hours'),
    faultPublishMinutes: value('fault-publish-minutes'),
    answerWithinHours: value('answer-within-hours'),
    boardListsHomes: value('board-lists-homes') > 0,
  };
}

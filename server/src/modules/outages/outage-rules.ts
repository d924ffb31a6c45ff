/** Limits of law and practice as they hold at a moment. Every value stands in the database, dated and with its source. */
import { rowInForce } from '../../shared/dated.ts';
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

/** @throws when a rule has no value: the migrations give each one */
export function limitsAt(rows: readonly OutageRuleRow[], at: Date): OutageLimits {
  const value = (name: OutageRuleName) => {
    const row = rowInForce(rows, name, at);
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

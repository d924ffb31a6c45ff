/** The words of reconciliation, as they stand in its tables. */
import type { BusinessDate } from '../../shared/dates.ts';

export const dayStatuses = [
  'waiting',
  'running',
  'matched',
  'differences',
  'refused',
  'no-file',
  'failed',
] as const;
export type DayStatus = (typeof dayStatuses)[number];

export const differenceClasses = [
  'missing-here',
  'missing-there',
  'amount',
  'state',
  'day-cut',
  'duplicate',
] as const;
export type DifferenceClass = (typeof differenceClasses)[number];

export const differenceActions = ['post', 'adjust', 'reverse', 'accept'] as const;
export type DifferenceAction = (typeof differenceActions)[number];

export type Stage = 'fetching' | 'reading' | 'matching' | 'posting';

/** How far a run is: bytes while fetching and reading, differences while posting. */
export interface Progress {
  source: string;
  day: BusinessDate;
  stage: Stage;
  done: number;
  total: number;
}

/** What became of a run. */
export interface DayResult {
  source: string;
  day: BusinessDate;
  status: DayStatus | 'busy';
  rows: number;
  matched: number;
  open: number;
  posted: number;
  /** Why there is no result: { reason, part, line, detail }. */
  problem?: DayProblem;
}

export interface DayProblem {
  reason: string;
  part?: string;
  line?: number | null;
  detail?: string;
}

/** Why a day is not tried again for a while, and when it is: sooner at first, since most files are only late. */
export function retryAfterMinutes(attempts: number): number {
  return Math.min(10 * 2 ** Math.max(0, attempts - 1), 240);
}

/** Sources make their files of a day until ten in the morning of the next. */
export const readyAfterHours = 34;

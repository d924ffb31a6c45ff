/** A case of dunning: where it may stand and how it may go on. Pure. */

/**
 * - `reminding`: reminders go out on their days;
 * - `noticed`: the formal notice is out, with the day from which supply may be suspended and the last one on which it may;
 * - `proposed`: the notice has arrived and the evidence is complete; a person is to look at it;
 * - `submitted`: that person asks for the suspension; a second one decides;
 * - `approved`: by the second person; `last-call`: the notice of 30 minutes is out;
 * - `disconnecting`: ordered; `suspended`: done; `restoring`: paid, the reconnect is ordered;
 * - `closed`.
 */
export const caseStatuses = [
  'reminding',
  'noticed',
  'proposed',
  'submitted',
  'approved',
  'last-call',
  'disconnecting',
  'suspended',
  'restoring',
  'closed',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** The database holds the same table in `check_dunning_transition`. */
export const transitions: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  reminding: ['noticed', 'closed'],
  noticed: ['proposed', 'reminding', 'closed'],
  proposed: ['submitted', 'reminding', 'closed'],
  submitted: ['approved', 'reminding', 'closed'],
  approved: ['last-call', 'reminding', 'closed'],
  'last-call': ['disconnecting', 'approved', 'reminding', 'closed'],
  disconnecting: ['suspended', 'restoring', 'approved', 'closed'],
  suspended: ['restoring'],
  restoring: ['closed'],
  closed: [],
};

/** What stops the clock. Some end the round, so that the notice must be given anew; the others only wait. */
export const stopCodes = [
  'moved-out',
  'special-need',
  'other',
  'instalments',
  'hold',
  'important-user',
  'protected',
  'small-debt',
  'young-debt',
  'supply-paused',
  'estimate-old',
  'payment-under-way',
  'not-proven',
  'late-arrival',
  'cold-day',
  'holiday',
  'no-calendar',
  'outside-hours',
  'called-often',
] as const;
export type StopCode = (typeof stopCodes)[number];
export const withdrawing: ReadonlySet<StopCode> = new Set([
  'moved-out',
  'special-need',
  'other',
  'instalments',
  'hold',
  'important-user',
  'protected',
  'small-debt',
  'young-debt',
  'supply-paused',
]);

/** Nobody is pressed who has agreed on parts, disputes the debt or is left to rest. */
export const silencing: ReadonlySet<StopCode> = new Set(['instalments', 'other', 'hold']);

/** What stands against cutting off at this moment, and says nothing about the case. */
export const ofTheMoment: ReadonlySet<StopCode> = new Set([
  'late-arrival',
  'cold-day',
  'holiday',
  'no-calendar',
  'outside-hours',
  'called-often',
]);

export interface Stop {
  code: StopCode;
  /** Until when, where that is known. */
  until?: string;
}

export interface DunningCase {
  id: number;
  caseNo: string;
  holderPeriodId: number;
  accountId: number;
  kind: 'postpaid' | 'prepaid';
  status: CaseStatus;
  step: number;
  round: number;
  debtFen: number;
  overdueSince: string;
  stops: Stop[];
  holdUntil: string | null;
  noticedOn: string | null;
  disconnectOn: string | null;
  /** The last day on which the notice that stands allows a suspension. */
  lapsesOn: string | null;
  disconnectAt: Date | null;
  submittedBy: string | null;
  decidedBy: string | null;
  suspendedAt: Date | null;
  clearedAt: Date | null;
  /** Who had power brought back although the debt is not paid. */
  restoreAskedBy: string | null;
}

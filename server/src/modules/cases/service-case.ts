/** What a case is and what may be done to it. Pure. */

export const caseStatuses = [
  'new',
  'working',
  'paused',
  'answered',
  'closed',
  'withdrawn',
  'merged',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export const staffActs = [
  'take',
  'hand-over',
  'contact',
  'update',
  'note',
  'pause',
  'resume',
  'answer',
  'close',
  'merge',
  'grade',
  'classify',
  'change-kind',
  'confide',
  'send-crew',
  'remind',
  'reopen',
] as const;
export type StaffAct = (typeof staffActs)[number];

export const personActs = ['remind', 'add', 'withdraw', 'accept', 'reopen'] as const;
export type PersonAct = (typeof personActs)[number];
export type CaseAct = StaffAct | PersonAct;

const open = ['new', 'working', 'paused'] as const;
const stay = (statuses: readonly CaseStatus[]) =>
  Object.fromEntries(statuses.map(status => [status, status])) as Partial<Record<CaseStatus, CaseStatus>>;

/** From which status an act leads where. What is not in the table cannot be done. */
const transitions: Record<CaseAct, Partial<Record<CaseStatus, CaseStatus>>> = {
  take: { new: 'working' },
  'hand-over': stay(['working', 'paused']),
  contact: stay(['working', 'paused']),
  update: stay(['working', 'paused']),
  note: stay(caseStatuses),
  pause: { working: 'paused' },
  resume: { paused: 'working' },
  answer: { working: 'answered' },
  close: { answered: 'closed' },
  merge: { new: 'merged', working: 'merged', paused: 'merged' },
  grade: stay(open),
  classify: stay(open),
  'change-kind': stay(open),
  confide: stay(open),
  'send-crew': stay(open),
  remind: stay(open),
  // What the customer was to say has come: the clock goes on by itself.
  add: { new: 'new', working: 'working', paused: 'working' },
  withdraw: { new: 'withdrawn', working: 'withdrawn', paused: 'withdrawn' },
  // What was closed because nobody said a word may still be rated.
  accept: { answered: 'closed', closed: 'closed' },
  reopen: { answered: 'working', closed: 'working' },
};

/** @returns where the act leads, or undefined when it cannot be done */
export function statusAfter(status: CaseStatus, act: CaseAct): CaseStatus | undefined {
  return transitions[act][status];
}

/** What cases of one kind alone have. */
const ofKind: Partial<Record<StaffAct, string>> = { classify: 'complaint', 'send-crew': 'repair' };

export const staffActsOf = (status: CaseStatus, kind: string): StaffAct[] =>
  staffActs.filter(act => statusAfter(status, act) && (ofKind[act] ?? kind) === kind);

export const personActsOf = (status: CaseStatus): PersonAct[] =>
  personActs.filter(act => statusAfter(status, act));

export const openStatuses: readonly CaseStatus[] = open;

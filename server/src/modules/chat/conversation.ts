/** A conversation and what may be done to it. Pure. */
export const chatStatuses = ['waiting', 'open', 'closed'] as const;
export type ChatStatus = (typeof chatStatuses)[number];

export const chatActs = ['take', 'hand-over', 'hand-back', 'make-case', 'join-case', 'close'] as const;
export type ChatAct = (typeof chatActs)[number];

/** What a line that nobody typed tells. */
export const chatEvents = [
  'taken',
  'handed-over',
  'handed-back',
  /** Whoever had it works at the desk no longer. */
  'clerk-left',
  'case',
  'closed',
  /** Closed because nobody said anything for long. */
  'silent',
  /** Nobody took it before the hours ended: it goes on as a case. */
  'hours-over',
] as const;
export type ChatEvent = (typeof chatEvents)[number];

const allowed: Record<ChatStatus, readonly ChatAct[]> = {
  waiting: ['take'],
  open: ['hand-over', 'hand-back', 'make-case', 'join-case', 'close'],
  closed: [],
};

export const actsOf = (status: ChatStatus, caseNo: string | null): ChatAct[] =>
  allowed[status].filter(act => caseNo === null || (act !== 'make-case' && act !== 'join-case'));

/** person, system, or staff:<username> */
export type Author = string;

export const staffAuthor = (username: string): Author => `staff:${username}`;
export const isStaff = (author: Author): boolean => author.startsWith('staff:');

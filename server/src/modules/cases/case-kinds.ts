/** What people say to the utility: the field's ten order types, five complaint classes, and what may come of each. Pure. */

/** 故障抢修 业务咨询 投诉 举报 建议 意见 表扬 信息查询 催办 综合业务 */
export const caseKinds = [
  'repair',
  'enquiry',
  'complaint',
  'misconduct',
  'suggestion',
  'opinion',
  'praise',
  'information',
  'reminder',
  'general',
] as const;
export type CaseKind = (typeof caseKinds)[number];

/** 催办 is never a case of its own: it is written into the case that it hurries. */
export const openableKinds = caseKinds.filter(kind => kind !== 'reminder');

/** 服务 营业 停送电 供电质量 电网建设 */
export const complaintClasses = ['service', 'business', 'outage', 'quality', 'grid'] as const;
export type ComplaintClass = (typeof complaintClasses)[number];

/** 一般 重要 重大 特殊 */
export const grades = ['ordinary', 'important', 'major', 'special'] as const;
export type Grade = (typeof grades)[number];

export const sources = [
  'hall',
  'hotline',
  'web',
  'email',
  'official-account',
  'chat',
  'counter',
  'letter',
  'wallet',
] as const;
export type Source = (typeof sources)[number];

export const moods = ['calm', 'upset', 'angry'] as const;
export type Mood = (typeof moods)[number];

/** Whose doing it was, judged when a complaint is answered. */
export const responsibilities = ['utility', 'customer', 'third-party', 'nature'] as const;
export type Responsibility = (typeof responsibilities)[number];

export const outcomes = [
  'upheld',
  'not-upheld',
  'adopted',
  'not-adopted',
  'noted',
  'solved',
  'not-solvable',
] as const;
export type Outcome = (typeof outcomes)[number];

interface KindDefinition {
  /** How an answer of this kind ends. */
  outcomes: readonly [Outcome, ...Outcome[]];
  /** Somebody of the utility talks with the person within a limit, before anything is answered. */
  contactFirst: boolean;
  /** The rule that holds the answer's working days. */
  answerRule: 'complaint-answer-days' | 'misconduct-answer-days' | 'other-answer-days';
}

const solved = ['solved', 'not-solvable'] as const;

/** Opinion, suggestion and complaint are three flows: one is noted, one is adopted or not, one is judged. */
export const kindDefinitions: Record<CaseKind, KindDefinition> = {
  repair: { outcomes: solved, contactFirst: false, answerRule: 'other-answer-days' },
  enquiry: { outcomes: solved, contactFirst: false, answerRule: 'other-answer-days' },
  complaint: {
    outcomes: ['upheld', 'not-upheld'],
    contactFirst: true,
    answerRule: 'complaint-answer-days',
  },
  misconduct: {
    outcomes: ['upheld', 'not-upheld'],
    contactFirst: true,
    answerRule: 'misconduct-answer-days',
  },
  suggestion: {
    outcomes: ['adopted', 'not-adopted'],
    contactFirst: false,
    answerRule: 'other-answer-days',
  },
  opinion: { outcomes: ['noted'], contactFirst: false, answerRule: 'other-answer-days' },
  praise: { outcomes: ['noted'], contactFirst: false, answerRule: 'other-answer-days' },
  information: { outcomes: solved, contactFirst: false, answerRule: 'other-answer-days' },
  reminder: { outcomes: solved, contactFirst: false, answerRule: 'other-answer-days' },
  general: { outcomes: solved, contactFirst: false, answerRule: 'other-answer-days' },
};

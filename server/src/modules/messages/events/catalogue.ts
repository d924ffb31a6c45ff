/** What people are told of. The class decides what may hold a notice back; no caller chooses it. */

/**
 * safety: cannot be stopped and knows no quiet hours. duty: the law asks for it; cannot be stopped, waits for the morning.
 * service: can be stopped, quiet hours, capped. answer: to what the person has just done, at once.
 */
export type NoticeClass = 'safety' | 'duty' | 'service' | 'answer';

export type ParamValue = string | number | boolean | null;
export type Params = Record<string, ParamValue>;

export interface EventDefinition {
  class: NoticeClass;
  /** One value for every parameter: what a preview shows, and what a text may name. */
  sample: Params;
  /** Told however much was told today: money was not paid as agreed. */
  uncapped?: true;
  /** Not worth a telephone call. */
  neverCalls?: true;
  /** Told at once, but where only a telephone call is left, that waits for the morning. */
  callsByDay?: true;
  /** Up to five values that a wallet's message card lists, in this order: names as a text has them. */
  card: readonly string[];
}

const bill = { month: '2026-10', amountFen: 12_345, dueOn: '2026-11-20' };
const application = {
  caseNo: 'SQ2026112900000001',
  kindZh: '居民新装',
  kindEn: 'New supply: home',
  stepZh: '正在安排装表',
  stepEn: 'Your meter is being installed',
  dueOn: '2026-12-04',
  reason: '资料不符',
  appealZh: '如有异议，可在电厅申诉。',
  appealEn: 'You may appeal in the hall.',
};
const outage = {
  outageNo: 'TD20261129001',
  fromAt: '2026-12-06T00:00:00Z',
  untilAt: '2026-12-06T04:00:00Z',
  area: '昆嵛路12号楼',
};

const serviceCase = { caseNo: 'GD2026112900000471', dueAt: '2026-12-04T16:00:00Z' };

export const events = {
  'low-balance': {
    class: 'service',
    sample: { balanceFen: 2_350, daysLeft: 4, asOfOn: '2026-11-28' },
    card: ['balance', 'daysLeft', 'asOfOn'],
  },
  'bill-issued': { class: 'service', sample: bill, card: ['month', 'amount', 'dueOn'] },
  'due-soon': { class: 'service', sample: bill, card: ['month', 'amount', 'dueOn'] },
  overdue: {
    class: 'service',
    sample: { amountFen: 12_345, daysOverdue: 6 },
    card: ['amount', 'daysOverdue'],
  },
  'forecast-above': {
    class: 'service',
    sample: { forecastFen: 23_400, limitFen: 20_000, month: '2026-11' },
    card: ['month', 'forecast', 'limit'],
  },
  'unusual-use': {
    class: 'service',
    sample: { usedKwh: 31, usualKwh: 9, onOn: '2026-11-27' },
    card: ['onOn', 'usedKwh', 'usualKwh'],
  },
  'tier-step': {
    class: 'service',
    sample: { tier: 2, year: 2026, usedKwh: 2_520 },
    card: ['tier', 'year', 'usedKwh'],
  },
  'payment-credited': {
    class: 'answer',
    sample: { amountFen: 12_345, paymentNo: 'P2026112900000000004711' },
    card: ['amount', 'paymentTail'],
  },
  // Told to who lives there: whoever paid has the answer above.
  'household-paid': {
    class: 'service',
    sample: { amountFen: 12_345, paymentNo: 'P2026112900000000004711', accountTail: '0001' },
    card: ['accountTail', 'amount', 'paymentTail'],
  },
  'refund-succeeded': {
    class: 'answer',
    sample: { amountFen: 12_345, paymentNo: 'P2026112900000000004711' },
    card: ['amount', 'paymentTail'],
  },
  'payout-returned': {
    class: 'service',
    sample: { amountFen: 12_345, paymentNo: 'P2026112900000000004711' },
    card: ['amount', 'paymentTail'],
    uncapped: true,
  },
  'autopay-debited': {
    class: 'service',
    sample: { amountFen: 12_345, accountTail: '0001' },
    card: ['accountTail', 'amount'],
  },
  'autopay-failed': {
    class: 'service',
    sample: {
      amountFen: 12_345,
      reasonZh: '余额不足',
      reasonEn: 'not enough money',
      accountTail: '0001',
      link: 'https://hall.example/?pay=1',
    },
    card: ['accountTail', 'amount', 'reason'],
    uncapped: true,
  },
  'autopay-failed-again': {
    class: 'service',
    sample: {
      amountFen: 12_345,
      reasonZh: '余额不足',
      reasonEn: 'not enough money',
      accountTail: '0001',
      dayOn: '2026-11-30',
      link: 'https://hall.example/?pay=1',
    },
    card: ['accountTail', 'amount', 'reason', 'dayOn'],
  },
  'debit-failed': {
    class: 'service',
    sample: {
      month: '2026-10',
      amountFen: 12_345,
      reasonZh: '账户余额不足',
      reasonEn: 'not enough money',
      accountTail: '0001',
      link: 'https://hall.example/?token=1',
    },
    card: ['accountTail', 'month', 'amount', 'reason'],
    uncapped: true,
  },
  'household-bound': {
    class: 'safety',
    sample: { accountTail: '0001' },
    card: ['accountTail'],
    neverCalls: true,
  },
  'supply-suspended': { class: 'safety', sample: { amountFen: 12_345 }, card: ['amount'] },
  'supply-off-after-all': {
    class: 'safety',
    sample: { restoreAt: '2026-12-11T02:00:00Z' },
    card: ['restoreAt'],
  },
  'supply-restored': { class: 'safety', sample: {}, card: [] },
  'dunning-reminder': {
    class: 'duty',
    sample: { step: 1, amountFen: 12_345, daysOverdue: 6, dueOn: '2026-11-20' },
    card: ['amount', 'daysOverdue', 'dueOn'],
  },
  'dunning-reminder-second': {
    class: 'duty',
    sample: { step: 2, amountFen: 12_345, daysOverdue: 7, dueOn: '2026-11-20' },
    card: ['amount', 'daysOverdue', 'dueOn'],
  },
  'dunning-reminder-last': {
    class: 'duty',
    sample: { step: 3, amountFen: 12_345, daysOverdue: 15, dueOn: '2026-11-20', suspendOn: '2026-12-28' },
    card: ['amount', 'daysOverdue', 'dueOn', 'suspendOn'],
  },
  'dunning-formal': {
    class: 'duty',
    sample: { amountFen: 12_345, disconnectOn: '2026-12-10', daysOverdue: 31 },
    card: ['amount', 'daysOverdue', 'disconnectOn'],
  },
  'dunning-prepaid': {
    class: 'duty',
    sample: { amountFen: 12_345, disconnectOn: '2026-12-10' },
    card: ['amount', 'disconnectOn'],
  },
  'dunning-last-call': {
    class: 'safety',
    sample: { amountFen: 12_345, disconnectAt: '2026-12-10T02:00:00Z' },
    card: ['amount', 'disconnectAt'],
  },
  'dunning-withdrawn': { class: 'duty', sample: {}, card: [] },
  'outage-planned': {
    class: 'safety',
    sample: { ...outage, reason: '线路检修' },
    card: ['area', 'fromAt', 'untilAt', 'reason'],
    callsByDay: true,
  },
  'outage-temporary': {
    class: 'safety',
    sample: { ...outage, reason: '临时抢修' },
    card: ['area', 'fromAt', 'untilAt', 'reason'],
  },
  'outage-fault': {
    class: 'safety',
    sample: { ...outage, reason: '线路故障' },
    card: ['area', 'fromAt', 'untilAt', 'reason'],
  },
  'outage-changed': { class: 'safety', sample: outage, card: ['area', 'fromAt', 'untilAt'] },
  'outage-cancelled': {
    class: 'safety',
    sample: outage,
    card: ['area', 'fromAt', 'untilAt'],
    callsByDay: true,
  },
  'outage-restored': {
    class: 'safety',
    sample: outage,
    card: ['area', 'fromAt', 'untilAt'],
    callsByDay: true,
  },
  'outage-proposal': {
    class: 'duty',
    sample: {
      outageNo: outage.outageNo,
      fromAt: outage.fromAt,
      untilAt: outage.untilAt,
      answerByAt: '2026-12-02T09:00:00Z',
    },
    card: ['fromAt', 'untilAt', 'answerByAt'],
  },
  'application-received': { class: 'answer', sample: application, card: ['kind', 'caseNo', 'dueOn'] },
  'application-opened': { class: 'duty', sample: application, card: ['kind', 'caseNo', 'dueOn'] },
  'temporary-supply-ending': {
    class: 'duty',
    sample: { accountTail: '0001', untilOn: '2026-12-16', daysLeft: 15 },
    card: ['accountTail', 'untilOn', 'daysLeft'],
  },
  'application-step': {
    class: 'service',
    sample: application,
    card: ['kind', 'caseNo', 'step', 'dueOn'],
  },
  'application-wanted': { class: 'duty', sample: application, card: ['kind', 'caseNo', 'step'] },
  'application-reminder': { class: 'duty', sample: application, card: ['kind', 'caseNo', 'step'] },
  'application-done': { class: 'duty', sample: application, card: ['kind', 'caseNo'] },
  'application-refused': { class: 'duty', sample: application, card: ['kind', 'caseNo', 'reason'] },
  'application-withdrawn': { class: 'duty', sample: application, card: ['kind', 'caseNo', 'reason'] },
  'case-received': { class: 'answer', sample: serviceCase, card: ['caseNo', 'dueAt'] },
  'case-updated': { class: 'answer', sample: serviceCase, card: ['caseNo', 'dueAt'] },
  'case-answered': { class: 'answer', sample: serviceCase, card: ['caseNo'] },
  'chat-unread': { class: 'answer', sample: { chatNo: 'LT2026112900000001' }, card: ['chatNo'] },
  'rating-asked': {
    class: 'service',
    sample: { whatZh: '柜台缴费', whatEn: 'payment at the counter' },
    card: ['what'],
    neverCalls: true,
  },
  'follow-up-asked': {
    class: 'service',
    sample: { caseNo: serviceCase.caseNo },
    card: ['caseNo'],
    neverCalls: true,
  },
  'survey-asked': {
    class: 'service',
    sample: { titleZh: '供电服务满意度调查', titleEn: 'How we serve you', untilOn: '2026-12-20' },
    card: ['title', 'untilOn'],
    neverCalls: true,
  },
  'large-statement': {
    class: 'service',
    sample: { month: '2026-10', amountFen: 12_345_600 },
    card: ['month', 'amount'],
    neverCalls: true,
  },
  'suggestion-published': {
    class: 'service',
    sample: { caseNo: serviceCase.caseNo },
    card: ['caseNo'],
    neverCalls: true,
  },
  'suggestion-awarded': {
    class: 'answer',
    sample: { caseNo: serviceCase.caseNo, award: '金点子奖' },
    card: ['caseNo', 'award'],
    neverCalls: true,
  },
  'repair-received': { class: 'answer', sample: serviceCase, card: ['caseNo', 'dueAt'], callsByDay: true },
  'repair-on-way': {
    class: 'answer',
    sample: { ...serviceCase, crew: '文登昆嵛路抢修队 王师傅' },
    card: ['caseNo', 'crew', 'dueAt'],
    callsByDay: true,
  },
  'repair-restored': {
    class: 'answer',
    sample: { caseNo: serviceCase.caseNo, restoredAt: '2026-11-29T06:30:00Z' },
    card: ['caseNo', 'restoredAt'],
    callsByDay: true,
  },
} satisfies Record<string, EventDefinition>;

export type EventName = keyof typeof events;
export const eventNames = Object.keys(events) as EventName[];

export function isEvent(name: string): name is EventName {
  return Object.hasOwn(events, name);
}

export function definitionOf(name: EventName): EventDefinition {
  return events[name];
}

export const mayBeStopped = (name: EventName) => definitionOf(name).class === 'service';

/** What is asked for first: danger, then answers, then what the law wants, then the rest. */
const order: NoticeClass[] = ['safety', 'answer', 'duty', 'service'];
export const byUrgency: readonly EventName[] = order.flatMap(each =>
  eventNames.filter(name => definitionOf(name).class === each),
);

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
  /** Up to five values that a wallet's message card lists, in this order: names as a text has them. */
  card: readonly string[];
}

const bill = { month: '2026-10', amountFen: 12_345, dueOn: '2026-11-20' };
const outage = {
  outageNo: 'TD20261129001',
  fromAt: '2026-12-06T00:00:00Z',
  untilAt: '2026-12-06T04:00:00Z',
  area: '昆嵛路12号楼',
};

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
  'refund-succeeded': {
    class: 'answer',
    sample: { amountFen: 12_345, paymentNo: 'P2026112900000000004711' },
    card: ['amount', 'paymentTail'],
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
      reason: '余额不足',
      accountTail: '0001',
      link: 'https://hall.example/?pay=1',
    },
    card: ['accountTail', 'amount', 'reason'],
  },
  'autopay-failed-again': {
    class: 'service',
    sample: {
      amountFen: 12_345,
      reason: '余额不足',
      accountTail: '0001',
      dayOn: '2026-11-30',
      link: 'https://hall.example/?pay=1',
    },
    card: ['accountTail', 'amount', 'reason', 'dayOn'],
  },
  'supply-suspended': { class: 'safety', sample: { amountFen: 12_345 }, card: ['amount'] },
  'supply-restored': { class: 'safety', sample: {}, card: [] },
  'dunning-reminder': {
    class: 'duty',
    sample: { step: 1, amountFen: 12_345, daysOverdue: 6, dueOn: '2026-11-20' },
    card: ['amount', 'daysOverdue', 'dueOn'],
  },
  'dunning-formal': {
    class: 'duty',
    sample: { amountFen: 12_345, disconnectOn: '2026-12-10', daysOverdue: 31 },
    card: ['amount', 'daysOverdue', 'disconnectOn'],
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
  'outage-cancelled': { class: 'safety', sample: outage, card: ['area', 'fromAt', 'untilAt'] },
  'outage-restored': { class: 'safety', sample: outage, card: ['area', 'fromAt', 'untilAt'] },
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

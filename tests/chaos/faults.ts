/** What the sandbox does wrong during the proof, and how often each must at least have happened per 100 payments. */
export interface FaultRule {
  gateway: 'wechat-pay' | 'alipay' | 'unionpay' | 'acquirer' | 'sms-operator' | 'debit-bank';
  on: string;
  fault: string;
  probability: number;
  /** So many of the first occasions, one after the other: where there are too few of them to be left to chance. */
  surely?: number;
  /** Wanted per 100 payments of a full run. */
  atLeastPer100: number;
  [option: string]: unknown;
}

const both = (rule: Omit<FaultRule, 'gateway'>): FaultRule[] => [
  { gateway: 'wechat-pay', ...rule } as FaultRule,
  { gateway: 'alipay', ...rule } as FaultRule,
];

/** Of one other side, by probability. */
const of = (
  gateway: FaultRule['gateway'],
  on: string,
  faults: Record<string, number>,
  options: object = {},
  atLeastPer100 = 0.1,
): FaultRule[] =>
  Object.entries(faults).map(([fault, probability]) => ({
    gateway,
    on,
    fault,
    probability,
    atLeastPer100,
    ...options,
  }));

/** Of what happens so seldom that one time has to do. */
const once = { surely: 1 };
const seldom = 0.025;

/** Longer than the hall waits for a gateway: the call succeeds, and the hall has given up. */
const silence = { delayMs: 9_000 };

export const faultRules: FaultRule[] = [
  // Alipay wap and app are signed addresses: their start makes no call that could fail; create and pay codes do.
  ...both({ on: 'create', fault: 'error-5xx', probability: 0.03, status: 500, atLeastPer100: 0.2 }),
  ...both({ on: 'create', fault: 'reset', probability: 0.03, atLeastPer100: 0.2 }),
  ...both({ on: 'create', fault: 'reset-after', probability: 0.04, atLeastPer100: 0.3 }),
  ...both({ on: 'create', fault: 'malformed', probability: 0.02, atLeastPer100: 0.2 }),
  ...both({ on: 'create', fault: 'notify-first', probability: 0.04, atLeastPer100: 0.3 }),
  ...both({ on: 'create', fault: 'timeout-after', probability: 0.03, ...silence, atLeastPer100: 0.2 }),
  ...both({ on: 'query', fault: 'error-5xx', probability: 0.06, atLeastPer100: 0.2 }),
  ...both({ on: 'query', fault: 'forged-reply', probability: 0.04, atLeastPer100: 0.2 }),
  ...both({ on: 'query', fault: 'reset', probability: 0.05, atLeastPer100: 0.2 }),
  ...both({ on: 'close', fault: 'succeed-after-close', probability: 0.3, delayMs: 300, atLeastPer100: 0.3 }),
  ...both({ on: 'close', fault: 'pay-before', probability: 0.3, atLeastPer100: 0.3 }),
  ...both({ on: 'refund', fault: 'reset-after', probability: 0.15, surely: 2, atLeastPer100: 0.2 }),
  ...both({ on: 'refund', fault: 'error-5xx', probability: 0.15, surely: 2, atLeastPer100: 0.2 }),
  ...both({
    on: 'refund',
    fault: 'timeout-after',
    probability: 0.1,
    ...silence,
    surely: 2,
    atLeastPer100: 0.2,
  }),
  ...['drop', 'duplicate', 'lost-ack', 'forged-signature'].flatMap(fault =>
    both({ on: 'notify-refund', fault, probability: 0.12, surely: 2, copies: 3, atLeastPer100: 0.1 }),
  ),
  ...of(
    'wechat-pay',
    'notify-refund',
    { 'wrong-amount': 0.08, 'bad-tag': 0.08 },
    { deltaFen: 100, ...once },
    seldom,
  ),
  ...both({
    on: 'notify-payment',
    fault: 'wrong-amount',
    probability: 0.06,
    deltaFen: 100,
    atLeastPer100: 0.3,
  }),
  ...both({ on: 'notify-payment', fault: 'wrong-merchant', probability: 0.03, atLeastPer100: 0.2 }),
  ...both({ on: 'notify-payment', fault: 'drop', probability: 0.12, atLeastPer100: 1 }),
  ...both({
    on: 'notify-payment',
    fault: 'duplicate-concurrent',
    probability: 0.12,
    copies: 4,
    atLeastPer100: 1,
  }),
  ...both({ on: 'notify-payment', fault: 'duplicate', probability: 0.1, copies: 3, atLeastPer100: 1 }),
  ...both({ on: 'notify-payment', fault: 'reorder', probability: 0.08, delayMs: 1500, atLeastPer100: 0.5 }),
  ...both({ on: 'notify-payment', fault: 'delay', probability: 0.06, delayMs: 800, atLeastPer100: 0.5 }),
  ...both({ on: 'notify-payment', fault: 'forged-signature', probability: 0.06, atLeastPer100: 0.3 }),
  ...both({ on: 'notify-payment', fault: 'lost-ack', probability: 0.1, atLeastPer100: 0.5 }),
  { gateway: 'wechat-pay', on: 'notify-payment', fault: 'signtest', probability: 0.08, atLeastPer100: 0.3 },
  { gateway: 'wechat-pay', on: 'notify-payment', fault: 'bad-tag', probability: 0.05, atLeastPer100: 0.2 },
  {
    gateway: 'wechat-pay',
    on: 'notify-payment',
    fault: 'unknown-serial',
    probability: 0.05,
    atLeastPer100: 0.2,
  },
  { gateway: 'alipay', on: 'notify-payment', fault: 'downgrade', probability: 0.05, atLeastPer100: 0.2 },
  ...of('unionpay', 'query', { 'error-5xx': 0.06, reset: 0.05 }),
  ...of('unionpay', 'refund', { 'error-5xx': 0.1, 'reset-after': 0.1 }, { surely: 2 }),
  ...of(
    'unionpay',
    'notify-refund',
    { drop: 0.1, duplicate: 0.1, 'lost-ack': 0.1, 'forged-signature': 0.1 },
    { copies: 3, ...once },
    seldom,
  ),
  ...of(
    'unionpay',
    'notify-payment',
    { drop: 0.1, duplicate: 0.1, 'wrong-amount': 0.05, 'lost-ack': 0.1, 'forged-signature': 0.06 },
    { copies: 3, deltaFen: 100 },
  ),
  ...['error-5xx', 'reset-after', 'pay-before'].flatMap(fault =>
    both({ on: 'cancel', fault, probability: 0.2, ...once, atLeastPer100: seldom }),
  ),
  // One whose answer is lost must not be made again; one that never arrived is known to be none only after a day, and is then made.
  ...both({ on: 'debit', fault: 'reset-after', probability: 0.3, ...once, atLeastPer100: seldom }),
  ...['reset', 'error-5xx'].flatMap(fault =>
    both({ on: 'debit', fault, probability: 0.1, ...once, atLeastPer100: seldom }),
  ),
  ...both({ on: 'notify-agreement', fault: 'drop', probability: 0.2, ...once, atLeastPer100: seldom }),
  ...of('wechat-pay', 'pre-notify', { 'error-5xx': 0.2, 'reset-after': 0.2 }, once, seldom),
  ...of('acquirer', 'sale', { 'error-5xx': 0.08, 'reset-after': 0.1, 'forged-reply': 0.05 }),
  ...of('acquirer', 'reversal', { 'error-5xx': 0.1, 'reset-after': 0.1 }, once, seldom),
  ...of('sms-operator', 'notify-inbound', { duplicate: 0.15, 'lost-ack': 0.1 }, { copies: 2 }),
  ...of('debit-bank', 'transfer', { 'error-5xx': 0.05, 'reset-after': 0.05 }, once, seldom),
  ...of('debit-bank', 'notify-result', { drop: 0.1, malformed: 0.1, 'forged-signature': 0.1 }, once, seldom),
];

/** As the stand-ins take them: what happens surely first, then by chance. @param missing how often it must still happen, surely */
export const sandboxRules = (missing = (rule: FaultRule) => rule.surely ?? 0) =>
  faultRules.flatMap(each => {
    const { atLeastPer100: _, surely: __, ...rule } = each;
    const count = missing(each);
    return count > 0 ? [{ ...rule, probability: 1, count }, rule] : [rule];
  });

/** How often a fault must have happened in a run of so many errands: never not at all. */
export const leastOfFault = ({ atLeastPer100 }: FaultRule, errands: number): number =>
  Math.max(1, Math.floor((atLeastPer100 * errands) / 100));

/** Where the server is killed. */
export const crashPoints = [
  'notification-stored',
  'gateway-answered',
  'refund-in-flight',
  'partner-message-stored',
  'desk-took',
  'acquirer-answered',
  'kiosk-booking',
  'card-redeemed',
  'sms-stored',
  'sms-handled',
  'debit-file-written',
  'debit-result-stored',
  'debit-row-booked',
  // Of a debit by agreement: its customer told, written down, and answered by the wallet.
  'debit-told',
  'debit-written',
  'debit-answered',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** Those that every proof must show: a notification stored, the gateway's answer not yet committed, a refund half done. */
export const askedCrashPoints: readonly CrashPoint[] = [
  'notification-stored',
  'gateway-answered',
  'refund-in-flight',
];
/** So many of the deaths of a run must have happened at these. */
export const leastAskedDeaths = (serverKills: number): number => Math.min(20, serverKills);
export const askedDeaths = (deathsAt: (point: string) => number): number =>
  askedCrashPoints.reduce((sum, point) => sum + deathsAt(point), 0);

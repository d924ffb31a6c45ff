/** What the sandbox does wrong during the proof, and how often each must at least have happened per 100 payments. */
export interface FaultRule {
  gateway: 'wechat-pay' | 'alipay';
  on: string;
  fault: string;
  probability: number;
  /** Wanted per 100 payments of a full run; 0 where chance decides. */
  atLeastPer100: number;
  [option: string]: unknown;
}

const both = (rule: Omit<FaultRule, 'gateway'>): FaultRule[] => [
  { gateway: 'wechat-pay', ...rule } as FaultRule,
  { gateway: 'alipay', ...rule } as FaultRule,
];

export const faultRules: FaultRule[] = [
  // Alipay wap is a signed address: its start makes no call that could fail.
  {
    gateway: 'wechat-pay',
    on: 'create',
    fault: 'error-5xx',
    probability: 0.03,
    status: 500,
    atLeastPer100: 0.2,
  },
  { gateway: 'wechat-pay', on: 'create', fault: 'reset', probability: 0.03, atLeastPer100: 0.2 },
  { gateway: 'wechat-pay', on: 'create', fault: 'reset-after', probability: 0.04, atLeastPer100: 0.3 },
  { gateway: 'wechat-pay', on: 'create', fault: 'malformed', probability: 0.02, atLeastPer100: 0.2 },
  { gateway: 'wechat-pay', on: 'create', fault: 'notify-first', probability: 0.04, atLeastPer100: 0.3 },
  ...both({ on: 'query', fault: 'error-5xx', probability: 0.06, atLeastPer100: 0.2 }),
  ...both({ on: 'query', fault: 'forged-reply', probability: 0.04, atLeastPer100: 0.2 }),
  ...both({ on: 'query', fault: 'reset', probability: 0.05, atLeastPer100: 0.2 }),
  ...both({ on: 'close', fault: 'succeed-after-close', probability: 0.3, delayMs: 300, atLeastPer100: 0 }),
  ...both({ on: 'close', fault: 'pay-before', probability: 0.3, atLeastPer100: 0 }),
  ...both({ on: 'refund', fault: 'reset-after', probability: 0.15, atLeastPer100: 0.2 }),
  ...both({ on: 'refund', fault: 'error-5xx', probability: 0.15, atLeastPer100: 0.2 }),
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
];

/** Where the server is killed, in turn. */
export const crashPoints = ['notification-stored', 'gateway-answered', 'refund-in-flight'] as const;

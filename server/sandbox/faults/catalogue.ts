/** Every misbehaviour, by the moment at which it is decided. */
export const FAULTS = {
  /** Before the gateway looks at a call. */
  'call-before': ['delay', 'reset', 'error-5xx', 'decline', 'pay-before'],
  /** After the call has really been carried out. */
  'call-after': [
    'timeout-after',
    'reset-after',
    'error-after',
    'malformed',
    'forged-reply',
    'unknown-serial',
    'stale-timestamp',
    'notify-first',
    'succeed-after-close',
    'bounce',
  ],
  /** Once for a notification with all its retries. */
  delivery: [
    'drop',
    'delay',
    'duplicate',
    'duplicate-concurrent',
    'reorder',
    'wrong-amount',
    'wrong-merchant',
    'wrong-app',
    'unreadable',
    'trade-finished',
    'signtest',
    'failed-receipt',
  ],
  /** For one attempt; the next retry is honest again. */
  attempt: [
    'forged-signature',
    'unknown-serial',
    'stale-timestamp',
    'malformed',
    'bad-tag',
    'lost-ack',
    'downgrade',
  ],
} as const;

export type Stage = keyof typeof FAULTS;

const CALLS = [
  'create',
  'query',
  'close',
  'cancel',
  'sign',
  'agreement-query',
  'complaint-query',
  'complaint-respond',
  'image',
  'image-upload',
  'custom-send',
  'media',
  'complaint-refund',
  'complaint-complete',
  'unsign',
  'pre-notify',
  'debit',
  'sale',
  'reversal',
  'void',
  'settlement',
  'transfer',
  'command',
  'refund',
  'refund-query',
  'bill',
  'bill-download',
  'certificates',
  'login',
  'token',
  'send',
  'issue',
];
const NOTIFICATIONS = [
  'notify-payment',
  'notify-refund',
  'notify-agreement',
  'notify-complaint',
  'notify-inbound',
  'notify-receipt',
  'notify-event',
  'notify-result',
];

/** Where a fault makes sense only in some gateways' protocols. */
const ONLY_IN: Record<string, readonly string[]> = {
  'unknown-serial': ['wechat-pay', 'unionpay'],
  'stale-timestamp': ['wechat-pay', 'supply-control'],
  'bad-tag': ['wechat-pay'],
  signtest: ['wechat-pay'],
  'trade-finished': ['alipay'],
  downgrade: ['alipay'],
  'forged-reply': ['wechat-pay', 'alipay', 'unionpay', 'acquirer', 'supply-control'],
  'wrong-app': ['wechat-pay', 'alipay'],
  'failed-receipt': ['weixin', 'weixin-oa', 'sms', 'sms-operator'],
  bounce: ['mail'],
};

export const appliesTo = (fault: string, gateway: string): boolean =>
  ONLY_IN[fault]?.includes(gateway) ?? true;

/** Stages at which rules for this kind of occasion may fire. */
function stagesOf(on: string): Stage[] {
  if (on === '*') return ['call-before', 'call-after', 'delivery', 'attempt'];
  return NOTIFICATIONS.includes(on) ? ['delivery', 'attempt'] : ['call-before', 'call-after'];
}

export function isKnown(on: string, fault: string): boolean {
  if (on !== '*' && !CALLS.includes(on) && !NOTIFICATIONS.includes(on)) return false;
  return stagesOf(on).some(stage => (FAULTS[stage] as readonly string[]).includes(fault));
}

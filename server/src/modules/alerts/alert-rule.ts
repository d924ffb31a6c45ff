/** What people may be told of by themselves, who may be told it, and what each rule lets them set. Pure. */

/** Of a contact of a large customer. */
export const contactRoles = ['finance', 'operations', 'manager', 'emergency'] as const;
export type ContactRole = (typeof contactRoles)[number];

type Threshold = 'amountFen' | 'days' | 'percent';

export interface RuleDefinition {
  /** What of it a person sets. */
  thresholds: readonly Threshold[];
  /** Whether it says no more than what a pay-only person sees anyway: sums owed and their dates. */
  payOnly: boolean;
  /** Which contacts of a large customer are told. */
  contacts: readonly ContactRole[];
}

export const alertRules = {
  'low-balance': { thresholds: ['amountFen', 'days'], payOnly: false, contacts: ['finance', 'manager'] },
  'bill-issued': { thresholds: [], payOnly: true, contacts: ['finance'] },
  'due-soon': { thresholds: ['days'], payOnly: true, contacts: ['finance'] },
  overdue: { thresholds: [], payOnly: true, contacts: ['finance', 'manager'] },
  'forecast-above': { thresholds: ['amountFen'], payOnly: false, contacts: [] },
  'unusual-use': { thresholds: ['percent'], payOnly: false, contacts: ['operations'] },
  'tier-step': { thresholds: [], payOnly: false, contacts: [] },
  'payment-credited': { thresholds: [], payOnly: false, contacts: ['finance'] },
  'autopay-debited': { thresholds: [], payOnly: false, contacts: [] },
} as const satisfies Record<string, RuleDefinition>;

export type AlertRuleName = keyof typeof alertRules;
export const ruleNames = Object.keys(alertRules) as [AlertRuleName, ...AlertRuleName[]];

/** Told to everybody bound and to emergency contacts, whatever they have set: a matter of safety. */
export const alwaysTold = ['supply-suspended', 'supply-restored', 'outage'] as const;

export interface RuleValue {
  enabled: boolean;
  amountFen: number | null;
  days: number | null;
  percent: number | null;
}

export function mayBeTold(rule: AlertRuleName, level: 'pay-only' | 'full'): boolean {
  return level === 'full' || alertRules[rule].payOnly;
}

/** What holds: what the person set, and for the rest the default. */
export function effective(own: RuleValue | undefined, byDefault: RuleValue): RuleValue {
  if (!own) return byDefault;
  return {
    enabled: own.enabled,
    amountFen: own.amountFen ?? byDefault.amountFen,
    days: own.days ?? byDefault.days,
    percent: own.percent ?? byDefault.percent,
  };
}

/** The first threshold that this rule does not have. */
export function foreignThreshold(rule: AlertRuleName, value: Partial<RuleValue>): Threshold | undefined {
  const known: readonly Threshold[] = alertRules[rule].thresholds;
  return (['amountFen', 'days', 'percent'] as const).find(
    name => value[name] !== undefined && value[name] !== null && !known.includes(name),
  );
}

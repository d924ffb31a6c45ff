/** What an outage is, what may be done to it, and what the rules ask before it is announced. Pure. */

export const outageKinds = ['planned', 'temporary', 'fault'] as const;
export type OutageKind = (typeof outageKinds)[number];

export const outageStatuses = [
  'draft',
  'negotiating',
  'published',
  'changed',
  'cancelled',
  'under-way',
  'restored',
  'closed',
] as const;
export type OutageStatus = (typeof outageStatuses)[number];

export const outageActs = [
  'edit',
  'propose',
  'publish',
  'change',
  'cancel',
  'begin',
  'restore',
  'close',
] as const;
export type OutageAct = (typeof outageActs)[number];

/** From which status an act leads where. What is not in the table cannot be done. */
const transitions: Record<OutageAct, Partial<Record<OutageStatus, OutageStatus>>> = {
  edit: { draft: 'draft', negotiating: 'negotiating' },
  // After publication a new time is agreed first and announced then, by a change.
  propose: { draft: 'negotiating', negotiating: 'negotiating', published: 'published', changed: 'changed' },
  publish: { draft: 'published', negotiating: 'published' },
  // While the power is off only the end can move.
  change: { published: 'changed', changed: 'changed', 'under-way': 'under-way' },
  cancel: { draft: 'cancelled', negotiating: 'cancelled', published: 'cancelled', changed: 'cancelled' },
  begin: { published: 'under-way', changed: 'under-way' },
  restore: { 'under-way': 'restored' },
  close: { restored: 'closed' },
};

/** @returns where the act leads, or undefined when it cannot be done */
export function statusAfter(status: OutageStatus, act: OutageAct): OutageStatus | undefined {
  return transitions[act][status];
}

export function actsOf(status: OutageStatus): OutageAct[] {
  return outageActs.filter(act => statusAfter(status, act));
}

/** What the public and the customers may see. */
export const announced: readonly OutageStatus[] = [
  'published',
  'changed',
  'cancelled',
  'under-way',
  'restored',
  'closed',
];

export const importances = ['none', 'important', 'large', 'important-large'] as const;
export type Importance = (typeof importances)[number];
/** A hospital may be both: told of temporary outages 24 hours ahead, and asked about planned ones. */
export const isImportant = (importance: Importance) => importance.startsWith('important');
export const isLarge = (importance: Importance) => importance.endsWith('large');

/** When and where; what an override was given for. */
export interface OutagePlan {
  fromAt: Date;
  untilAt: Date;
  areaIds: number[];
  accountIds: number[];
}

/** One plan as text that is equal for equal plans, whatever the order of its places. */
export function planKey({ fromAt, untilAt, areaIds, accountIds }: OutagePlan): string {
  const sorted = (ids: number[]) => [...new Set(ids)].sort((left, right) => left - right);
  return JSON.stringify({
    fromAt: fromAt.toISOString(),
    untilAt: untilAt.toISOString(),
    areaIds: sorted(areaIds),
    accountIds: sorted(accountIds),
  });
}

export const overridable = ['planned-notice', 'important-notice', 'negotiation'] as const;
export type OverridableRule = (typeof overridable)[number];

export interface PlanFacts {
  kind: OutageKind;
  fromAt: Date;
  /** Of a fault. */
  knownAt: Date | null;
  important: number;
  large: number;
  /** Of the large customers, those who agreed to these very times. */
  agreed: number;
}

export interface NoticeLimits {
  plannedNoticeHours: number;
  importantNoticeHours: number;
  faultPublishMinutes: number;
}

export interface Requirement {
  rule: OverridableRule | 'fault-publish';
  met: boolean;
  /** Until when publishing keeps the rule; null where it is not a matter of time. */
  latestAt: Date | null;
  /** False for what is only measured. */
  blocks: boolean;
}

const hour = 3_600_000;

/** What is asked of a plan that would be announced at `now`. A notice at the very limit keeps it. */
export function requirementsOf(facts: PlanFacts, limits: NoticeLimits, now: Date): Requirement[] {
  const before = (hours: number) => new Date(facts.fromAt.getTime() - hours * hour);
  const timed = (rule: Requirement['rule'], latestAt: Date, blocks = true): Requirement => ({
    rule,
    met: now <= latestAt,
    latestAt,
    blocks,
  });
  if (facts.kind === 'fault') {
    const latest = new Date((facts.knownAt ?? now).getTime() + limits.faultPublishMinutes * 60_000);
    return [timed('fault-publish', latest, false)];
  }
  if (facts.kind === 'temporary')
    return facts.important > 0 ? [timed('important-notice', before(limits.importantNoticeHours))] : [];
  const notice = timed('planned-notice', before(limits.plannedNoticeHours));
  const agreement: Requirement = {
    rule: 'negotiation',
    met: facts.agreed >= facts.large,
    latestAt: null,
    blocks: true,
  };
  return facts.large > 0 ? [notice, agreement] : [notice];
}

/** Takes notices that are due, decides what happens with each, and sends. No transaction is open while a provider is asked. */
import { businessDate, startOfDay } from '../../../shared/dates.ts';
import { byUrgency, definitionOf, type EventName, isEvent } from '../events/catalogue.ts';
import { reachable } from './address.ts';
import type { ClaimedNotice } from './claim.repository.ts';
import { type Decision, decide, type Recipient, type Rules } from './decide.ts';
import type { EngineDependencies, Planned } from './engine-parts.ts';
import type { Verdict } from './outcome.repository.ts';
import { createSender } from './send.ts';

export type Lane = 'urgent' | 'ordinary';
/** Danger and answers have a lane of their own, so that no amount of alerts is in front of them. */
export const lanes: Record<Lane, readonly EventName[]> = {
  urgent: byUrgency.filter(event => isUrgent(event)),
  ordinary: byUrgency.filter(event => !isUrgent(event)),
};
function isUrgent(event: EventName): boolean {
  const kind = definitionOf(event).class;
  return kind === 'safety' || kind === 'answer';
}

const smallestBatch = 20;
const largestBatch = 200;

export function createEngine(dependencies: EngineDependencies) {
  const { claims, outcomes, channels, clock, metrics } = dependencies;
  const send = createSender(dependencies);
  // What a provider takes in a second: no batch keeps later, more urgent notices waiting for long.
  const pace = Math.max(
    ...[...channels.values()].filter(({ name }) => name !== 'in-app').map(each => each.perSecond),
  );
  const batchSize = Math.max(smallestBatch, Math.min(largestBatch, pace));

  /** Takes a batch and decides on it, while the one before is still being sent. Undefined when nothing more is due. */
  async function prepare(lane: Lane, underway: ReadonlySet<string>): Promise<Planned[] | undefined> {
    const now = clock.now();
    const ids = await claims.claim(lanes[lane], batchSize, now);
    if (ids.length === 0) return undefined;
    const today = businessDate(now);
    const [rules, facts, outdated] = await Promise.all([
      dependencies.rules(),
      claims.facts(ids, startOfDay(today)),
      dependencies.outdated(ids, today),
    ]);
    // Of no use any more from this moment on.
    const standing = facts.map(fact => (outdated.has(fact.id) ? { ...fact, notAfter: now } : fact));
    const { planned, verdicts } = plan(standing, rules, now, underway);
    await outcomes.verdicts(verdicts);
    for (const { status } of verdicts)
      if (status === 'stopped' || status === 'dead')
        metrics.count('hall_notices_total', { channel: 'none', result: status });
    return planned;
  }

  function plan(facts: readonly ClaimedNotice[], rules: Rules, now: Date, underway: ReadonlySet<string>) {
    const planned: Planned[] = [];
    const verdicts: Verdict[] = [];
    const told = new Map<string, number>();
    const consenting = new Set<string>();
    for (const notice of facts) {
      // What is being sent to the same hands counts for caps and consents: it is looked at again when that is known.
      if (underway.has(notice.recipientKey)) {
        verdicts.push({ noticeId: notice.id, status: 'waiting', why: null, nextAt: now });
        continue;
      }
      const more = told.get(notice.recipientKey) ?? 0;
      const situation = { ...notice, recipient: recipientOf(notice, more) };
      const decision = decide(situation, channels, rules, now);
      const { event } = notice;
      if (decision.do !== 'send' || !isEvent(event)) {
        verdicts.push(verdictOf(notice.id, decision));
        continue;
      }
      // Two of one batch would both see the same last consent: the second looks again.
      const consent = `${decision.channel.name} ${notice.personId} ${event}`;
      if (decision.channel.needsConsent && consenting.has(consent)) {
        verdicts.push({ noticeId: notice.id, status: 'waiting', why: null, nextAt: now });
        continue;
      }
      consenting.add(consent);
      if (definitionOf(event).class === 'service') told.set(notice.recipientKey, more + 1);
      planned.push({ notice: { ...notice, event }, channel: decision.channel });
    }
    return { planned, verdicts };
  }

  return {
    async run(lane: Lane, signal?: AbortSignal): Promise<void> {
      let sending: Promise<void> = Promise.resolve();
      let underway: Planned[] = [];
      while (!signal?.aborted) {
        const hands = new Set(underway.map(({ notice }) => notice.recipientKey));
        // No failure of the sending is left unheard while the next batch is prepared.
        const [next] = await Promise.all([prepare(lane, hands), sending]);
        // What has just been refused may go another way at once: only when nothing was under way is there nothing more.
        if (!next && underway.length === 0) break;
        underway = next ?? [];
        sending = send(underway, await dependencies.editions());
      }
      await sending;
    },
    buryUnknown: () => claims.buryUnknown(),
  };
}

export type Engine = ReturnType<typeof createEngine>;

function recipientOf(notice: ClaimedNotice, more: number): Recipient {
  const { quietFrom: from, quietUntil: until } = notice;
  return {
    language: notice.language,
    channels: notice.channels,
    ...(from !== null && until !== null ? { quiet: { from, until } } : {}),
    stopped: notice.stopped,
    smsOptedOut: notice.smsOptedOut,
    reachable: reachable(notice),
    consents: notice.consents,
    toldToday: notice.toldToday + more,
  };
}

function verdictOf(noticeId: number, decision: Decision): Verdict {
  switch (decision.do) {
    case 'wait':
      return { noticeId, status: 'waiting', why: null, nextAt: decision.until };
    case 'rest':
      return { noticeId, status: decision.status, why: null, nextAt: null };
    case 'stop':
      return { noticeId, status: 'stopped', why: decision.why, nextAt: null };
    case 'bury':
      return { noticeId, status: 'dead', why: decision.why, nextAt: null };
    case 'send':
      throw new Error('to be sent, not judged');
  }
}

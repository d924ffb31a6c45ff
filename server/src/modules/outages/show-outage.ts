/** Rows as they are answered: what may be shown to whom. */
import { fullAddress, maskAddress } from '../../shared/mask.ts';
import type { NegotiationRow, ProposalRow } from './negotiations.repository.ts';
import { planKey } from './outage.ts';
import type { OutageRow, WeightyAccount } from './outages.repository.ts';
import type { OverrideRow } from './overrides.repository.ts';
import type { HomeTouched } from './resident-outages.repository.ts';

export function showPublic(row: OutageRow) {
  const {
    outageNo,
    kind,
    status,
    reason,
    area,
    fromAt,
    untilAt,
    publishedAt,
    begunAt,
    restoredAt,
    cancelledAt,
  } = row;
  return {
    outageNo,
    kind,
    status,
    reason,
    area,
    fromAt,
    untilAt,
    publishedAt,
    begunAt,
    restoredAt,
    cancelledAt,
  };
}

export function showStaff(row: OutageRow) {
  const { knownAt, closedAt, version, createdBy, createdAt, noticeKept } = row;
  return { ...showPublic(row), knownAt, closedAt, version, createdBy, createdAt, noticeKept };
}

export const showHome = (home: HomeTouched) => ({
  accountNo: home.accountNo,
  nickname: home.nickname,
  address: fullAddress(home),
});

export const showAccount = (account: WeightyAccount) => ({
  accountNo: account.accountNo,
  importance: account.importance,
  addressMasked: maskAddress(account),
});

/** Where a negotiation stands, seen from the outage's present times. */
export function showNegotiation(negotiation: NegotiationRow, outage: OutageRow, now: Date) {
  const { id, accountNo, rounds } = negotiation;
  return {
    id,
    accountNo,
    addressMasked: maskAddress(negotiation),
    state: stateOf(negotiation, outage, now),
    rounds,
  };
}

type NegotiationState = 'waiting' | 'late' | 'countered' | 'agreed' | 'outdated';

function stateOf({ rounds }: NegotiationRow, { fromAt, untilAt }: OutageRow, now: Date): NegotiationState {
  const last = rounds.at(-1);
  const present = last?.fromAt.getTime() === fromAt.getTime() && last.untilAt.getTime() === untilAt.getTime();
  if (!last) return 'outdated';
  if (last.act === 'counter') return 'countered';
  if (last.act === 'agree') return present ? 'agreed' : 'outdated';
  return last.answerByAt && last.answerByAt < now ? 'late' : 'waiting';
}

/** Rounds of a former holder stay with that holder. */
export function showProposal(
  { id, outageNo, reason, area, status, rounds }: ProposalRow,
  holderPeriodId: number,
) {
  const own = rounds.filter(round => round.side === 'utility' || round.holderPeriodId === holderPeriodId);
  const last = rounds.at(-1);
  const open = ['negotiating', 'published', 'changed'].includes(status);
  const state =
    last?.act === 'agree' ? 'agreed' : !open ? 'over' : last?.act === 'propose' ? 'to-answer' : 'answered';
  return {
    id,
    outageNo,
    reason,
    area,
    state: state as 'agreed' | 'over' | 'to-answer' | 'answered',
    rounds: own,
  };
}

export function showOverride(override: OverrideRow, present: string) {
  const { id, rule, reason, status, askedBy, askedAt, decidedBy, decidedAt } = override;
  const plan = override.plan as { fromAt: string; untilAt: string; areaIds: number[]; accountIds: number[] };
  const key = planKey({ ...plan, fromAt: new Date(plan.fromAt), untilAt: new Date(plan.untilAt) });
  const { fromAt, untilAt } = plan;
  return {
    id,
    rule,
    reason,
    status,
    present: key === present,
    fromAt,
    untilAt,
    askedBy,
    askedAt,
    decidedBy,
    decidedAt,
  };
}

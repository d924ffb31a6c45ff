/**
 * What may become of a case, as a pure function of the case, its definition and what somebody does. The routes load a case,
 * ask here, and write down what comes out; the database refuses what is not in `transitions` besides.
 */
import { type Duty, isCustomerStep, type KindDefinition, type Move, stepOf } from './kind.ts';

export type CaseStatus = 'draft' | 'open' | 'waiting' | 'done' | 'refused' | 'withdrawn';

/** Also held by the trigger of the migration. */
export const transitions: Record<CaseStatus, readonly CaseStatus[]> = {
  draft: ['open'],
  open: ['open', 'waiting', 'done', 'refused', 'withdrawn'],
  waiting: ['waiting', 'open', 'done', 'refused', 'withdrawn'],
  done: [],
  refused: ['open'],
  withdrawn: [],
};

/** What of a case decides what may be done. */
export interface CaseState {
  status: CaseStatus;
  step: string | null;
  /** Why the customer is waited for: a returned list, or a step of their own. */
  wanted: 'list' | 'step' | null;
  team: string | null;
  owner: string | null;
  manager: string | null;
  firstReceiver: string | null;
  returns: number;
  appealed: boolean;
}

export type Act =
  /** With the manager the customer asked for, if they still can be. */
  | { kind: 'submit'; manager?: string | null }
  | { kind: 'take'; by: string }
  | { kind: 'hand-over'; by: string; supervises?: boolean; to: { member: string } | { team: string } }
  | { kind: 'return'; by: string }
  | { kind: 'answer' }
  /** A move of the step: staff's where the step is the utility's, the customer's where it is theirs. */
  | { kind: 'move'; by: string | null; move: string }
  | { kind: 'withdraw' }
  /** 终止办理: the utility ends what cannot be brought about, or what a customer never comes back to. */
  | { kind: 'end'; by: string }
  /** What was judged while the customer was waited for no longer holds: from the first step again. */
  | { kind: 'recall' }
  /** Somebody works here no longer: what they had in hand lies in the team's queue, what they answered for is its next owner's. */
  | { kind: 'left'; who: string }
  | { kind: 'appeal' };

export type Refusal =
  | 'not-a-draft'
  | 'ended'
  | 'taken-already'
  | 'not-yours'
  | 'customer-acts'
  | 'utility-acts'
  | 'nothing-wanted'
  | 'no-such-move'
  | 'already-decided'
  | 'not-refused'
  | 'appealed-already';

export type Outcome = { next: CaseState; move?: Move } | { refusal: Refusal };

/** Which team a duty goes to. */
export type TeamOf = (duty: Duty) => string;

const ended: readonly CaseStatus[] = ['done', 'refused', 'withdrawn'];
const refuse = (refusal: Refusal): Outcome => ({ refusal });

export function act(state: CaseState, kind: KindDefinition, what: Act, teamOf: TeamOf): Outcome {
  if (what.kind === 'submit')
    return state.status === 'draft'
      ? submit(state, kind, what.manager ?? null, teamOf)
      : refuse('not-a-draft');
  if (what.kind === 'appeal') return appeal(state, kind, teamOf);
  if (state.status === 'draft' || ended.includes(state.status)) return refuse('ended');
  switch (what.kind) {
    case 'take':
      return take(state, what.by);
    case 'hand-over':
      return handOver(state, what);
    case 'return':
      if (state.status !== 'open') return refuse('customer-acts');
      if (state.owner !== what.by) return refuse('not-yours');
      return { next: { ...state, status: 'waiting', wanted: 'list', returns: state.returns + 1 } };
    case 'answer':
      if (state.status !== 'waiting' || state.wanted !== 'list') return refuse('nothing-wanted');
      return { next: { ...state, status: 'open', wanted: null } };
    case 'move':
      return move(state, kind, what, teamOf);
    case 'withdraw':
      return withdraw(state);
    case 'end':
      return end(state, what.by);
    case 'left':
      return left(state, what.who);
    case 'recall':
      if (state.status !== 'waiting') return refuse('utility-acts');
      return { next: arrive(state, kind, kind.start, teamOf) };
  }
}

function submit(state: CaseState, kind: KindDefinition, manager: string | null, teamOf: TeamOf): Outcome {
  return { next: arrive({ ...state, status: 'open', manager }, kind, kind.start, teamOf) };
}

/** Compare and set: of two clerks who take the same case one gets it. */
function take(state: CaseState, by: string): Outcome {
  if (state.owner !== null) return refuse('taken-already');
  return {
    next: { ...state, owner: by, manager: state.manager ?? by, firstReceiver: state.firstReceiver ?? by },
  };
}

/**
 * To a person, who answers for it from then on where the manager gives it away; or back to a team's queue, while the manager stays. A supervisor
 * gives out what lies in a queue, and what is in the hands of somebody who is away: the manager changes only with a case that they had in hand.
 */
function handOver(state: CaseState, { by, supervises, to }: Extract<Act, { kind: 'hand-over' }>): Outcome {
  const own = state.owner === by || state.manager === by;
  if (!own && !supervises) return refuse('not-yours');
  if ('team' in to) return { next: { ...state, team: to.team, owner: null } };
  const givenAway = own ? state.manager === by : state.owner !== null && state.owner === state.manager;
  const manager = givenAway || state.manager === null ? to.member : state.manager;
  return {
    next: { ...state, owner: to.member, manager, firstReceiver: state.firstReceiver ?? to.member },
  };
}

function move(
  state: CaseState,
  kind: KindDefinition,
  what: Extract<Act, { kind: 'move' }>,
  teamOf: TeamOf,
): Outcome {
  if (state.wanted === 'list') return refuse('customer-acts');
  const step = stepOf(kind, state.step!);
  if (isCustomerStep(step) && what.by !== null) return refuse('customer-acts');
  if (!isCustomerStep(step) && what.by === null) return refuse('utility-acts');
  if (what.by !== null && state.owner !== what.by) return refuse('not-yours');
  const chosen = step.moves.find(({ code }) => code === what.move);
  if (!chosen) return refuse('no-such-move');
  return { next: arrive(state, kind, chosen.to, teamOf), move: chosen };
}

/** Where a case stands once it has come to a step: with the customer, or with the team of the step's duty. */
function arrive(state: CaseState, kind: KindDefinition, to: string, teamOf: TeamOf): CaseState {
  if (to === 'done' || to === 'refused') return { ...state, status: to, wanted: null };
  const step = stepOf(kind, to);
  if (isCustomerStep(step)) return { ...state, status: 'waiting', wanted: 'step', step: to };
  const team = teamOf(step.by as Duty);
  const owner = team === state.team ? state.owner : null;
  return { ...state, status: 'open', wanted: null, step: to, team, owner };
}

function withdraw(state: CaseState): Outcome {
  return { next: { ...state, status: 'withdrawn', wanted: null } };
}

/** By whoever has it in hand or answers for it: a refusal like any other, which may be appealed against. */
function end(state: CaseState, by: string): Outcome {
  if (state.owner !== by && state.manager !== by) return refuse('not-yours');
  return { next: { ...state, status: 'refused', wanted: null } };
}

function left(state: CaseState, who: string): Outcome {
  if (state.owner !== who && state.manager !== who) return refuse('not-yours');
  const owner = state.owner === who ? null : state.owner;
  return { next: { ...state, owner, manager: state.manager === who ? owner : state.manager } };
}

/** Once: the case begins anew at its first step, for other eyes than those that refused it. */
function appeal(state: CaseState, kind: KindDefinition, teamOf: TeamOf): Outcome {
  if (state.status !== 'refused') return refuse('not-refused');
  if (state.appealed) return refuse('appealed-already');
  const next = arrive({ ...state, appealed: true, owner: null }, kind, kind.start, teamOf);
  return { next: { ...next, owner: null } };
}

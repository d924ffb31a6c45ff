/** From any state only allowed moves: random acts on every kind, watched by rules that know nothing of the code under test. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Act, act, type CaseState, transitions } from './case.ts';
import { checkKind } from './check-kind.ts';
import type { KindDefinition } from './kind.ts';
import { shippedKinds } from './kinds/index.ts';

const kinds = shippedKinds.map(source => checkKind(source).kind!);
const draft: CaseState = {
  status: 'draft',
  step: null,
  wanted: null,
  team: null,
  owner: null,
  manager: null,
  firstReceiver: null,
  returns: 0,
  appealed: false,
};
const clerk = fc.constantFrom('li', 'wang', 'zhao');
const anyMove = fc.constantFrom(
  ...new Set(kinds.flatMap(({ steps }) => steps.flatMap(({ moves }) => moves.map(({ code }) => code)))),
  'nonsense',
);
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.option(clerk).map((manager): Act => ({ kind: 'submit', manager })),
  clerk.map((by): Act => ({ kind: 'take', by })),
  fc.tuple(clerk, clerk).map(([by, member]): Act => ({ kind: 'hand-over', by, to: { member } })),
  clerk.map((by): Act => ({ kind: 'hand-over', by, to: { team: 'elsewhere' } })),
  clerk.map((member): Act => ({ kind: 'hand-over', by: 'chief', supervises: true, to: { member } })),
  clerk.map((by): Act => ({ kind: 'return', by })),
  fc.constant<Act>({ kind: 'answer' }),
  fc.tuple(fc.option(clerk), anyMove).map(([by, move]): Act => ({ kind: 'move', by, move })),
  fc.constant<Act>({ kind: 'withdraw' }),
  clerk.map((by): Act => ({ kind: 'end', by })),
  fc.constant<Act>({ kind: 'appeal' }),
  fc.constant<Act>({ kind: 'recall' }),
  clerk.map((who): Act => ({ kind: 'left', who })),
);

/** What must hold of every case at any time, and of every change. */
function watch(before: CaseState, after: CaseState, what: Act, kind: KindDefinition): void {
  if (before.status !== after.status) expect(transitions[before.status]).toContain(after.status);
  expect(after.team).not.toBeNull();
  expect(after.step).not.toBeNull();
  const step = kind.steps.find(({ code }) => code === after.step)!;
  expect(step).toBeDefined();
  if (before.firstReceiver !== null) expect(after.firstReceiver).toBe(before.firstReceiver);
  // Whoever was answerable hands over, or stays; of who has left nothing remains.
  if (before.manager !== null && what.kind !== 'hand-over' && what.kind !== 'left')
    expect(after.manager).toBe(before.manager);
  // In another's name nobody takes a case from its manager, but for one that the manager had in hand.
  if (
    what.kind === 'hand-over' &&
    what.supervises &&
    before.manager !== null &&
    before.owner !== before.manager
  )
    expect(after.manager).toBe(before.manager);
  if (what.kind === 'left') expect([after.owner, after.manager]).not.toContain(what.who);
  if (after.owner !== null) expect(after.manager).not.toBeNull();
  if (before.firstReceiver !== null && before.manager !== null && what.kind !== 'left')
    expect(after.manager).not.toBeNull();
  // The clock stands exactly while the customer acts.
  expect(after.status === 'waiting').toBe(after.wanted !== null);
  if (after.wanted === 'step') expect(step.by).toBe('customer');
  if (after.status === 'open') expect(step.by).not.toBe('customer');
  // A step is left only by one of its own moves, by whoever the step belongs to.
  if (before.step !== null && before.step !== after.step && what.kind === 'recall') {
    expect([before.status, after.status, after.step]).toEqual(['waiting', 'open', kind.start]);
  } else if (before.step !== null && before.step !== after.step && what.kind !== 'appeal') {
    expect(what.kind).toBe('move');
    const from = kind.steps.find(({ code }) => code === before.step)!;
    expect(from.moves.map(({ to }) => to)).toContain(after.step);
    if (what.kind === 'move') expect(what.by === null).toBe(from.by === 'customer');
  }
}

describe('a case', () => {
  it('allows from any state only what its definition allows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.array(anyAct, { minLength: 1, maxLength: 60 }),
        (kind, acts) => {
          let state = draft;
          for (const what of acts) {
            const outcome = act(state, kind, what, duty => `team-${duty}`);
            if ('refusal' in outcome) continue;
            watch(state, outcome.next, what, kind);
            state = outcome.next;
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it.each(kinds.map(kind => [kind.code, kind] as const))(
    '%s comes to its end by the first moves',
    (_, kind) => {
      let state = draft;
      const go = (what: Act) => {
        const outcome = act(state, kind, what, duty => `team-${duty}`);
        if ('refusal' in outcome) throw new Error(`${what.kind} at ${state.step}: ${outcome.refusal}`);
        state = outcome.next;
      };
      go({ kind: 'submit' });
      for (let rounds = 0; state.status !== 'done' && rounds < 30; rounds += 1) {
        const step = kind.steps.find(({ code }) => code === state.step)!;
        if (state.status === 'open' && state.owner === null) go({ kind: 'take', by: 'li' });
        go({ kind: 'move', by: state.status === 'open' ? 'li' : null, move: step.moves[0]!.code });
      }
      expect(state).toMatchObject({ status: 'done', firstReceiver: 'li', manager: 'li' });
    },
  );

  it('is given to one of two clerks', () => {
    const [kind] = kinds;
    const open = act(draft, kind!, { kind: 'submit' }, () => 'hall') as { next: CaseState };
    const first = act(open.next, kind!, { kind: 'take', by: 'li' }, () => 'hall') as { next: CaseState };
    expect(act(first.next, kind!, { kind: 'take', by: 'wang' }, () => 'hall')).toEqual({
      refusal: 'taken-already',
    });
  });

  it.each(kinds.map(kind => [kind.code, kind] as const))(
    '%s can be ended at every step by whoever answers for it, and by nobody else',
    (_, kind) => {
      for (const step of kind.steps) {
        const customers = step.by === 'customer';
        const state: CaseState = {
          ...draft,
          status: customers ? 'waiting' : 'open',
          wanted: customers ? 'step' : null,
          step: step.code,
          team: 'hall',
          manager: 'li',
          firstReceiver: 'li',
        };
        const end = (by: string) => act(state, kind, { kind: 'end', by }, () => 'hall');
        expect(end('li')).toMatchObject({ next: { status: 'refused', wanted: null, step: step.code } });
        expect(end('wang')).toEqual({ refusal: 'not-yours' });
      }
    },
  );

  it('is appealed against once, and lies in the queue again under the same manager', () => {
    const [kind] = kinds;
    const refused: CaseState = {
      ...draft,
      status: 'refused',
      step: 'acceptance',
      team: 'hall',
      owner: 'li',
      manager: 'li',
      firstReceiver: 'li',
    };
    const { next } = act(refused, kind!, { kind: 'appeal' }, () => 'hall') as { next: CaseState };
    expect(next).toMatchObject({
      status: 'open',
      step: kind!.start,
      owner: null,
      manager: 'li',
      appealed: true,
    });
    expect(act({ ...next, status: 'refused' }, kind!, { kind: 'appeal' }, () => 'hall')).toEqual({
      refusal: 'appealed-already',
    });
  });
});

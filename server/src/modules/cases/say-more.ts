/** What the person does to a case of their own: hurry it, add to it, take it back, judge the answer. */
import type { PoolClient } from 'pg';
import { resumed } from './act-on-case.ts';
import { actNotPossible, caseNotFound, reopenTooLate } from './cases.errors.ts';
import type { CaseChange, CaseRow } from './cases.repository.ts';
import { isCourtesy } from './courtesies.ts';
import { lockNamed } from './join-case.ts';
import { auditName, type CasesCore } from './open-case.ts';
import { releaseJoined } from './release-joined.ts';
import { anew, canReopen } from './reopen-case.ts';
import { sayInJoined } from './say-in-joined.ts';
import { hashWords, wordsOf } from './search-words.ts';
import { type PersonAct, statusAfter } from './service-case.ts';

export interface Asked {
  /** Null where the case came from outside the hall: its way in says who may add to it. */
  personId: string | null;
  caseNo: string;
  requestId: string;
}

export interface Rating {
  stars: number;
  satisfied: boolean;
  words?: string | undefined;
}

export function createSayMore(core: CasesCore) {
  const { inTransaction, cases, clock, cipher } = core;

  async function act(
    { personId, caseNo, requestId }: Asked,
    name: PersonAct,
    words: string | undefined,
    change: (found: CaseRow, at: Date) => Promise<CaseChange>,
    also: (tx: PoolClient, found: CaseRow, at: Date) => Promise<void> = async () => {},
    written: string = name,
  ): Promise<void> {
    const at = clock.now();
    await inTransaction(async tx => {
      const to = await lockNamed(core, tx, caseNo);
      if (!to || to.named.personId !== personId) throw caseNotFound();
      const found = to.named;
      if (found.status === 'merged') {
        await also(tx, found, at);
        const auditedAs = auditName(personId, found.anonymous);
        return sayInJoined(core, tx, to, name, { act: written, words: words ?? '', auditedAs, requestId });
      }
      const status = statusAfter(found.status, name);
      if (!status) throw actNotPossible();
      await also(tx, found, at);
      await cases.change(tx, found.id, { status, ...(await change(found, at)) });
      if (words) await cases.addToSearch(tx, found.id, hashWords(wordsOf(words), cipher));
      const wordsEnc = words ? cipher.encrypt(words) : null;
      const event = { act: written, actor: 'person', public: true, wordsEnc, detail: {}, at };
      await cases.record(tx, found.id, event, {
        actor: auditName(personId, found.anonymous),
        action: `case.${written}`,
        subject: `case:${caseNo}`,
        requestId,
      });
    });
  }

  const unpaused = async (found: CaseRow, at: Date): Promise<CaseChange> =>
    found.pausedAt ? resumed(found, { at, days: (await core.calendar()).days }) : {};

  return {
    remind: (asked: Asked, words: string | undefined) =>
      act(asked, 'remind', words, async found => ({ reminders: found.reminders + 1 })),

    add: (asked: Asked, words: string) =>
      act(asked, 'add', words, async (found, at) =>
        // Thanks are no answer to what was asked.
        isCourtesy(words) ? { status: found.status } : unpaused(found, at),
      ),

    /** What is kept is the caller's to write, under the case's lock. */
    attach: (asked: Asked, keep: (tx: PoolClient, found: CaseRow, at: Date) => Promise<void>) =>
      act(asked, 'add', undefined, unpaused, keep, 'attach'),

    withdraw: (asked: Asked, words: string) =>
      act(
        asked,
        'withdraw',
        words,
        async (_, closedAt) => ({ closedAt, pausedAt: null }),
        async (tx, found, at) => {
          const { requestId } = asked;
          await releaseJoined(core, tx, found, at);
          if (found.kind === 'repair')
            await core.repairs.listener?.left(tx, found, { actor: 'person', at, requestId });
        },
      ),

    /** 评议卡: once for each answer. Whoever is not satisfied has the case back on the desk, with new limits. */
    rate: (asked: Asked, { stars, satisfied, words }: Rating) =>
      act(
        asked,
        satisfied ? 'accept' : 'reopen',
        words,
        async (found, at) => {
          const rules = await core.rules();
          if (!canReopen(found, at, rules)) throw reopenTooLate({ days: rules['reopen-days'] });
          return satisfied ? { closedAt: found.closedAt ?? at } : anew(core, found, at);
        },
        async (tx, found, at) => {
          const wordsEnc = words ? cipher.encrypt(words) : null;
          const rating = {
            caseId: found.id,
            round: found.reopened,
            staff: (await cases.answererOf(tx, found.id)) ?? found.owner!,
            stars,
            satisfied,
          };
          if (!(await cases.rate(tx, { ...rating, wordsEnc, at }))) throw actNotPossible();
          if (!satisfied && found.kind === 'repair')
            await core.repairs.listener?.reopened(tx, found, {
              actor: 'person',
              at,
              requestId: asked.requestId,
            });
        },
      ),
  };
}

export type SayMore = ReturnType<typeof createSayMore>;

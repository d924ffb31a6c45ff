/** What the repairs module does with cases of the kind 故障抢修: it hears of each, takes it when a crew sets off, answers it when power is back. */
import type { PoolClient } from 'pg';
import { resumed } from './act-on-case.ts';
import { answerOutside } from './answer-outside.ts';
import type { CaseChange, CaseRow } from './cases.repository.ts';
import { afterPause } from './clocks.ts';
import type { CasesCore } from './open-case.ts';
import { hashWords, wordsOf } from './search-words.ts';
import { openStatuses } from './service-case.ts';

/** Whoever brought it is reached in the hall, by the telephone they gave, or as the holder on file. */
export type RepairCase = Pick<
  CaseRow,
  'id' | 'caseNo' | 'personId' | 'holderPeriodId' | 'contactPhoneEnc' | 'answerDueAt'
>;

export interface Heard {
  /** person, or staff:<username> */
  actor: string;
  at: Date;
  requestId: string;
}

/** Called in the transaction that opens or reopens such a case; whoever listens says the first word to the customer. */
export interface RepairListener {
  opened(tx: PoolClient, said: RepairCase, heard: Heard): Promise<void>;
  reopened(tx: PoolClient, said: RepairCase, heard: Heard): Promise<void>;
  /** No fault, taken back, answered at the desk, or joined to another: where nobody else waits for the crew, none goes. */
  left(
    tx: PoolClient,
    said: RepairCase,
    heard: Heard & { noFault?: boolean },
  ): Promise<'left' | 'crew-there'>;
  /** Nobody is sent any more, and somebody is to go after all. @returns whether somebody is sent; not, where somebody is anyhow */
  sentAgain(tx: PoolClient, said: RepairCase, heard: Heard): Promise<boolean>;
  isUnderWay(caseId: number): Promise<boolean>;
}

interface By {
  /** Of the crew: answers for the case like any colleague who takes one. */
  username: string;
  at: Date;
  requestId: string;
}

interface RepairAnswer extends By {
  words: string;
  cause: string;
  remedy: string;
  /** The work by which all who reported the fault are answered. */
  orderNo: string;
}

export interface RepairCases {
  listen(listener: RepairListener): void;
  /** For the rest of the transaction, before whatever is held of the fault they report. */
  hold(tx: PoolClient, caseIds: readonly number[]): Promise<void>;
  /** @returns the case, unless its customer has taken it back or it is joined to another */
  take(tx: PoolClient, caseId: number, by: By): Promise<RepairCase | undefined>;
  /** No crew comes: what a crew has in hand, which has no desk, waits for a colleague again. @returns the case, if it is open */
  giveBack(tx: PoolClient, caseId: number, by: By): Promise<RepairCase | undefined>;
  /** Answered unless it has been; as the answer the customer may judge. */
  solve(tx: PoolClient, caseId: number, answer: RepairAnswer): Promise<RepairCase | undefined>;
}

export function createRepairCases(core: CasesCore): RepairCases {
  const { cases, cipher } = core;

  async function lock(tx: PoolClient, caseId: number): Promise<CaseRow | undefined> {
    const found = await cases.lockById(tx, caseId);
    // What is no fault any more is none of a crew's.
    const concerned = found?.kind === 'repair' && found.status !== 'withdrawn' && found.status !== 'merged';
    return concerned ? found : undefined;
  }

  async function write(
    tx: PoolClient,
    found: CaseRow,
    act: 'take' | 'answer' | 'crew-called-off',
    change: CaseChange,
    { username, at, requestId, words }: By & { words?: string },
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    await cases.change(tx, found.id, change);
    const actor = `staff:${username}`;
    const wordsEnc = words ? cipher.encrypt(words) : null;
    await cases.record(
      tx,
      found.id,
      { act, actor, public: true, wordsEnc, detail, at },
      { actor, action: `case.${act}`, subject: `case:${found.caseNo}`, detail, requestId },
    );
  }

  /** A crew answers what the desk has paused, too: the limit stood still until then. */
  async function inTime({ answerDueAt, pausedAt }: CaseRow, at: Date): Promise<boolean> {
    if (!pausedAt) return at <= answerDueAt;
    return at <= afterPause(answerDueAt, { from: pausedAt, until: at }, (await core.calendar()).days);
  }

  const ownedBy = (found: CaseRow, { username }: By) => ({
    owner: found.owner ?? username,
    firstReceiver: found.firstReceiver ?? username,
  });

  return {
    listen(listener) {
      core.repairs.listener = listener;
    },

    hold: cases.holdAll,

    async take(tx, caseId, by) {
      const found = await lock(tx, caseId);
      if (found?.status === 'new')
        await write(tx, found, 'take', { status: 'working', ...ownedBy(found, by) }, by);
      return found;
    },

    async giveBack(tx, caseId, by) {
      const found = await lock(tx, caseId);
      if (!found || !openStatuses.includes(found.status)) return undefined;
      const { owner } = found;
      const left = owner !== null && !(await cases.isColleague(owner));
      const goesOn =
        left && found.pausedAt ? resumed(found, { at: by.at, days: (await core.calendar()).days }) : {};
      const change: CaseChange = left ? { status: 'new', owner: null, ...goesOn } : {};
      await write(tx, found, 'crew-called-off', change, by, left ? { who: owner } : {});
      return { ...found, answerDueAt: change.answerDueAt ?? found.answerDueAt };
    },

    async solve(tx, caseId, { words, cause, remedy, orderNo, ...by }) {
      const found = await lock(tx, caseId);
      if (!found || found.status === 'answered' || found.status === 'closed') return found;
      const change: CaseChange = {
        status: 'answered',
        ...ownedBy(found, by),
        pausedAt: null,
        outcome: 'solved',
        answerEnc: cipher.encrypt(words),
        causeEnc: cipher.encrypt(cause),
        remedyEnc: cipher.encrypt(remedy),
        answeredAt: by.at,
      };
      const detail = { outcome: 'solved', inTime: await inTime(found, by.at), order: orderNo };
      await write(tx, found, 'answer', change, { ...by, words }, detail);
      await answerOutside(core, tx, found, {
        act: 'answer',
        words,
        ratingUrl: await core.askForRating(tx, found, by.at),
        actor: `staff:${by.username}`,
        at: by.at,
      });
      await cases.addToSearch(tx, found.id, hashWords(wordsOf(words), cipher));
      return found;
    },
  };
}

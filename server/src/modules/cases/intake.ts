/** Cases that come in another way than by the hall: each way brings what it has, and hears what the desk answers. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import { AppError } from '../../shared/errors.ts';
import { maySee } from './act-on-case.ts';
import type { Attach } from './attachments/attach.ts';
import type { Source } from './case-kinds.ts';
import { actNotPossible, caseNotFound } from './cases.errors.ts';
import { addWords, lockNamed } from './join-case.ts';
import { auditName, type CasesCore, openCase, type Reporter, type Saying } from './open-case.ts';
import type { SayMore } from './say-more.ts';
import { openStatuses } from './service-case.ts';

/** Written beside the case in its own transaction; throwing takes everything back. */
type Also = (tx: PoolClient, caseId: number) => Promise<void>;

export interface CaseIntake {
  /** @returns the case's number */
  open(saying: Saying, source: Source, also: Also, household?: Reporter['household']): Promise<string>;
  /** False when the case takes no more words. */
  add(caseNo: string, words: string, also: Also): Promise<boolean>;
  /** `once` says whether this is the first time. @returns why it was refused, in Chinese, or nothing */
  attach(caseNo: string, bytes: Buffer, once: (tx: PoolClient) => Promise<boolean>): Promise<string | null>;
  /** For colleagues only. */
  note(caseNo: string, words: string, also?: Also): Promise<void>;
  /** @throws AppError case-not-found unless this colleague may read the case */
  requireSeen(caseNo: string, actor: StaffActor): Promise<void>;
}

/** Words for whoever brought a case, as an act of the desk gives them. */
export interface CaseAnswer {
  source: Source;
  caseId: number;
  caseNo: string;
  act: 'update' | 'pause' | 'answer' | 'close';
  version: number;
  words: string;
}

export type OnAnswer = (tx: PoolClient, answer: CaseAnswer) => Promise<void>;

export function createIntake({
  core,
  sayMore,
  attach,
}: {
  core: CasesCore;
  sayMore: SayMore;
  attach: Attach;
}): CaseIntake {
  const requestId = 'intake';

  /** What belongs to a duplicate is said where its words are answered. */
  const addToTarget = (caseNo: string, words: string, also: Also): Promise<boolean> =>
    core.inTransaction(async tx => {
      const found = await lockNamed(core, tx, caseNo);
      if (!found || !openStatuses.includes(found.target.status)) return false;
      // What comes along, such as the parts of a mail, is seen by whoever sees the case that it is written to.
      await also(tx, found.shared ? found.target.id : found.named.id);
      await addWords(core, tx, found, {
        act: 'add',
        words,
        actor: 'person',
        auditedAs: auditName(null, false),
        detail: { from: caseNo },
        requestId,
      });
      return true;
    });

  return {
    async open(saying, source, also, household = null) {
      const reporter = { source, personId: null, household, receiver: null, requestId };
      return (await openCase(core, saying, reporter, (tx, { id }) => also(tx, id))).caseNo;
    },

    async add(caseNo, words, also) {
      if ((await core.cases.find(caseNo))?.status === 'merged') return addToTarget(caseNo, words, also);
      try {
        await sayMore.add({ personId: null, caseNo, requestId }, words, (tx, { id }) => also(tx, id));
        return true;
      } catch (error) {
        if (error instanceof AppError && error.code === actNotPossible.definition.code) return false;
        throw error;
      }
    },

    async attach(caseNo, bytes, once) {
      try {
        await attach.byIntake(caseNo, bytes, once);
        return null;
      } catch (error) {
        if (error instanceof AppError && error.status < 500) return error.say('zh');
        throw error;
      }
    },

    async note(caseNo, words, also) {
      await core.inTransaction(async tx => {
        const found = await lockNamed(core, tx, caseNo);
        if (!found) return;
        const { named, target } = found;
        const wordsEnc = core.cipher.encrypt(
          named.id === target.id ? words : `并入的 ${named.caseNo}：${words}`,
        );
        const event = {
          act: 'note',
          actor: 'system',
          public: false,
          wordsEnc,
          detail: {},
          at: core.clock.now(),
        };
        const audit = { actor: 'system', action: 'case.note', subject: `case:${target.caseNo}`, requestId };
        await core.cases.record(tx, target.id, event, audit);
        await also?.(tx, target.id);
      });
    },

    async requireSeen(caseNo, actor) {
      const found = await core.cases.find(caseNo);
      if (!found || !(await maySee(core.cases.worksThere, found, actor))) throw caseNotFound();
    },
  };
}

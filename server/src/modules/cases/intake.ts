/** Cases that come in another way than by the hall: each way brings what it has, and hears what the desk answers. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import { AppError } from '../../shared/errors.ts';
import { maySee } from './act-on-case.ts';
import type { Attach } from './attachments/attach.ts';
import type { Source } from './case-kinds.ts';
import { caseNotFound } from './cases.errors.ts';
import type { CaseRow } from './cases.repository.ts';
import { isCourtesy } from './courtesies.ts';
import { addWords, lockNamed } from './join-case.ts';
import { auditName, type CasesCore, openCase, type Reporter, type Saying } from './open-case.ts';
import { canReopen } from './reopen-case.ts';
import { openStatuses, statusAfter } from './service-case.ts';

/** Written beside the case in its own transaction; throwing takes everything back. */
type Also = (tx: PoolClient, caseId: number) => Promise<void>;

type AlsoOpened = (tx: PoolClient, caseId: number, caseNo: string) => Promise<void>;

/** What is certain of whoever says it. */
interface Whose {
  household?: Reporter['household'];
  personId?: string | null;
  /** By a colleague who made a case of what had been set aside. */
  decided?: boolean;
}

export interface SaidOutside {
  words: string;
  /** The customer's own, where the words hold more: whether they are mere thanks is told by these. */
  spoken?: string;
  /** By mail, and nobody vouches for the sender. */
  unverified?: true;
  /** Nor is it certain that they are by whom the earlier words were: read by colleagues, and nothing goes on by itself because of them. */
  doubtful?: true;
  /** Opens the case again however long ago it was answered: these words have no other place. */
  atAnyTime?: true;
}

export interface CaseIntake {
  /** @returns the case's number */
  open(saying: Saying, source: Source, also: AlsoOpened, whose?: Whose): Promise<string>;
  /** An answered case is opened again, but for thanks. False when the case takes no more words. */
  add(caseNo: string, said: SaidOutside, also: Also): Promise<boolean>;
  /** `once` says whether this is the first time. @returns why it was refused, in Chinese, or nothing */
  attach(caseNo: string, bytes: Buffer, once: (tx: PoolClient) => Promise<boolean>): Promise<string | null>;
  /** What the desk has laid beside the case for its customer to see, oldest first. */
  picturesFor(caseNo: string): Promise<{ documentId: string; mediaType: string; content: Buffer }[]>;
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
  /** Where the answer can be rated, if it is written to somebody outside the hall. */
  ratingUrl?: string | undefined;
}

export type OnAnswer = (tx: PoolClient, answer: CaseAnswer) => Promise<void>;

export function createIntake({ core, attach }: { core: CasesCore; attach: Attach }): CaseIntake {
  const requestId = 'intake';

  async function takesWords({ status, answeredAt }: CaseRow, { words, spoken, atAnyTime }: SaidOutside) {
    if (openStatuses.includes(status)) return true;
    if (!statusAfter(status, 'reopen')) return false;
    return (
      atAnyTime === true ||
      isCourtesy(spoken ?? words) ||
      canReopen({ answeredAt }, core.clock.now(), await core.rules())
    );
  }

  return {
    async open(saying, source, also, { household = null, personId = null, decided = false } = {}) {
      const reporter = { source, personId, household, receiver: null, requestId, decided };
      return (await openCase(core, saying, reporter, (tx, { id, caseNo }) => also(tx, id, caseNo))).caseNo;
    },

    async add(caseNo, said, also) {
      return core.inTransaction(async tx => {
        // What belongs to a duplicate is said where its words are answered.
        const found = await lockNamed(core, tx, caseNo);
        if (!found || !(await takesWords(found.target, said))) return false;
        // What comes along, such as the parts of a mail, is seen by whoever sees the case that it is written to.
        await also(tx, found.shared ? found.target.id : found.named.id);
        const { words, spoken = words, unverified, doubtful } = said;
        await addWords(core, tx, found, {
          act: 'add',
          words,
          spoken,
          reopens: true,
          actor: 'person',
          auditedAs: auditName(null, false),
          ...(doubtful ? { doubtful } : {}),
          detail: {
            ...(found.named.id === found.target.id ? {} : { from: caseNo }),
            ...(unverified ? { unverified } : {}),
          },
          requestId,
        });
        return true;
      });
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

    async picturesFor(caseNo) {
      const found = await core.cases.find(caseNo);
      return found ? attach.picturesFor(found, { actor: 'system', requestId }) : [];
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

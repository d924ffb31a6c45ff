/** What a customer does with an application of theirs, from the draft to its end. */
import { businessDate } from '../../shared/dates.ts';
import {
  accountNeeded,
  accountNotHere,
  accountUnknown,
  appealTooLate,
  caseNotFound,
  formSettled,
  formIncomplete as incomplete,
  kindNotFound,
  memberUnknown,
  openedByHall,
  papersAccepted,
  papersClosed,
  paperUnknown,
  refusals,
  regionUnknown,
  tooManyDrafts,
  tooManyPapers,
} from './applications.errors.ts';
import { caseParts, type PaperRow, type ReturnItem } from './case-parts.repository.ts';
import type { CaseRow } from './cases.repository.ts';
import { type By, type CaseCore, type ChangeCase, type Scene, subjectOf } from './change-case.ts';
import { lastAppealDay } from './deadlines.ts';
import type { CaseTools } from './effects/index.ts';
import { abandon, chargeFees, takeUpAgain } from './fees.ts';
import { type Answer, judgeAnswers, requiredProblem, settledFields, settledProblem } from './form.ts';
import { requireSubmittable, summarise, wishedManager } from './hand-in.ts';
import { requireAlone, requireSameHolder } from './holder-judged.ts';
import { stepOf } from './kind.ts';
import { livePapers, papersSettled, requireReady } from './requirements.ts';
import { quotedFields } from './signing/contract.ts';

export interface DraftWish {
  kind: string;
  accountNo?: string;
  regionCode?: string;
  requestKey?: string;
  homeService?: boolean;
  /** At the counter: of the phone number the applicant gives, which the holder on file may have. */
  phoneHash?: Buffer;
  /** At the counter: of the identity number on the certificate, as it may be on file, for a holder whose phone is another one by now. */
  identityHashes?: Buffer[];
}

/** For a line of the checklist; in the place of a document that is there. */
export interface PaperWish {
  code: string;
  replaces?: string | undefined;
}

/** As many as anybody has at hand; each may hold pictures of what they would rather not see lying about. */
const mostDrafts = 30;
/** Pages of one paper that stand at a time, and files of a case over its whole course. */
const mostPages = 12;
const mostFiles = 120;

/** Whose application it is, and the clerk who writes for them at the counter or at their home. */
export interface Applicant {
  personId: string;
  clerk?: string;
}

const nameOf = ({ personId, clerk }: Applicant) => (clerk ? `staff:${clerk}` : `person:${personId}`);
const by = (actor: Applicant, requestId: string): By => ({ actor: nameOf(actor), requestId });

export function createApply(
  core: CaseCore,
  changeCase: ChangeCase,
  tools: CaseTools,
  countLookUp: (personId: string) => Promise<void>,
) {
  const { db, clock, cases, book, documents, teams } = core;

  /** Of the applicant; of nobody else's there is none. */
  const mine = <T>(actor: Applicant, caseNo: string, requestId: string, work: (scene: Scene) => Promise<T>) =>
    changeCase(caseNo, by(actor, requestId), scene => {
      if (scene.file.personId !== actor.personId) throw caseNotFound();
      return work(scene);
    });

  async function subject(actor: Applicant, wish: DraftWish) {
    const { definition } = await book.ofCode(wish.kind);
    if (definition.openedBy === 'hall') throw kindNotFound();
    if (definition.subject === 'new-place') {
      if (!wish.regionCode || !(await cases.regionExists(wish.regionCode))) throw regionUnknown();
      return { regionCode: wish.regionCode, accountId: null, holderPeriodId: null };
    }
    if (!wish.accountNo) throw accountNeeded();
    // What is answered tells whether there is such an account.
    if (definition.subject === 'other-household' && !actor.clerk) await countLookUp(actor.personId);
    const found = await cases.holding(wish.accountNo, actor.personId, businessDate(clock.now()));
    if (definition.subject === 'household') {
      const theirs = found?.level === 'full' || (found && (await cases.holderIs(found.holderPeriodId, wish)));
      if (!theirs) throw accountNotHere();
      return found;
    }
    if (!found || found.level === 'full') throw accountUnknown();
    // Whose period it is, is settled when the holder changes.
    return { ...found, holderPeriodId: null };
  }

  return {
    async begin(actor: Applicant, wish: DraftWish): Promise<string> {
      const { id, definition } = await book.ofCode(wish.kind);
      const { regionCode, accountId, holderPeriodId } = await subject(actor, wish);
      const draft = {
        kindId: id,
        kindCode: definition.code,
        personId: actor.personId,
        regionCode,
        accountId,
        holderPeriodId,
        createdAt: clock.now(),
        requestKey: wish.requestKey ?? null,
        counterBy: actor.clerk ?? null,
        homeService: wish.homeService ?? false,
      };
      return db.inSqlTransaction(async tx => {
        if ((await cases.otherDrafts(tx, actor.personId, draft.requestKey)) >= mostDrafts)
          throw tooManyDrafts({ most: mostDrafts });
        return cases.create(tx, draft);
      });
    },

    /** Keeps what is filled in so far; later, what was asked for. @throws AppError with each wrong field */
    save: (actor: Applicant, caseNo: string, given: Record<string, Answer | null>, requestId: string) =>
      mine(actor, caseNo, requestId, async scene => {
        if (!mayAdd(scene.file)) throw papersClosed();
        const { answers, problems } = judgeAnswers(scene.kind, given);
        if (problems.length > 0) throw incomplete({}, problems);
        if (scene.file.status !== 'draft') await requireOpen(scene, answers);
        const merged = { ...scene.answers(), ...answers };
        const kept = Object.fromEntries(
          Object.entries(merged).filter((pair): pair is [string, Answer] => pair[1] !== null),
        );
        scene.setAnswers(kept);
        if (scene.file.status !== 'draft') scene.note('form-changed', { fields: Object.keys(given).length });
      }),

    /** Somebody comes, also for papers and signature: for people who cannot. */
    askHome: (actor: Applicant, caseNo: string, wished: boolean, requestId: string) =>
      mine(actor, caseNo, requestId, async scene => {
        if (!mayAdd(scene.file)) throw papersClosed();
        if (scene.file.homeService === wished) return;
        scene.file.homeService = wished;
        if (scene.file.status !== 'draft') scene.note('home-service', { wished });
      }),

    /** 自选客户经理: while it is a draft; null takes the wish back. @throws AppError application-member-unknown */
    async wishManager(actor: Applicant, caseNo: string, staffId: string | null, requestId: string) {
      const wished = staffId === null ? null : await teams.usernameOf(staffId);
      if (wished === undefined) throw memberUnknown();
      return mine(actor, caseNo, requestId, async ({ file }) => {
        if (file.status !== 'draft') throw refusals['not-a-draft']();
        file.wishedStaff = wished;
      });
    },

    discard: (personId: string, caseNo: string) =>
      db.inSqlTransaction(async tx => {
        const file = await cases.lock(tx, caseNo);
        if (file?.personId !== personId || file.status !== 'draft') throw caseNotFound();
        await documents.endSubject(tx, subjectOf(caseNo), new Date(0));
        await cases.removeDraft(tx, file.id);
      }),

    /** In the place of an earlier one, where that is named: it stays with the case, and the log says so. */
    async addPaper(actor: Applicant, caseNo: string, wish: PaperWish, bytes: Buffer, requestId: string) {
      const { code, replaces } = wish;
      const file = await cases.find(caseNo);
      if (file?.personId !== actor.personId) throw caseNotFound();
      const { definition } = await book.byId(file.kindId);
      const paper = definition.papers.find(each => each.code === code);
      if (!paper) throw paperUnknown();
      if (!mayAdd(file)) throw papersClosed();
      // Before the file is judged and drawn anew, which costs far more than a count.
      requireRoom(await caseParts.papers(db.pool, file.id), wish);
      const owner = { subject: subjectOf(caseNo), class: paper.class, addedBy: nameOf(actor) };
      const document = await documents.takeIn(bytes, owner);
      return mine(actor, caseNo, requestId, async scene => {
        if (!mayAdd(scene.file)) throw papersClosed();
        const { tx, now } = scene;
        const papers = await caseParts.papers(tx, scene.file.id);
        requireRoom(papers, wish);
        if (replaces) {
          if (!livePapers(papers, code).some(({ documentId }) => documentId === replaces))
            throw paperUnknown();
          await caseParts.removePaper(tx, scene.file.id, replaces);
        }
        await documents.add(tx, document);
        await caseParts.addPaper(tx, scene.file.id, code, document.id, now);
        if (scene.file.status !== 'draft')
          scene.note(replaces ? 'paper-replaced' : 'paper-given', replaces ? { code, replaces } : { code });
        return { documentId: document.id, code, mediaType: document.mediaType, size: document.size };
      });
    },

    removePaper: (actor: Applicant, caseNo: string, documentId: string, requestId: string) =>
      mine(actor, caseNo, requestId, async scene => {
        if (!mayAdd(scene.file)) throw papersClosed();
        if (papersSettled(scene.file, scene.kind)) throw papersAccepted();
        if (!(await caseParts.removePaper(scene.tx, scene.file.id, documentId))) throw paperUnknown();
        if (scene.file.status !== 'draft') scene.note('paper-taken-back', { document: documentId });
      }),

    /** 一证受理: with one certificate and what cannot follow. Handed in twice it is handed in once. */
    submit: (actor: Applicant, caseNo: string, requestId: string) =>
      mine(actor, caseNo, requestId, async scene => {
        if (scene.file.status !== 'draft') return;
        await requireSubmittable(scene);
        await requireAlone(core, scene);
        await summarise(core, scene);
        scene.act({ kind: 'submit', manager: await wishedManager(core, scene) });
        scene.note('submitted');
        // 首问负责: who took it in at the counter has it in hand.
        if (!actor.clerk) return;
        scene.act({ kind: 'take', by: actor.clerk });
        scene.note('taken', { first: true });
      }),

    /** What was asked for in one list is there. */
    answer: (actor: Applicant, caseNo: string, requestId: string) =>
      mine(actor, caseNo, requestId, async scene => {
        const papers = await caseParts.papers(scene.tx, scene.file.id);
        const answers = scene.answers();
        const lacking = (await openList(scene)).filter(({ kind, code }) =>
          kind === 'paper' ? livePapers(papers, code).length === 0 : answers[code] === undefined,
        );
        if (lacking.length > 0)
          throw incomplete(
            {},
            lacking.map(({ kind, code, what }) => ({
              field: `${kind === 'paper' ? 'papers' : 'form'}.${code}`,
              rule: 'required',
              message: { zh: what, en: what },
            })),
          );
        scene.act({ kind: 'answer' });
        await caseParts.answerReturn(scene.tx, scene.file.id, scene.now);
        scene.note('answered');
      }),

    /** The customer's own step is done: built and ready to be inspected. */
    confirm: (actor: Applicant, caseNo: string, requestId: string) =>
      mine(actor, caseNo, requestId, scene => customerMove(scene, tools)),

    withdraw: (actor: Applicant, caseNo: string, reason: string, requestId: string) =>
      mine(actor, caseNo, requestId, async scene => {
        if (scene.kind.openedBy === 'hall') throw openedByHall();
        scene.act({ kind: 'withdraw' });
        scene.file.reason = reason;
        await abandon(scene);
        scene.note('withdrawn', { reason });
      }),

    appeal: (actor: Applicant, caseNo: string, reason: string, requestId: string) =>
      mine(actor, caseNo, requestId, async scene => {
        const { file, kind, calendar, today } = scene;
        if (file.status === 'refused' && file.endedAt) {
          const until = lastAppealDay(kind, file.endedAt, calendar);
          if (today > until) throw appealTooLate({ day: until });
        }
        scene.act({ kind: 'appeal' });
        // Judged anew, also against whom.
        file.judgedPeriodId = null;
        await requireAlone(core, scene);
        await takeUpAgain(scene);
        // Whatever was signed before the refusal was of an application that may say something else now.
        await caseParts.voidSignature(scene.tx, scene.file.id, scene.now);
        scene.note('appealed', { reason });
      }),
  };
}

export type Apply = ReturnType<typeof createApply>;

/** Moves a case on from a step of the customer's, if all it needs is there. */
export async function customerMove(scene: Scene, tools: CaseTools): Promise<void> {
  const { file, kind } = scene;
  await requireAlone(tools, scene);
  await requireSameHolder(tools, scene);
  const step = file.step === null ? undefined : stepOf(kind, file.step);
  const move = step?.by === 'customer' ? step.moves[0]! : undefined;
  if (move && file.wanted === 'step') await requireReady(scene, move);
  scene.act({ kind: 'move', by: null, move: move?.code ?? '' });
  scene.note(`customer-${step?.type ?? 'confirm'}`);
  await chargeFees(scene, tools);
}

/** What was checked or signed stays as it was: after handing in only what is asked for may be answered anew, and nothing taken back. */
async function requireOpen(scene: Scene, given: Record<string, Answer | null>): Promise<void> {
  const { kind } = scene;
  const asked = (await openList(scene)).filter(item => item.kind === 'field').map(({ code }) => code);
  const answers = scene.answers();
  const signed = (await caseParts.signature(scene.tx, scene.file.id)) !== undefined;
  // What may follow may follow, but not into a contract that is signed.
  const settled = [
    ...settledFields(kind, answers, given, asked),
    ...kind.fields.filter(
      ({ code }) => signed && quotedFields.has(code) && code in given && answers[code] === undefined,
    ),
  ];
  if (settled.length > 0) throw formSettled({}, settled.map(settledProblem));
  const emptied = kind.fields.filter(({ code }) => given[code] === null);
  if (emptied.length > 0) throw incomplete({}, emptied.map(requiredProblem));
}

/** What the customer is being asked for in one list; nothing when no list is open. */
async function openList({ tx, file }: Scene): Promise<ReturnItem[]> {
  if (file.wanted !== 'list') return [];
  return (await caseParts.returns(tx, file.id)).at(-1)?.items ?? [];
}

/** Papers and answers may come until the case has ended. */
const mayAdd = ({ status }: CaseRow) => status === 'draft' || status === 'open' || status === 'waiting';

function requireRoom(papers: readonly PaperRow[], { code, replaces }: PaperWish): void {
  const standing = livePapers(papers, code).length - (replaces ? 1 : 0);
  if (standing >= mostPages || papers.length >= mostFiles) throw tooManyPapers({ most: mostPages });
}

/** What was said elsewhere, such as in a chat, becomes part of an open case of the same person. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import { staffName } from '../../shared/audit.ts';
import { maySee, resumed } from './act-on-case.ts';
import { caseNotFound, mergeWrong } from './cases.errors.ts';
import type { CaseRow } from './cases.repository.ts';
import { isCourtesy } from './courtesies.ts';
import { auditName, type CasesCore } from './open-case.ts';
import { anew } from './reopen-case.ts';
import { hashWords, wordsOf } from './search-words.ts';
import { type CaseStatus, openStatuses, statusAfter } from './service-case.ts';

export interface Joining {
  caseNo: string;
  personId: string;
  words: string;
  /** Of the conversation it was said in. */
  chatNo: string;
  actor: StaffActor;
  requestId: string;
}

export function createJoin({ cases, clock, cipher }: CasesCore) {
  /** @throws AppError case-not-found, case-merge-wrong */
  return async (
    tx: PoolClient,
    { caseNo, personId, words, chatNo, actor, requestId }: Joining,
  ): Promise<void> => {
    const found = await cases.lock(tx, caseNo);
    const worksThere = (id: number, who: string) => cases.isWhere(tx, id, who);
    if (!found || !(await maySee(worksThere, found, actor))) throw caseNotFound();
    // Whose anonymous case it is must not come out by trying.
    if (found.anonymous || found.personId !== personId || !openStatuses.includes(found.status))
      throw mergeWrong();
    await cases.change(tx, found.id, {});
    await cases.addToSearch(tx, found.id, hashWords(wordsOf(words), cipher));
    const event = {
      act: 'chat',
      actor: staffName(actor),
      public: true,
      wordsEnc: cipher.encrypt(words),
      detail: { chatNo },
      at: clock.now(),
    };
    await cases.record(tx, found.id, event, {
      actor: event.actor,
      action: 'case.chat',
      subject: `case:${caseNo}`,
      detail: { chatNo },
      requestId,
    });
  };
}

export interface GoingOn {
  caseNo: string;
  personId: string;
  words: string;
  /** Of the conversation it was said in. */
  chatNo: string;
}

/** A tsvector and a timeline hold more; nobody reads more. */
const mostWords = 20_000;

/** Of a duplicate the case that it was joined to. */
async function lockTarget(
  { cases }: Pick<CasesCore, 'cases'>,
  tx: PoolClient,
  caseNo: string,
): Promise<CaseRow | undefined> {
  const found = await cases.lock(tx, caseNo);
  return found?.mergedInto ? lockTarget({ cases }, tx, found.mergedInto) : found;
}

export interface Named {
  /** The case with this number. */
  named: CaseRow;
  /** The one that is worked on: the same, or that which it was joined to. */
  target: CaseRow;
  /** Whether the words of one may be read by whoever brought the other. */
  shared: boolean;
}

export async function lockNamed(
  core: Pick<CasesCore, 'cases'>,
  tx: PoolClient,
  caseNo: string,
): Promise<Named | undefined> {
  const named = await core.cases.lock(tx, caseNo);
  if (!named) return undefined;
  const target = named.mergedInto && (await lockTarget(core, tx, named.mergedInto));
  if (!target) return { named, target: named, shared: true };
  return { named, target, shared: await core.cases.shareWords(tx, named.id, target.id) };
}

/**
 * What is said of a duplicate stands where it is answered. Where that is somebody else's case they are not to read it: it stands in the
 * duplicate as its person's own word, and in the other for colleagues only. Was that one answered, its own customer may be content: the
 * duplicate goes on by itself.
 */
export async function addWords(core: CasesCore, tx: PoolClient, to: Named, said: Said): Promise<void> {
  const { named, target, shared } = to;
  // Thanks are no answer to what was asked.
  const goesOn = !said.doubtful && !isCourtesy(said.spoken ?? said.words);
  const seen = !said.doubtful;
  if (shared) return addTo(core, tx, target, said, { seen, goesOn });
  if (said.reopens && goesOn && target.kind !== 'repair' && statusAfter(target.status, 'reopen'))
    return goOnAlone(core, tx, to, said);
  await addTo(core, tx, named, said, { seen, goesOn });
  const where = `（来自并入的 ${named.caseNo}；如有附件，见该诉求）`;
  // Of a confidential case the words are for those who may see that one.
  const words = named.confidential && !target.confidential ? where : `${where}\n${said.words}`;
  await addTo(core, tx, target, { ...said, words }, { seen: false, goesOn });
}

export interface Said {
  act: string;
  words: string;
  /** The customer's own, where the words hold more. */
  spoken?: string;
  /** Whether they bring an answered case back to the desk. */
  reopens?: true;
  /** Nobody says that they are by whom they claim to be: a colleague reads them first. */
  doubtful?: true;
  actor: string;
  auditedAs: string;
  detail: Record<string, unknown>;
  requestId: string;
}

/** Where nobody looks at a case by itself. */
const unreadOtherwise: readonly CaseStatus[] = ['paused', 'answered', 'closed'];

/** In the timeline whatever the case's state; a pause that waits for the customer is over. */
async function addTo(
  core: CasesCore,
  tx: PoolClient,
  found: CaseRow,
  said: Said,
  { seen, goesOn }: { seen: boolean; goesOn: boolean },
): Promise<void> {
  const { cases, clock, calendar } = core;
  const at = clock.now();
  const again = said.reopens && goesOn ? statusAfter(found.status, 'reopen') : undefined;
  if (said.doubtful && unreadOtherwise.includes(found.status) && !isCourtesy(said.spoken ?? said.words)) {
    await cases.change(tx, found.id, {});
    return write(core, tx, found, { ...said, detail: { ...said.detail, afterAnswer: true } }, seen);
  }
  if (again && found.kind === 'repair') {
    // Whether a crew has to go out once more a colleague reads from the words (已经来电了), and opens it again.
    await cases.change(tx, found.id, {});
    return write(core, tx, found, { ...said, detail: { ...said.detail, afterAnswer: true } }, seen);
  }
  if (again) await cases.change(tx, found.id, { status: again, ...(await anew(core, found, at)) });
  else if (openStatuses.includes(found.status)) {
    const unpaused = found.pausedAt && goesOn;
    const days = (await calendar()).days;
    await cases.change(tx, found.id, unpaused ? { status: 'working', ...resumed(found, { at, days }) } : {});
  }
  await write(core, tx, found, again ? { ...said, act: 'reopen' } : said, seen);
}

/** The duplicate of somebody else's answered case, back with whoever had it; the other one stays as it is. */
async function goOnAlone(
  core: CasesCore,
  tx: PoolClient,
  { named, target }: Named,
  said: Said,
): Promise<void> {
  const at = core.clock.now();
  await core.cases.change(tx, named.id, {
    ...(await anew(core, named, at)),
    status: named.owner ? 'working' : 'new',
    mergedIntoId: null,
  });
  await write(core, tx, named, { ...said, act: 'reopen', detail: { from: target.caseNo } }, true);
  const words = `并入的 ${named.caseNo} 的客户在答复后又有诉求，该诉求已恢复单独办理`;
  const note = { ...said, act: 'note', words, actor: 'system', auditedAs: 'system', detail: {} };
  await write(core, tx, target, note, false);
}

/** One line of a timeline, found by its words. */
export async function write(
  { cases, clock, cipher }: CasesCore,
  tx: PoolClient,
  found: CaseRow,
  { act, words, actor, auditedAs, detail, requestId }: Said,
  seen: boolean,
): Promise<void> {
  await cases.addToSearch(tx, found.id, hashWords(wordsOf(words), cipher));
  const wordsEnc = words ? cipher.encrypt([...words].slice(0, mostWords).join('')) : null;
  await cases.record(
    tx,
    found.id,
    { act, actor, public: seen, wordsEnc, detail, at: clock.now() },
    { actor: auditedAs, action: `case.${act}`, subject: `case:${found.caseNo}`, detail, requestId },
  );
}

export function createGoOn(core: CasesCore) {
  /**
   * What the person goes on to say in the conversation that a case came of. A duplicate passes it on to the case it was joined to.
   * @returns whether somebody works on the case
   */
  return async (tx: PoolClient, { caseNo, personId, words, chatNo }: GoingOn): Promise<boolean> => {
    const found = await lockNamed(core, tx, caseNo);
    if (!found) return false;
    await addWords(core, tx, found, {
      act: 'chat',
      words,
      actor: 'person',
      auditedAs: auditName(personId, found.named.anonymous),
      detail: { chatNo },
      requestId: `chat-${chatNo}`,
    });
    return openStatuses.includes(found.target.status);
  };
}

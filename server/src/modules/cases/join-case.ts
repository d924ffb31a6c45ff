/** What was said elsewhere, such as in a chat, becomes part of an open case of the same person. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import { staffName } from '../../shared/audit.ts';
import { maySee, resumed } from './act-on-case.ts';
import { caseNotFound, mergeWrong } from './cases.errors.ts';
import type { CaseRow } from './cases.repository.ts';
import { auditName, type CasesCore } from './open-case.ts';
import { hashWords, wordsOf } from './search-words.ts';
import { openStatuses } from './service-case.ts';

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
export async function lockTarget(
  { cases }: Pick<CasesCore, 'cases'>,
  tx: PoolClient,
  caseNo: string,
): Promise<CaseRow | undefined> {
  const found = await cases.lock(tx, caseNo);
  return found?.mergedInto ? lockTarget({ cases }, tx, found.mergedInto) : found;
}

/** In the timeline whatever the case's state; a pause that waits for the customer is over. */
export async function addWords(
  { cases, clock, cipher, calendar }: CasesCore,
  tx: PoolClient,
  found: CaseRow,
  said: {
    act: string;
    words: string;
    actor: string;
    auditedAs: string;
    detail: Record<string, unknown>;
    requestId: string;
  },
): Promise<void> {
  const { act, words, actor, auditedAs, detail, requestId } = said;
  const at = clock.now();
  const change = found.pausedAt
    ? { status: 'working' as const, ...resumed(found, { at, days: (await calendar()).days }) }
    : {};
  if (openStatuses.includes(found.status)) await cases.change(tx, found.id, change);
  await cases.addToSearch(tx, found.id, hashWords(wordsOf(words), cipher));
  const wordsEnc = cipher.encrypt([...words].slice(0, mostWords).join(''));
  await cases.record(
    tx,
    found.id,
    { act, actor, public: true, wordsEnc, detail, at },
    { actor: auditedAs, action: `case.${act}`, subject: `case:${found.caseNo}`, detail, requestId },
  );
}

export function createGoOn(core: CasesCore) {
  /**
   * What the person goes on to say in the conversation that a case came of. A duplicate passes it on to the case it was joined to.
   * @returns whether somebody works on the case
   */
  return async (tx: PoolClient, { caseNo, personId, words, chatNo }: GoingOn): Promise<boolean> => {
    const found = await lockTarget(core, tx, caseNo);
    if (!found) return false;
    await addWords(core, tx, found, {
      act: 'chat',
      words,
      actor: 'person',
      auditedAs: auditName(personId, found.anonymous),
      detail: { chatNo },
      requestId: `chat-${chatNo}`,
    });
    return openStatuses.includes(found.status);
  };
}

/** What was said elsewhere, such as in a chat, becomes part of an open case of the same person. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import { staffName } from '../../shared/audit.ts';
import { maySee } from './act-on-case.ts';
import { caseNotFound, mergeWrong } from './cases.errors.ts';
import type { CasesCore } from './open-case.ts';
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

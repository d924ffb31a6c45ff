/** What a customer outside the hall is to read goes back the way the case came; also to whoever brought a case that was joined to it. */
import type { PoolClient } from 'pg';
import type { CaseRow } from './cases.repository.ts';
import type { CaseAnswer } from './intake.ts';
import { type CasesCore, tell } from './open-case.ts';

interface Words {
  act: CaseAnswer['act'];
  words: string;
  remedy?: string | undefined;
  ratingUrl?: string | undefined;
  /** staff:<username> */
  actor: string;
  at: Date;
}

/** In the transaction of the act, after its change: the case has one version more than `found`. */
export async function answerOutside(
  core: CasesCore,
  tx: PoolClient,
  found: CaseRow,
  { act, words, remedy, ratingUrl, actor, at }: Words,
): Promise<void> {
  const said = remedy ? `${words}\n整改措施：${remedy}` : words;
  const send = async ({ id, caseNo, source, typedIn, version }: CaseRow, text: string, rating?: string) => {
    // Whoever typed it in has the address, and no thread to answer in.
    if (typedIn) return;
    const answer = { source, caseId: id, caseNo, act, version: version + 1, words: text, ratingUrl: rating };
    for (const tellThem of core.onAnswer) await tellThem(tx, answer);
  };
  await send(found, said, ratingUrl);
  for (const joined of await core.cases.lockJoined(tx, found.id)) {
    const shared = await core.cases.shareWords(tx, joined.id, found.id);
    // Told in between and asked back is whoever said it; the others hear once that it is answered.
    if (!shared && act !== 'answer') continue;
    // A version of its own: what is sent is sent once for each.
    await core.cases.change(tx, joined.id, {});
    const event = shared
      ? { act: 'update', wordsEnc: core.cipher.encrypt(said) }
      : { act: 'answered-together', wordsEnc: null };
    const detail = { by: found.caseNo };
    await core.cases.record(
      tx,
      joined.id,
      { ...event, actor, public: true, detail, at },
      {
        actor,
        action: 'case.update',
        subject: `case:${joined.caseNo}`,
        detail,
        requestId: `case-${found.caseNo}`,
      },
    );
    await send(joined, shared ? said : answeredTogether(core.hotline));
    // Whose case it is hears of it as of one of their own.
    if (!shared)
      await tell(tx, { ...joined, version: joined.version + 1 }, 'case-answered', found.answerDueAt);
  }
}

/** For whoever brought the same matter and is somebody else: that it is settled, and nothing of what was said to the other. */
const answeredTogether = (hotline: string) =>
  `您的诉求已与另一件相同事项的诉求一并办理，现已答复。如需了解与您有关的结果，请回复或拨打${hotline}。
Your case was worked on together with another about the same matter, which is now answered. For what concerns you, reply or call ${hotline}.`;

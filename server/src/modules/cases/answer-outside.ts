/** What a customer outside the hall is to read goes back the way the case came; also to whoever brought a case that was joined to it. */
import type { PoolClient } from 'pg';
import type { CaseRow } from './cases.repository.ts';
import type { CaseAnswer } from './intake.ts';
import { type CasesCore, tell } from './open-case.ts';

interface Words {
  act: CaseAnswer['act'];
  words: string;
  remedy?: string | undefined;
  /** staff:<username> */
  actor: string;
  at: Date;
}

/** In the transaction of the act, after its change: the case has one version more than `found`. */
export async function answerOutside(
  core: CasesCore,
  tx: PoolClient,
  found: CaseRow,
  { act, words, remedy, actor, at }: Words,
): Promise<void> {
  const said = remedy ? `${words}\n整改措施：${remedy}` : words;
  const send = async ({ id, caseNo, source, version }: CaseRow) => {
    const answer = { source, caseId: id, caseNo, act, version: version + 1, words: said };
    for (const tellThem of core.onAnswer) await tellThem(tx, answer);
  };
  await send(found);
  for (const joined of await core.cases.lockJoined(tx, found.id)) {
    // A version of its own: what is sent is sent once for each.
    await core.cases.change(tx, joined.id, {});
    const event = { act: 'update', actor, public: true, wordsEnc: core.cipher.encrypt(said) };
    const detail = { by: found.caseNo };
    await core.cases.record(
      tx,
      joined.id,
      { ...event, detail, at },
      {
        actor,
        action: 'case.update',
        subject: `case:${joined.caseNo}`,
        detail,
        requestId: `case-${found.caseNo}`,
      },
    );
    await send(joined);
    // Of one household two may have said the same; whoever has the other case is told of that one.
    if (joined.personId !== found.personId && (act === 'answer' || act === 'close'))
      await tell(tx, { ...joined, version: joined.version + 1 }, 'case-answered', found.answerDueAt);
  }
}

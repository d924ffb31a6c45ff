/**
 * What its person says of a duplicate: taken as long as somebody works on the case it was joined to. Was that one somebody else's and is
 * answered, what is still wrong for whoever brought the duplicate opens theirs again.
 */
import type { PoolClient } from 'pg';
import type { CaseRules } from './case-rules.ts';
import { actNotPossible } from './cases.errors.ts';
import type { CaseRow } from './cases.repository.ts';
import { addWords, type Named, type Said, write } from './join-case.ts';
import type { CasesCore } from './open-case.ts';
import { canReopen } from './reopen-case.ts';
import { openStatuses, type PersonAct, statusAfter } from './service-case.ts';

/** Of one's own target one goes on there, once it is answered. Pure. */
function actsInJoined(
  { target, shared }: Pick<Named, 'target' | 'shared'>,
  at: Date,
  rules: CaseRules,
): PersonAct[] {
  if (openStatuses.includes(target.status)) return ['remind', 'add'];
  const goesOnAlone = !shared && statusAfter(target.status, 'reopen') && canReopen(target, at, rules);
  return goesOnAlone ? ['add'] : [];
}

/** The same of a case that is only looked at. */
export async function findActsInJoined(core: CasesCore, row: CaseRow): Promise<PersonAct[]> {
  const target = await findTarget(core, row);
  if (!target) return [];
  const shared = await core.cases.shareWords(core.pool, row.id, target.id);
  return actsInJoined({ target, shared }, core.clock.now(), await core.rules());
}

async function findTarget(core: CasesCore, { mergedInto }: CaseRow): Promise<CaseRow | undefined> {
  const found = mergedInto ? await core.cases.find(mergedInto) : undefined;
  return found?.mergedInto ? findTarget(core, found) : found;
}

type Saying = Pick<Said, 'act' | 'words' | 'auditedAs' | 'requestId'>;

/** Under the locks of both. @throws AppError case-act-not-possible */
export async function sayInJoined(
  core: CasesCore,
  tx: PoolClient,
  to: Named,
  name: PersonAct,
  { act, words, auditedAs, requestId }: Saying,
): Promise<void> {
  const { named, shared } = to;
  if (!actsInJoined(to, core.clock.now(), await core.rules()).includes(name)) throw actNotPossible();
  const said: Said = { act, words, actor: 'person', auditedAs, detail: { from: named.caseNo }, requestId };
  if (name === 'remind') return remind(core, tx, to, said);
  // What is attached lies beside the case that it was attached to.
  const where = shared && act === 'attach' ? `（附件见并入的 ${named.caseNo}）` : words;
  await addWords(core, tx, to, { ...said, words: where, reopens: true });
}

/** Counted where it is worked on; of somebody else's case its person reads their own only. */
async function remind(core: CasesCore, tx: PoolClient, { named, target, shared }: Named, said: Said) {
  await core.cases.change(tx, target.id, { reminders: target.reminders + 1 });
  if (shared) return write(core, tx, target, said, true);
  await write(core, tx, named, { ...said, detail: {} }, true);
  const words = named.confidential && !target.confidential ? '' : said.words;
  await write(core, tx, target, { ...said, words: `（来自并入的 ${named.caseNo}）${words}` }, false);
}

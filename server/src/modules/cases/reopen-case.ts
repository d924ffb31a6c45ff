/** Back on the desk: the answer did not satisfy, whoever learned that. */
import type { PoolClient } from 'pg';
import { addDays, businessDate } from '../../shared/dates.ts';
import type { CalendarDays } from '../../shared/working-days.ts';
import type { CaseRules } from './case-rules.ts';
import type { CaseChange, CaseRow } from './cases.repository.ts';
import { clocksFrom } from './clocks.ts';
import { auditName, type CasesCore } from './open-case.ts';
import { hashWords, wordsOf } from './search-words.ts';
import { statusAfter } from './service-case.ts';

export interface Reopening {
  /** person, or staff:<username> */
  actor: string;
  words: string | undefined;
  requestId: string;
}

/** An answer of long ago is another matter by now. */
export const canReopen = (
  { answeredAt }: Pick<CaseRow, 'answeredAt'>,
  at: Date,
  { 'reopen-days': days }: Pick<CaseRules, 'reopen-days'>,
): boolean => answeredAt !== null && businessDate(at) <= addDays(businessDate(answeredAt), days);

export const anew = async (core: CasesCore, found: CaseRow, at: Date): Promise<CaseChange> =>
  anewBy(found, at, await core.rules(), (await core.calendar()).days);

/** With new limits; the owner stays. Pure. */
export function anewBy(found: CaseRow, at: Date, rules: CaseRules, days: CalendarDays): CaseChange {
  return {
    ...clocksFrom(at, found, rules, days),
    answeredAt: null,
    closedAt: null,
    contactedAt: null,
    warnedAt: null,
    escalatedAt: null,
    escalatedFor: null,
    escalationLevel: 0,
    reopened: found.reopened + 1,
  };
}

/** In the caller's transaction. A case that is on the desk already, or gone, is left as it is. */
export async function reopenCase(
  core: CasesCore,
  tx: PoolClient,
  caseNo: string,
  { actor, words, requestId }: Reopening,
): Promise<void> {
  const { cases, clock, cipher } = core;
  const at = clock.now();
  const found = await cases.lock(tx, caseNo);
  const status = found && statusAfter(found.status, 'reopen');
  if (!found || !status) return;
  await cases.change(tx, found.id, { status, ...(await anew(core, found, at)) });
  if (words) await cases.addToSearch(tx, found.id, hashWords(wordsOf(words), cipher));
  const wordsEnc = words ? cipher.encrypt(words) : null;
  const event = { act: 'reopen', actor, public: true, wordsEnc, detail: { followUp: true }, at };
  await cases.record(tx, found.id, event, {
    actor: actor === 'person' ? auditName(found.personId!, found.anonymous) : actor,
    action: 'case.reopen',
    subject: `case:${caseNo}`,
    detail: { followUp: true },
    requestId,
  });
  if (found.kind === 'repair') await core.repairs.listener?.reopened(tx, found, { actor, at, requestId });
}

/** A case that others were joined to is taken back by its person: theirs are not, and go back to whoever had them. */
import type { PoolClient } from 'pg';
import type { CaseRow } from './cases.repository.ts';
import type { CasesCore } from './open-case.ts';

/** In the transaction of the withdrawal. The limits stay: they were promised. What was joined to one of these stays with that one. */
export async function releaseJoined(
  { cases, repairs }: CasesCore,
  tx: PoolClient,
  withdrawn: CaseRow,
  at: Date,
): Promise<void> {
  const requestId = `case-${withdrawn.caseNo}`;
  for (const joined of await cases.lockJoinedHere(tx, withdrawn.id)) {
    await cases.change(tx, joined.id, {
      status: joined.owner ? 'working' : 'new',
      mergedIntoId: null,
      closedAt: null,
      warnedAt: null,
    });
    const detail = { withdrawn: withdrawn.caseNo };
    await cases.record(
      tx,
      joined.id,
      { act: 'parted', actor: 'system', public: true, wordsEnc: null, detail, at },
      {
        actor: 'system',
        action: 'case.resume',
        subject: `case:${joined.caseNo}`,
        detail,
        requestId,
      },
    );
    // Where the crew went for the other one alone, it goes for this one now.
    if (joined.kind === 'repair')
      await repairs.listener?.sentAgain(tx, joined, { actor: 'system', at, requestId });
  }
}

/** Whether a crew goes out follows from what the desk does to a case. */
import type { PoolClient } from 'pg';
import { crewIsThere, crewSent } from './cases.errors.ts';
import type { CaseRow } from './cases.repository.ts';
import type { ActInput } from './cases.schemas.ts';
import type { CasesCore } from './open-case.ts';
import type { Heard } from './repair-cases.ts';

/** In the transaction of the act, after its change. @throws AppError case-crew-there, case-crew-sent */
export async function tellRepairs(
  { repairs: { listener }, cases }: CasesCore,
  tx: PoolClient,
  found: CaseRow,
  input: ActInput,
  heard: Heard,
  target?: CaseRow,
): Promise<void> {
  if (!listener) return;
  if (input.act === 'change-kind' && input.kind === 'repair') return listener.opened(tx, found, heard);
  if (found.kind !== 'repair') return;
  switch (input.act) {
    case 'reopen':
      return listener.reopened(tx, found, heard);
    case 'send-crew':
      if (!(await listener.sentAgain(tx, found, heard))) throw crewSent();
      return;
    case 'merge':
      // Where nobody goes for the one it is joined to, somebody does from now on.
      if (target) await listener.sentAgain(tx, target, heard);
      await listener.left(tx, found, heard);
      return;
    case 'answer':
      await listener.left(tx, found, heard);
      return;
    case 'change-kind':
      if ((await listener.left(tx, found, { ...heard, noFault: true })) === 'crew-there') throw crewIsThere();
      // A crew has no desk: what it had in hand waits for a colleague.
      if (found.status === 'working' && found.owner && !(await cases.isColleague(found.owner)))
        await cases.change(tx, found.id, { status: 'new', owner: null });
  }
}

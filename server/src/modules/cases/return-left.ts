/**
 * Whoever is deactivated, or no longer works on such cases (on repairs a crew does), answers for none: what they had in hand waits for
 * somebody to take it, its first receiver and its limits as they are. One that was paused goes on, for who takes it to decide.
 */
import { type OnFailure, oneByOne } from '../../shared/one-by-one.ts';
import { resumed } from './act-on-case.ts';
import type { CasesCore } from './open-case.ts';

export async function returnLeft(core: CasesCore, onFailure: OnFailure<string>): Promise<void> {
  const { inTransaction, cases, clock } = core;
  const at = clock.now();
  const { days } = await core.calendar();
  const give = (caseNo: string) =>
    inTransaction(async tx => {
      const found = await cases.lock(tx, caseNo);
      // Handed over or answered a moment ago, or back at work.
      if (!found?.owner || !['working', 'paused'].includes(found.status)) return;
      if (await cases.isPresent(tx, found.owner, found.kind)) return;
      const goesOn = found.status === 'paused' ? { ...resumed(found, { at, days }), pausedUntil: null } : {};
      await cases.change(tx, found.id, { status: 'new', owner: null, ...goesOn });
      const detail = { who: found.owner };
      const event = { act: 'owner-left', actor: 'system', public: false, wordsEnc: null, detail, at };
      await cases.record(tx, found.id, event, {
        actor: 'system',
        action: 'case.owner-left',
        subject: `case:${caseNo}`,
        detail,
        requestId: 'watch-cases',
      });
    });
  await oneByOne(await cases.ofWhoLeft(), give, onFailure);
}

/** A pause waits for the customer up to its last day; after that the clock goes on, and both sides see why. */
import { type BusinessDate, businessDate } from '../../shared/dates.ts';
import { type OnFailure, oneByOne } from '../../shared/one-by-one.ts';
import { resumed } from './act-on-case.ts';
import { endOfDay } from './clocks.ts';
import type { CasesCore } from './open-case.ts';

export async function endPauses(core: CasesCore, onFailure: OnFailure<string>): Promise<void> {
  const { inTransaction, cases, clock } = core;
  const at = clock.now();
  const today = businessDate(at);
  const { days } = await core.calendar();
  const end = (caseNo: string) =>
    inTransaction(async tx => {
      const found = await cases.lock(tx, caseNo);
      if (found?.status !== 'paused' || !found.pausedUntil || found.pausedUntil >= today) return;
      // The clock stood still up to the last day, however late this runs.
      const until = endOfDay(found.pausedUntil as BusinessDate);
      await cases.change(tx, found.id, { status: 'working', ...resumed(found, { at: until, days }) });
      const event = { act: 'pause-over', actor: 'system', public: true, wordsEnc: null, at };
      const detail = { until: found.pausedUntil };
      await cases.record(
        tx,
        found.id,
        { ...event, detail },
        {
          actor: 'system',
          action: 'case.resume',
          subject: `case:${caseNo}`,
          detail,
          requestId: 'watch-cases',
        },
      );
    });
  await oneByOne(await cases.pausedBefore(today), end, onFailure);
}

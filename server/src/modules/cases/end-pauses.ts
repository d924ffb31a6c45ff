/** A pause waits for the customer up to its last day; after that the clock goes on, and whoever has the case sees why. */
import { businessDate } from '../../shared/dates.ts';
import { resumed } from './act-on-case.ts';
import type { CasesCore } from './open-case.ts';

const why = '暂停期限已到，客户没有补充，自动恢复办理';

export async function endPauses(core: CasesCore): Promise<void> {
  const { inTransaction, cases, clock, cipher } = core;
  const at = clock.now();
  const today = businessDate(at);
  const { days } = await core.calendar();
  for (const caseNo of await cases.pausedBefore(today))
    await inTransaction(async tx => {
      const found = await cases.lock(tx, caseNo);
      if (found?.status !== 'paused' || !found.pausedUntil || found.pausedUntil >= today) return;
      await cases.change(tx, found.id, { status: 'working', ...resumed(found, { at, days }) });
      const event = { act: 'resume', actor: 'system', public: true, wordsEnc: cipher.encrypt(why), at };
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
}

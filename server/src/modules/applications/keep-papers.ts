/**
 * Papers of a refused case are kept until nothing can be appealed against any more. The calendar may change after the refusal, and with
 * it the last day to appeal: the papers stay as long as the appeal does.
 */
import type { Logger } from '../../infra/logging.ts';
import { oneByOne } from '../../shared/one-by-one.ts';
import { type CaseCore, subjectOf } from './change-case.ts';
import { keptFrom } from './deadlines.ts';

/** The longest time to appeal, and then some. */
const lookBackMs = 150 * 86_400_000;
const atOnce = 500;

export function createKeepPapers({ db, clock, calendar, book, cases, documents }: CaseCore, logger: Logger) {
  return async function keepPapers(signal: AbortSignal): Promise<void> {
    const since = new Date(clock.now().getTime() - lookBackMs);
    const { days } = await calendar();
    for (let after = 0; ; ) {
      const refused = await cases.appealable(since, after, atOnce);
      const keep = async ({ caseNo, kindId }: (typeof refused)[number]) => {
        if (signal.aborted) return;
        const { definition } = await book.byId(kindId);
        await db.inSqlTransaction(async tx => {
          const file = await cases.lock(tx, caseNo);
          // Taken up again meanwhile.
          if (file?.status !== 'refused' || file.appealed || !file.endedAt) return;
          await documents.endSubject(tx, subjectOf(caseNo), keptFrom(definition, file.endedAt, days));
        });
      };
      await oneByOne(refused, keep, ({ caseNo }, error) =>
        logger.error({ caseNo, err: error }, 'papers of a case were not kept'),
      );
      if (signal.aborted || refused.length < atOnce) return;
      after = refused.at(-1)!.id;
    }
  };
}

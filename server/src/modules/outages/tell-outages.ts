import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Logger } from '../../infra/logging.ts';
import { businessDate } from '../../shared/dates.ts';
import type { NewTelling, TellingsRepository } from './tellings.repository.ts';

interface Dependencies {
  clock: Clock;
  crashPoints: CrashPoints;
  logger: Logger;
  tellings: TellingsRepository;
  /** Accounts or recipients in one transaction. */
  batchSize: number;
  nudge(): void;
}

/** Goes on with every telling that is not through. Any number of processes may do so at once. */
export function createTellOutages(dependencies: Dependencies) {
  const { clock, crashPoints, logger, tellings, batchSize, nudge } = dependencies;
  const running = new Set<Promise<void>>();

  async function tell(outageId: number, version: number, signal?: AbortSignal): Promise<void> {
    let more = true;
    while (more && !signal?.aborted) {
      const now = clock.now();
      more = await tellings.batch(outageId, version, batchSize, now, businessDate(now));
      crashPoints.reach('outage-batch-told');
      nudge();
    }
  }

  return {
    async tellOutages(signal?: AbortSignal): Promise<void> {
      for (const { outageId, version } of await tellings.unfinished())
        await tell(outageId, version, signal).catch(error =>
          logger.error(
            { err: error, outageId },
            'outage not told; the others are, and this one at the next run',
          ),
        );
    },

    /** Right after an act: waits for a telling of one batch, so that its result is seen at once, and not for a town. Never throws. */
    async soon({ outageId, version, expected }: NewTelling): Promise<void> {
      const telling = tell(outageId, version).catch(error =>
        logger.warn({ err: error, outageId }, 'telling of an outage interrupted; the job goes on with it'),
      );
      running.add(telling);
      void telling.finally(() => running.delete(telling));
      if (expected <= batchSize) await telling;
    },
    async idle(): Promise<void> {
      await Promise.all(running);
    },
  };
}

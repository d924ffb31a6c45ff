/** Works out the estimates that are due, a thousand holders at a time: once a day each, and when a reading or bill came. */
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import { type BusinessDate, businessDate } from '../../shared/dates.ts';
import type { EstimatesRepository } from './estimates.repository.ts';
import type { WorkOut } from './work-out.ts';

interface Dependencies {
  clock: Clock;
  estimates: EstimatesRepository;
  workOut: WorkOut;
  crashPoints: CrashPoints;
  logger: Logger;
}

const batchSize = 1_000;

/** Memory stays that of one batch. Cut off anywhere, the next run finds what is left. */
export function refreshEstimatesJob({ clock, estimates, workOut, crashPoints, logger }: Dependencies): Job {
  // Whose data cannot be reckoned with keeps the others waiting in no way: a failing batch is halved until it stands alone.
  async function refresh(ids: readonly number[], today: BusinessDate): Promise<void> {
    try {
      await estimates.keep(await workOut(ids, today), today, clock.now());
    } catch (error) {
      if (ids.length === 1)
        return logger.error({ err: error, holderPeriodId: ids[0] }, 'estimate not worked out');
      const half = Math.ceil(ids.length / 2);
      await refresh(ids.slice(0, half), today);
      await refresh(ids.slice(half), today);
    }
  }

  return {
    name: 'refresh-estimates',
    everySeconds: 300,
    async run(signal) {
      const today = businessDate(clock.now());
      let after = 0;
      while (!signal.aborted) {
        const due = await estimates.claimDue(after, today, batchSize);
        if (due.length === 0) return;
        await refresh(due, today);
        crashPoints.reach('estimates-kept');
        after = due.at(-1)!;
      }
    },
  };
}

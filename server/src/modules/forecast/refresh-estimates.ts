/** Works out the estimates that are due, a thousand holders at a time: once a day each, and when a reading or bill came. */
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Job } from '../../infra/jobs.ts';
import { businessDate } from '../../shared/dates.ts';
import type { EstimatesRepository } from './estimates.repository.ts';
import type { WorkOut } from './work-out.ts';

interface Dependencies {
  clock: Clock;
  estimates: EstimatesRepository;
  workOut: WorkOut;
  crashPoints: CrashPoints;
}

const batchSize = 1_000;

/** Memory stays that of one batch. Cut off anywhere, the next run finds what is left. */
export function refreshEstimatesJob({ clock, estimates, workOut, crashPoints }: Dependencies): Job {
  return {
    name: 'refresh-estimates',
    everySeconds: 300,
    async run(signal) {
      const today = businessDate(clock.now());
      let after = 0;
      while (!signal.aborted) {
        const due = await estimates.claimDue(after, today, batchSize);
        if (due.length === 0) return;
        await estimates.keep(await workOut(due, today), today, clock.now());
        crashPoints.reach('estimates-kept');
        after = due.at(-1)!;
      }
    },
  };
}

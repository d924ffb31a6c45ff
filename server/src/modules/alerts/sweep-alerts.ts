/** Looks at every account once and queues what people want to be told: in ranges, so that memory does not grow with the town. */
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Job } from '../../infra/jobs.ts';
import { businessDate } from '../../shared/dates.ts';
import type { AlertDefaultsRepository } from './alert-defaults.repository.ts';
import type { SweepRepository } from './sweep.repository.ts';

interface Dependencies {
  clock: Clock;
  crashPoints: CrashPoints;
  sweep: SweepRepository;
  defaults: AlertDefaultsRepository;
  /** After the commit: deliver now. */
  nudge(): void;
  rules(): Promise<{ unusualUseLeastKwh: number }>;
  /** Accounts in one statement. */
  rangeSize: number;
}

export function createSweepAlerts(dependencies: Dependencies) {
  const { clock, crashPoints, sweep, nudge, rangeSize } = dependencies;
  return async function sweepAlerts(signal?: AbortSignal): Promise<Record<string, number>> {
    const now = clock.now();
    const { unusualUseLeastKwh } = await dependencies.rules();
    const newsSince = await sweep.newsSince(now);
    const moment = { now, today: businessDate(now), unusualUseLeastKwh, newsSince };
    const defaults = await dependencies.defaults.inForce(now);
    const id = await sweep.begin(now);
    const queued: Record<string, number> = await sweep.queueMoney(moment, defaults);
    let accounts = 0;
    let after = 0;
    for (;;) {
      const range = signal?.aborted ? null : await sweep.rangeEnd(after, rangeSize);
      if (!range) break;
      addUp(queued, await sweep.queueRange(after, range.last, moment, defaults));
      crashPoints.reach('alerts-queued');
      accounts += range.accounts;
      after = range.last;
      await sweep.note(id, accounts, queued, null);
      nudge();
    }
    await sweep.note(id, accounts, queued, signal?.aborted ? null : clock.now());
    nudge();
    return queued;
  };
}

function addUp(sums: Record<string, number>, more: Record<string, number>): void {
  for (const [rule, count] of Object.entries(more)) sums[rule] = (sums[rule] ?? 0) + count;
}

/** Every ten minutes: a bill is told within that, and what is known by a key already costs a look-up. */
export function sweepAlertsJob(sweepAlerts: ReturnType<typeof createSweepAlerts>): Job {
  return { name: 'sweep-alerts', everySeconds: 600, run: async signal => void (await sweepAlerts(signal)) };
}

/** Which days are to be reconciled, and the job that does it: T+1 after ten in the morning, again while a file is late. */
import type { Job } from '../../infra/jobs.ts';
import { addDays, businessDate, startOfDay } from '../../shared/dates.ts';
import type { StatementSource } from '../payments/index.ts';
import { type ReconcileDependencies, reconcileDay } from './reconcile-day.ts';
import { readyAfterHours } from './reconciliation-day.ts';

/** A hall that was off for some days makes up for them. */
const daysBack = 7;
const hourMs = 3_600_000;

export interface PlanDependencies extends ReconcileDependencies {
  /** Every source there is now; partners come and go. */
  sources(): Promise<readonly StatementSource[]>;
}

export function reconciliationJobs(dependencies: PlanDependencies): Job[] {
  return [{ name: 'reconcile', everySeconds: 30, run: signal => reconcileDue(dependencies, signal) }];
}

async function reconcileDue(dependencies: PlanDependencies, signal: AbortSignal): Promise<void> {
  const { days, clock } = dependencies;
  const sources = new Map((await dependencies.sources()).map(source => [source.source, source]));
  await planDays([...sources.values()], dependencies);
  for (const { source, day } of await days.due(clock.now(), 100)) {
    if (signal.aborted) return;
    const known = sources.get(source);
    // One broken source must not keep the others waiting.
    if (known) await reconcileDay({ source: known, day, by: 'job' }, dependencies).catch(() => {});
  }
}

async function planDays(
  sources: readonly StatementSource[],
  { days, clock }: PlanDependencies,
): Promise<void> {
  const today = businessDate(clock.now());
  for (let back = 1; back <= daysBack; back += 1) {
    const day = addDays(today, -back);
    const at = new Date(startOfDay(day).getTime() + readyAfterHours * hourMs);
    for (const { source } of sources) await days.plan(source, day, at);
  }
}

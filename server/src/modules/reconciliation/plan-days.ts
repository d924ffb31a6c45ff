/** Which days are to be reconciled, and the job that does it: T+1 after ten in the morning, again while a file is late. */
import type { Job } from '../../infra/jobs.ts';
import { addDays, type BusinessDate, businessDate, startOfDay } from '../../shared/dates.ts';
import type { DayRange, StatementSource } from '../payments/index.ts';
import { type ReconcileDependencies, reconcileDay } from './reconcile-day.ts';
import { readyAfterHours } from './reconciliation-day.ts';

/** Sources come and go: what one of them may have missed is planned so far back. */
const daysBack = 7;
/** A hall that was off makes up for as much. One row of long ago, by a mistyped year or an old file, plans no more than this. */
const longestOff = 60;
const hourMs = 3_600_000;

export interface PlanDependencies extends ReconcileDependencies {
  /** Every source that may have money in this time; partners come and go, shifts and boxes live for days. */
  sources(range: DayRange): Promise<readonly StatementSource[]>;
}

export function reconciliationJobs(dependencies: PlanDependencies): Job[] {
  const run = (signal: AbortSignal) => reconcileDue(dependencies, signal);
  return [{ name: 'reconcile', lane: 'books', everySeconds: 30, run }];
}

async function reconcileDue(dependencies: PlanDependencies, signal: AbortSignal): Promise<void> {
  const { days, clock } = dependencies;
  const now = clock.now();
  const yesterday = addDays(businessDate(now), -1);
  const usual = addDays(yesterday, 1 - daysBack);
  const missed = await days.earliestUnplanned(addDays(yesterday, -longestOff), yesterday);
  const from = missed && missed < usual ? missed : usual;
  const due = await days.earliestDue(now);
  const found = await dependencies.sources({ from: due && due < from ? due : from, to: yesterday });
  const sources = new Map(found.map(source => [source.source, source]));
  await days.plan(found.flatMap(source => daysOf(source, from, yesterday)));
  for (const { source, day } of await days.due(now, [...sources.keys()], 100)) {
    if (signal.aborted) return;
    // One broken source must not keep the others waiting.
    await reconcileDay({ source: sources.get(source)!, day, by: 'job' }, dependencies).catch(() => {});
  }
}

function daysOf({ source, lives }: StatementSource, from: BusinessDate, to: BusinessDate) {
  const planned: { source: string; day: BusinessDate; at: Date }[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (lives && (day < lives.from || day > lives.to)) continue;
    planned.push({ source, day, at: new Date(startOfDay(day).getTime() + readyAfterHours * hourMs) });
  }
  return planned;
}

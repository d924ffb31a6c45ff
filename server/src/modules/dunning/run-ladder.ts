/** Carries every case on: one step, one transaction; a process may be killed between any two of them. */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Database } from '../../infra/database.ts';
import type { Logger } from '../../infra/logging.ts';
import { businessDate } from '../../shared/dates.ts';
import type { CalendarModule } from '../calendar/index.ts';
import type { SupplyControlModule } from '../supply-control/index.ts';
import { carryOut } from './carry-out.ts';
import type { CasesRepository } from './cases.repository.ts';
import { nextStep, withStepOfDebt } from './decide.ts';
import type { DunningRules } from './dunning-rules.ts';

/** Something of another module that stops the clock: a claim, a complaint, a dispute about a meter. */
export type DisputeSource = (tx: PoolClient, holderPeriodId: number) => Promise<boolean>;

export interface LadderDependencies {
  db: Database;
  clock: Clock;
  logger: Logger;
  crashPoints: CrashPoints;
  cases: CasesRepository;
  calendar: CalendarModule['calendar'];
  rules(): Promise<DunningRules>;
  disputes: readonly DisputeSource[];
  supply: Pick<SupplyControlModule, 'order' | 'withdraw' | 'nudge'>;
  /** After a commit that queued notices. */
  nudgeMessages(): void;
}

const batchSize = 100;
/** Steps of one case in one run: reminding, noticed … a case never turns in a circle within one moment. */
const mostSteps = 6;

export async function runLadder(dependencies: LadderDependencies, signal: AbortSignal): Promise<void> {
  const { cases, clock, logger, rules, supply, nudgeMessages } = dependencies;
  const { prepaid, suspension } = await rules();
  // A new case that cannot be opened keeps no old one from being closed.
  await cases
    .open(clock.now(), prepaid.enabled)
    .catch(error => logger.error({ err: error }, 'dunning cases not opened'));
  await cases.wake(clock.now(), suspension);
  for (;;) {
    const due = signal.aborted ? [] : await cases.due(clock.now(), batchSize);
    let moved = 0;
    for (const id of due) {
      try {
        if (await goOn(id, dependencies)) moved += 1;
      } catch (error) {
        logger.error({ err: error, case: id }, 'dunning case not carried on');
      }
    }
    nudgeMessages();
    supply.nudge();
    // Those that could not be moved stay due; the next run tries them again.
    if (due.length < batchSize || moved === 0) return;
  }
}

async function goOn(id: number, dependencies: LadderDependencies): Promise<boolean> {
  let moved = false;
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const result = await oneStep(id, dependencies);
    moved ||= result !== 'gone';
    if (result !== 'again') return moved;
  }
  return moved;
}

async function oneStep(id: number, dependencies: LadderDependencies): Promise<'again' | 'rests' | 'gone'> {
  const { db, clock, cases, calendar, disputes, crashPoints } = dependencies;
  const rules = await dependencies.rules();
  const workingCalendar = await calendar();
  const result = await db.inSqlTransaction(async tx => {
    const locked = await cases.lock(tx, id);
    if (!locked) return 'gone' as const;
    const now = clock.now();
    const own = await cases.facts(tx, id, now, rules.suspension);
    let disputed = false;
    for (const isDisputed of disputes) disputed ||= await isDisputed(tx, locked.holderPeriodId);
    const facts = { ...own, disputed };
    const file = withStepOfDebt(locked, facts);
    const step = nextStep(file, facts, { rules, calendar: workingCalendar, now });
    await carryOut(tx, { file, facts, step, rules, now, today: businessDate(now) }, dependencies);
    return step.do === 'wait' || step.do === 'close' ? ('rests' as const) : ('again' as const);
  });
  crashPoints.reach('dunning-step');
  return result;
}

import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Audit } from '../../shared/audit.ts';
import type { CalendarModule } from '../calendar/index.ts';
import type { PayableSource } from '../payments/index.ts';
import type { SupplyControlDependencies, SupplyControlModule } from '../supply-control/index.ts';
import { createBoardRepository } from './board.repository.ts';
import { createCasesRepository } from './cases.repository.ts';
import { chargeLateFees, freezeLateFees, lateFeePayables } from './charge-late-fees.ts';
import { createHelpRepository } from './help.repository.ts';
import { helpRoutes } from './help.routes.ts';
import { createLateFeesRepository } from './late-fees.repository.ts';
import { createMayDisconnect } from './may-disconnect.ts';
import { createRuleBook } from './rule-book.ts';
import { createRulesRepository } from './rules.repository.ts';
import { type DisputeSource, runLadder } from './run-ladder.ts';
import { dunningStaffRoutes } from './staff.routes.ts';

export type { DisputeSource } from './run-ladder.ts';
export { createTellSupply } from './tell-supply.ts';

export interface DunningDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  logger: Logger;
  crashPoints: CrashPoints;
  audit: Audit;
  calendar: CalendarModule['calendar'];
  supply: SupplyControlModule;
  /** What of other modules stops the clock; each is asked within the step's transaction. */
  disputes: readonly DisputeSource[];
  nudgeMessages(): void;
}

export interface DunningModule {
  routes: Route[];
  jobs: Job[];
  /** Resolves when no run is under way, for an orderly stop. */
  idle(): Promise<void>;
}

/** Registered with payments as a source of payables. */
export function createLateFeePayables(db: Pick<Database, 'pool'>): PayableSource {
  return lateFeePayables(createLateFeesRepository(db.pool));
}

/** The terms of reconnects, for those that supply control orders by itself as well. */
export function createReconnectTerms(
  db: Pick<Database, 'pool'>,
  clock: Clock,
): SupplyControlDependencies['reconnectTerms'] {
  const book = createRuleBook(createRulesRepository(db.pool), clock);
  return async () => {
    const { restore, timing } = await book.today();
    return { ...restore, reconnectDays: timing.reconnectDays };
  };
}

/** Whether the reason of a disconnect that was ordered still stands. */
export function createDisconnectCheck({
  db,
  clock,
  disputes,
}: Pick<DunningDependencies, 'db' | 'clock' | 'disputes'>): ReturnType<typeof createMayDisconnect> {
  const rules = createRuleBook(createRulesRepository(db.pool), clock).today;
  return createMayDisconnect({ db, clock, disputes, rules, cases: createCasesRepository(db.pool) });
}

export function createDunningModule(dependencies: DunningDependencies): DunningModule {
  const { db, clock, logger } = dependencies;
  const rulesRepository = createRulesRepository(db.pool);
  const book = createRuleBook(rulesRepository, clock);
  const fees = createLateFeesRepository(db.pool);
  const help = createHelpRepository(db.pool, db.inSqlTransaction);
  const ladder = { ...dependencies, cases: createCasesRepository(db.pool), rules: book.today };

  async function run(signal: AbortSignal): Promise<void> {
    // Whatever fails of fees and plans, the ladder goes on: at its end somebody waits for power.
    const before = [
      freezeLateFees(fees, clock),
      book.today().then(({ instalments }) => help.settlePlans(clock.now(), instalments.graceDays)),
    ];
    for (const result of await Promise.allSettled(before))
      if (result.status === 'rejected')
        logger.error({ err: result.reason }, 'fees or instalments not brought up to date');
    await runLadder(ladder, signal);
  }
  let running: Promise<void> = Promise.resolve();
  const nudge = () => {
    running = running
      .then(() => run(new AbortController().signal))
      .catch(error => logger.error({ err: error }, 'the ladder was not carried on'));
  };
  const shared = { ...ladder, board: createBoardRepository(db.pool), help, book, nudge };
  return {
    routes: [...dunningStaffRoutes({ ...shared, rulesRepository }), ...helpRoutes({ ...shared, fees })],
    jobs: [
      { name: 'dunning', lane: 'money', everySeconds: 10, run },
      // Ten minutes past midnight in Beijing, and every hour for what came late.
      {
        name: 'late-fees',
        lane: 'books',
        cron: '10 * * * *',
        run: signal => chargeLateFees(fees, clock, signal),
      },
    ],
    idle: () => running,
  };
}

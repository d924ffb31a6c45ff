import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Audit } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import type { CasesModule } from '../cases/index.ts';
import type { DocumentsModule } from '../documents/index.ts';
import { createActOnOrder } from './act-on-order.ts';
import { createBoardRepository } from './board.repository.ts';
import { crewRoutes } from './crew.routes.ts';
import { deskRoutes } from './desk.routes.ts';
import { keepDispatching } from './dispatch.ts';
import { createFaultsRepository } from './faults.repository.ts';
import { leaveFault } from './leave-fault.ts';
import { createOrdersRepository } from './orders.repository.ts';
import { isRunning } from './repair-order.ts';
import { rulesOn } from './repair-rules.ts';
import type { RepairsCore } from './repairs-core.ts';
import { type AnnouncedOutage, residentRepairRoutes } from './resident.routes.ts';
import { createRulesRepository } from './rules.repository.ts';
import { createShowOrder } from './show-order.ts';
import { takeReport } from './take-report.ts';
import { createTellReporters } from './tell-reporters.ts';
import { createTellingsRepository } from './tellings.repository.ts';

export interface RepairsDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  crashPoints: CrashPoints;
  logger: Logger;
  audit: Audit;
  cases: Pick<CasesModule, 'repairs' | 'ofPerson' | 'intake'>;
  documents: Pick<DocumentsModule, 'takeIn' | 'add' | 'view' | 'endSubject'>;
  sms: RepairsCore['sms'];
  outagesOf(accountId: number, from: Date, until: Date): Promise<AnnouncedOutage[]>;
  /** After notices were queued: deliver now. */
  nudge(): void;
}

export interface RepairsModule {
  routes: Route[];
  jobs: Job[];
  /** Resolves when no telling is under way, for an orderly stop. */
  idle(): Promise<void>;
}

export function createRepairsModule(dependencies: RepairsDependencies): RepairsModule {
  const { db, clock, cipher, logger, audit, cases, outagesOf } = dependencies;
  const { pool } = db;
  const rules = createRulesRepository(pool);
  const core: RepairsCore = {
    ...dependencies,
    inTransaction: db.inSqlTransaction,
    faults: createFaultsRepository(pool),
    orders: createOrdersRepository(pool),
    tellings: createTellingsRepository(pool),
    board: createBoardRepository(pool),
    cases: cases.repairs,
    rules: async client => rulesOn(await rules.all(client), businessDate(clock.now())),
  };
  const teller = createTellReporters(core, error =>
    logger.warn({ err: error }, 'telling of a fault interrupted; the job goes on with it'),
  );
  cases.repairs.listen({
    opened: (tx, said, heard) => takeReport(core, tx, { case: said, ...heard }),
    async reopened(tx, said, heard) {
      const order = await core.orders.ofCase(said.id, tx);
      // Answered at the desk while somebody else waited: their crew is its crew still.
      if (!order || !isRunning(order.status))
        await takeReport(core, tx, { case: said, ...heard, again: true });
    },
    left: (tx, said, heard) => leaveFault(core, tx, said, heard),
    async sentAgain(tx, said, heard) {
      const order = await core.orders.ofCase(said.id, tx);
      // What was mended meanwhile needs nobody, unless a person says so.
      if (order && (isRunning(order.status) || (heard.actor === 'system' && order.status !== 'cancelled')))
        return false;
      await takeReport(core, tx, { case: said, ...heard, resent: true });
      return true;
    },
    async isUnderWay(caseId) {
      const order = await core.orders.ofCase(caseId);
      return order !== undefined && isRunning(order.status);
    },
  });
  const show = createShowOrder(cipher);
  const shared = {
    core,
    pool,
    show,
    actOnOrder: createActOnOrder(core, teller),
    audit,
    rules,
    requireSeen: cases.intake.requireSeen,
  };
  return {
    routes: [
      ...residentRepairRoutes({ core, show, caseOfPerson: cases.ofPerson, outagesOf }),
      ...crewRoutes(shared),
      ...deskRoutes(shared),
    ],
    jobs: [
      { name: 'tell-reporters', everySeconds: 5, run: signal => teller.tellAll(signal) },
      {
        name: 'watch-repairs',
        everySeconds: 15,
        async run(signal) {
          await keepDispatching(core, signal);
          await core.board.watch(clock.now(), (await core.rules(pool))['warn-minutes']);
        },
      },
    ],
    idle: teller.idle,
  };
}

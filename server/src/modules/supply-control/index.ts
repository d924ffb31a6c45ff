import type { PoolClient } from 'pg';
import type { Route } from '../../http/define-route.ts';
import { createBatcher } from '../../infra/batcher.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Database } from '../../infra/database.ts';
import type { HttpClient } from '../../infra/http-client.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Audit } from '../../shared/audit.ts';
import { createBoardRepository } from './board.repository.ts';
import {
  createCommandsRepository,
  type Order,
  orderSupply,
  type ReconnectTerms,
  type TellSupply,
  withdrawSupply,
} from './commands.repository.ts';
import { createHeadEnd } from './head-end.ts';
import { handleResults, resultsPath, resultsRoutes } from './results.routes.ts';
import { sendCommands } from './send-commands.ts';
import type { SupplyControlSettings } from './settings.ts';
import { supplyStaffRoutes } from './staff.routes.ts';
import { type HomeOfPayment, type SupplyByPayment, supplyByPayment } from './supply-by-payment.ts';
import type { MayDisconnect, Supply } from './supply-command.ts';
import { createSwitchedRepository } from './switched.repository.ts';
import { createVisitsRepository } from './visits.repository.ts';

export interface SupplyControlDependencies {
  db: Database;
  clock: Clock;
  audit: Audit;
  http: HttpClient;
  logger: Logger;
  metrics: Metrics;
  crashPoints: CrashPoints;
  publicBaseUrl: string;
  /** Left out: every order goes to a fitter. */
  settings: SupplyControlSettings | undefined;
  /** Of the utility: after how many minutes a reconnect that remote control has not brought about gets a fitter, and by when it is due. */
  reconnectTerms(): Promise<ReconnectTerms & { fieldAfterMinutes: number }>;
  /** Asked before a disconnect is told, each time: whether its reason still stands, or cannot be known for the moment. */
  mayDisconnect(reason: string): Promise<MayDisconnect>;
  /** In the transaction that learns of power that went or came and that nobody else tells of. */
  tellSupply: TellSupply;
}

export interface SupplyControlModule {
  routes: Route[];
  jobs: Job[];
  /** Writes an order down in the caller's transaction: one reason is one command. */
  order(tx: PoolClient, order: Order): Promise<void>;
  /** Takes back what nobody has been told of yet, or the fitter's order for it. @returns whether it was */
  withdraw(tx: PoolClient, reason: string): Promise<boolean>;
  /** Whether power flows at an account; undefined: it was never switched. */
  stateOf(accountId: number): Promise<{ state: Supply; since: Date } | undefined>;
  /** After the commit of an order: tell it now. Never throws. */
  nudge(): void;
  idle(): Promise<void>;
}

/** For payments, which are wired before this module: one statement for all who ask at the same time. */
export function createSupplyOfPayments(
  db: Pick<Database, 'pool'>,
): (home: HomeOfPayment) => Promise<SupplyByPayment | null> {
  const switched = createSwitchedRepository(db.pool);
  const asking = createBatcher<HomeOfPayment, SupplyByPayment | null>({
    async run(homes) {
      const found = await switched.ofHolders(homes.map(({ holderPeriodId }) => holderPeriodId));
      return homes.map(home => supplyByPayment(found.get(home.holderPeriodId), home.paymentBegunAt));
    },
    maxSize: 64,
    concurrency: 2,
  });
  return asking.add;
}

export function createSupplyControlModule(dependencies: SupplyControlDependencies): SupplyControlModule {
  const { db, clock, audit, http, logger, publicBaseUrl, settings, reconnectTerms, tellSupply } =
    dependencies;
  const commands = createCommandsRepository(db.pool, db.inSqlTransaction, reconnectTerms, tellSupply);
  const board = createBoardRepository(db.pool);
  const visits = createVisitsRepository(db.inSqlTransaction, reconnectTerms, tellSupply);
  const headEnd =
    settings && createHeadEnd(settings, { http, clock, callbackUrl: publicBaseUrl + resultsPath });
  const sending = { ...dependencies, commands, headEnd };
  let running: Promise<void> = Promise.resolve();
  const send = () => sendCommands(sending, new AbortController().signal);
  const nudge = () => {
    running = running.then(send).catch(error => logger.error({ err: error }, 'supply commands not sent'));
  };
  return {
    routes: [
      ...resultsRoutes({ commands, settings, clock, logger }),
      ...supplyStaffRoutes({ board, visits, clock, audit, nudge }),
    ],
    jobs: [
      {
        name: 'supply-commands',
        lane: 'money',
        everySeconds: 5,
        async run(signal) {
          await handleResults({ commands, clock, logger });
          await sendCommands(sending, signal);
        },
      },
      {
        name: 'reconnect-watch',
        lane: 'money',
        everySeconds: 60,
        async run() {
          const now = clock.now();
          const { fieldAfterMinutes } = await reconnectTerms();
          const fitters = await commands.sendFitters(now, fieldAfterMinutes);
          const { late } = await board.lateness(now, now);
          // A promise to a household is broken: somebody must hear of it.
          if (late > 0) logger.error({ late }, 'reconnects are past their term');
          if (fitters > 0) logger.warn({ fitters }, 'reconnects handed to fitters');
        },
      },
    ],
    order: async (tx, order) => void (await orderSupply(tx, order, clock.now())),
    withdraw: (tx, reason) => withdrawSupply(tx, reason, clock.now()),
    stateOf: commands.stateOf,
    nudge,
    idle: () => running,
  };
}

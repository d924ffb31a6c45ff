import { Readable } from 'node:stream';
import type { PoolClient } from 'pg';
import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Audit } from '../../shared/audit.ts';
import type { Outbox } from '../messages/index.ts';
import type { BatchDebit, Reception, StatementSource } from '../payments/index.ts';
import { bankStatement } from './bank-statements.ts';
import { createBanksRepository } from './banks.repository.ts';
import { createBatchesRepository } from './batches.repository.ts';
import { batchRoutes } from './batches.routes.ts';
import { createBookResults, type PayLinkWish } from './book-results.ts';
import { fetchResultsJob, sendDebitFile } from './exchange-files.ts';
import { createBanks } from './manage-banks.ts';
import { createMandates } from './manage-mandates.ts';
import { createMandatesRepository } from './mandates.repository.ts';
import { mandateRoutes } from './mandates.routes.ts';
import { createResultsRepository } from './results.repository.ts';
import { createRunBatch, openContent } from './run-batch.ts';
import { createTakeFile } from './take-file.ts';

export interface DebitsDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  crashPoints: CrashPoints;
  logger: Logger;
  metrics: Metrics;
  audit: Audit;
  outbox: Outbox;
  /** Deliver now what was queued for people. */
  nudgeMessages(): void;
  reception: Reception;
  /** The channel's file formats. */
  format: BatchDebit;
  payLink(tx: PoolClient, wish: PayLinkWish): Promise<string>;
}

export interface DebitsModule {
  routes: Route[];
  jobs: Job[];
  statementSources(): Promise<StatementSource[]>;
}

export function createDebitsModule(dependencies: DebitsDependencies): DebitsModule {
  const { db, cipher, audit, outbox } = dependencies;
  const banks = createBanks({ banks: createBanksRepository(db.pool), cipher });
  const batches = createBatchesRepository(db);
  const results = createResultsRepository(db.pool, db.inSqlTransaction);
  const mandates = createMandates({ ...dependencies, banks, mandates: createMandatesRepository(db) });
  const run = createRunBatch({ ...dependencies, banks, batches, nudge: outbox.nudge });
  const bookResults = createBookResults({ ...dependencies, results, inTransaction: db.inSqlTransaction });
  const takeFile = createTakeFile({ ...dependencies, banks, batches, results, bookResults });
  const exchange = { ...dependencies, banks, batches, takeFile };
  outbox.handle('debit-file', sendDebitFile(exchange));
  /** A bank's day file as it came; undefined until it has arrived. */
  async function dayFile(bankCode: string, name: string): Promise<Readable | undefined> {
    const arrival = await results.dayFile(bankCode, name);
    return arrival === undefined ? undefined : Readable.from(openedPieces(arrival));
  }
  async function* openedPieces(arrival: number): AsyncGenerator<Buffer> {
    for (let place = 0; ; place += 1) {
      const sealed = await results.piece(arrival, place);
      if (!sealed) return;
      yield openContent(sealed, cipher);
    }
  }
  return {
    routes: [
      ...mandateRoutes(mandates, { audit, clock: dependencies.clock }),
      ...batchRoutes({ banks, run, takeFile, results, audit, clock: dependencies.clock }),
    ],
    jobs: [mandates.job, ...run.jobs, bookResults.job, fetchResultsJob(exchange)],
    statementSources: async () =>
      (await banks.opened()).map(bank => bankStatement(bank, dependencies.format, dayFile)),
  };
}

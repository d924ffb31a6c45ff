import type { Route } from '../../http/define-route.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { FileKey, StatementSource } from '../payments/index.ts';
import { createInbound, type InboundDependencies } from './handle-inbound.ts';
import { operatorStatement } from './operator-statement.ts';
import type { SmsDayFileSettings } from './settings.ts';
import { createSmsCommandsRepository } from './sms-commands.repository.ts';
import { type SmsRoutesDependencies, smsRoutes } from './sms-commands.routes.ts';

export interface SmsCommandsDependencies
  extends Omit<InboundDependencies, 'repository' | 'inTransaction'>,
    Pick<SmsRoutesDependencies, 'callbackAddresses'> {
  db: Database;
  /** Of the operator's day files, the newest first; none: no such files come. */
  fileKeys: readonly FileKey[];
  /** Ours at the operator, where messages go out by it: its day files name it. */
  appId?: string;
  /** Where they are fetched; undefined: finance brings them. */
  sftp?: SmsDayFileSettings;
  /** The secret at the end of the callback's address; derived from the field key when none is given. */
  callbackToken?: string;
}

export interface SmsCommandsModule {
  routes: Route[];
  jobs: Job[];
  statementSources(): Promise<StatementSource[]>;
  idle(): Promise<void>;
}

export function createSmsCommandsModule(dependencies: SmsCommandsDependencies): SmsCommandsModule {
  const { db, cipher } = dependencies;
  const repository = createSmsCommandsRepository(db.pool);
  const inbound = createInbound({ ...dependencies, repository, inTransaction: db.inSqlTransaction });
  const callbackToken = dependencies.callbackToken ?? cipher.hash('sms-callback', 'token').toString('hex');
  return {
    routes: smsRoutes({ ...dependencies, repository, inbound, callbackToken }),
    jobs: [inbound.job, inbound.forgetting],
    statementSources: async () => (dependencies.fileKeys.length > 0 ? [operatorStatement(dependencies)] : []),
    idle: inbound.idle,
  };
}

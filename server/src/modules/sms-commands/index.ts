import type { Route } from '../../http/define-route.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import { addDays, type BusinessDate, startOfDay } from '../../shared/dates.ts';
import { createInbound, type InboundDependencies } from './handle-inbound.ts';
import { createSmsCommandsRepository } from './sms-commands.repository.ts';
import { type SmsRoutesDependencies, smsRoutes } from './sms-commands.routes.ts';

export interface SmsCommandsDependencies
  extends Omit<InboundDependencies, 'repository' | 'inTransaction'>,
    Pick<SmsRoutesDependencies, 'callbackAddresses' | 'fileKeys' | 'audit'> {
  db: Database;
  /** The secret at the end of the callback's address; derived from the field key when none is given. */
  callbackToken?: string;
}

export interface InboundDigest {
  /** Keyed hash, as `cipher.hash('phone', …)`. */
  phoneHash: Buffer;
  digest: string;
  sentAt: Date;
}

export interface SmsCommandsModule {
  routes: Route[];
  jobs: Job[];
  /** What came in on a day, to be found in the operator's file. */
  digests(on: BusinessDate): Promise<InboundDigest[]>;
  idle(): Promise<void>;
}

export function createSmsCommandsModule(dependencies: SmsCommandsDependencies): SmsCommandsModule {
  const { db, cipher } = dependencies;
  const repository = createSmsCommandsRepository(db.pool);
  const inbound = createInbound({ ...dependencies, repository, inTransaction: db.inSqlTransaction });
  const callbackToken = dependencies.callbackToken ?? cipher.hash('sms-callback', 'token').toString('hex');
  return {
    routes: smsRoutes({ ...dependencies, repository, inbound, callbackToken }),
    jobs: [inbound.job],
    digests: on => repository.digests(startOfDay(on), startOfDay(addDays(on, 1))),
    idle: inbound.idle,
  };
}

import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database, Transaction } from '../../infra/database.ts';
import type { HttpClient } from '../../infra/http-client.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { createRelay } from './deliver-outbox.ts';
import { createMessagesRepository } from './messages.repository.ts';
import { createOutboxRepository } from './outbox.repository.ts';
import type { Outbox } from './outbox.ts';
import { type Asked, createProofOf, type ProofOfDelivery } from './proof.repository.ts';
import { queueSms, queueSmsSql, type SmsMessage, smsKind } from './queue-sms.ts';
import { sendSms } from './send-sms.ts';
import { createSmsProvider, type SmsProvider, type SmsSettings } from './sms/sms-provider.ts';
import { createTencentSms, type TencentSmsSettings } from './sms/tencent-sms.ts';
import { tellPayer } from './tell-payer.ts';

export { type EventName, events, isEvent } from './events/catalogue.ts';
export { addToOutbox } from './outbox.repository.ts';
export { type Deliver, type Outbox, type Outgoing, Undeliverable } from './outbox.ts';
export type { ProofOfDelivery } from './proof.repository.ts';
export { type NewNotice, queueNotice } from './queue-notice.repository.ts';
export type { SmsMessage } from './queue-sms.ts';
export type { SmsSettings } from './sms/sms-provider.ts';
export type { TencentSmsSettings } from './sms/tencent-sms.ts';

export interface MessagesDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  http: HttpClient;
  logger: Logger;
  metrics: Metrics;
  sms: SmsSettings;
  /** Where people write to, so that they are answered from there; and all messages, when there is no other provider. */
  tencentSms?: TencentSmsSettings;
}

/** Queues text messages in the caller's transaction. */
export interface SmsQueue {
  queue(tx: Transaction, message: SmsMessage & { dedupeKey: string; notAfter?: Date }): Promise<void>;
  /** The same in a transaction of the pool. */
  queueSql(tx: PoolClient, message: SmsMessage & { dedupeKey: string; notAfter?: Date }): Promise<void>;
  /** After the commit: send now, do not wait for the job. */
  nudge(): void;
}

export interface MessagesModule {
  routes: [];
  jobs: Job[];
  outbox: Outbox;
  sms: SmsQueue;
  /** After a commit that queued notices: deliver now, do not wait for the job. Never throws. */
  nudge(): void;
  /** What shows that people were told: every way their notices went. */
  proofOf(asked: Asked): Promise<ProofOfDelivery[]>;
  /** Resolves when no delivery is under way, for an orderly stop. */
  idle(): Promise<void>;
}

export function createMessagesModule(dependencies: MessagesDependencies): MessagesModule {
  const { db, clock, cipher, logger, metrics } = dependencies;
  const relay = createRelay({ repository: createOutboxRepository(db), logger, metrics });
  const provider = providerOf(dependencies);
  relay.handle(smsKind, sendSms({ provider, cipher, clock }));
  const repository = createMessagesRepository(db);
  for (const news of ['payment-credited', 'refund-succeeded'] as const)
    relay.handle(news, tellPayer(news, { db, repository, cipher }));
  return {
    routes: [],
    jobs: [{ name: 'deliver-outbox', everySeconds: 1, run: signal => relay.deliverDue(signal) }],
    outbox: { handle: relay.handle, nudge: relay.nudge },
    sms: {
      queue: (tx, message) => queueSms(tx, cipher, message),
      queueSql: (tx, message) => queueSmsSql(tx, cipher, message),
      nudge: relay.nudge,
    },
    nudge: relay.nudge,
    proofOf: createProofOf(db.pool),
    idle: relay.idle,
  };
}

const isAnswer = (template: string) => template.startsWith('sms-');

function providerOf({ sms, tencentSms, http }: MessagesDependencies): SmsProvider {
  const plain = createSmsProvider(sms, http);
  if (!tencentSms) return plain;
  const tencent = createTencentSms(tencentSms, http);
  return { send: message => (isAnswer(message.template) || !sms.accessKey ? tencent : plain).send(message) };
}

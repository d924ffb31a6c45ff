import type { PoolClient } from 'pg';
import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database, Transaction } from '../../infra/database.ts';
import type { HttpClient } from '../../infra/http-client.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Audit } from '../../shared/audit.ts';
import type { AlipayMessage } from './channels/alipay.ts';
import { createMessageChannels, pushKeys } from './channels/registry.ts';
import { mailNumber } from './channels/returned-mail.ts';
import type { WeixinApp } from './channels/weixin-token.ts';
import { createRelay } from './deliver-outbox.ts';
import { createDelivery } from './delivery/create-delivery.ts';
import { quietHoursOf } from './delivery/quiet-hours.ts';
import { createMessagesRepository } from './messages.repository.ts';
import { createOfficialAccount, type OfficialAccount } from './official-account.ts';
import { createOutboxRepository } from './outbox.repository.ts';
import type { Outbox } from './outbox.ts';
import { type Asked, createProofOf, type ProofOfDelivery } from './proof.repository.ts';
import { queueSms, queueSmsSql, type SmsMessage, smsKind } from './queue-sms.ts';
import { receiptsRoutes } from './receipts/receipts.routes.ts';
import { createHouseholdWishes } from './resident/household-wishes.repository.ts';
import { householdWishesRoutes } from './resident/household-wishes.routes.ts';
import { createMyMessages } from './resident/my-messages.ts';
import { createResidentRepository } from './resident/resident.repository.ts';
import { residentRoutes } from './resident/resident.routes.ts';
import { sendSms } from './send-sms.ts';
import { type MessagesSettings, messagesSettings } from './settings.ts';
import { createSmsProvider, type SmsProvider, type SmsSettings } from './sms/sms-provider.ts';
import { createTencentSms, type TencentSmsSettings } from './sms/tencent-sms.ts';
import { createTemplateEditor } from './staff/edit-templates.ts';
import { createMessageLog } from './staff/message-log.repository.ts';
import { staffMessagesRoutes } from './staff/staff-messages.routes.ts';
import { templatesRoutes } from './staff/templates.routes.ts';
import { tellPayer } from './tell-payer.ts';
import { createTemplatesRepository } from './templates.repository.ts';
import { watchDepth } from './watch-depth.ts';

export type { Said } from './channels/weixin-said.ts';
export { sealValue } from './delivery/sealed-values.ts';
export { type EventName, events, isEvent } from './events/catalogue.ts';
export type { OfficialAccount } from './official-account.ts';
export { addToOutbox, addToOutboxSql, withoutWords } from './outbox.repository.ts';
export { type Deliver, isLastTry, type Outbox, type Outgoing, Undeliverable } from './outbox.ts';
export type { ProofOfDelivery } from './proof.repository.ts';
export { type NewNotice, queueNotice } from './queue-notice.repository.ts';
export type { SmsMessage } from './queue-sms.ts';
export type { SmsSettings } from './sms/sms-provider.ts';
export type { TencentSmsSettings } from './sms/tencent-sms.ts';
export { stopNotices } from './stop-notices.repository.ts';

/** Dated rules of the utility that messages keep. */
export interface MessageRules {
  /** "22:00-07:00" */
  quietHours: string;
  messagesPerDay: number;
  messageTriesPerWay: number;
  messageTries: number;
}

export interface MessagesDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  http: HttpClient;
  logger: Logger;
  metrics: Metrics;
  audit: Audit;
  crashPoints?: CrashPoints;
  sms: SmsSettings;
  /** Where people write to, so that they are answered from there; and all messages, when there is no other provider. */
  tencentSms?: TencentSmsSettings;
  /** Left out: text messages and the list in the hall only. */
  ways?: {
    settings: MessagesSettings;
    publicBaseUrl: string;
    weixinApiUrl: string;
    mini?: WeixinApp;
    oa?: WeixinApp;
    alipay?: { appId: string; send(message: AlipayMessage): Promise<void> };
    tencentToken?: string;
  };
  rules(): Promise<MessageRules>;
  /** Of these notices those that say on that day what is no longer so: asked when they are about to leave. */
  outdated(noticeIds: readonly number[], today: string): Promise<ReadonlySet<number>>;
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
  routes: Route[];
  jobs: Job[];
  outbox: Outbox;
  /** Where followers write to us; without its settings there is none. */
  account: OfficialAccount | undefined;
  sms: SmsQueue;
  /** After a commit that queued notices: deliver now, do not wait for the job. Never throws. */
  nudge(): void;
  /** What shows that people were told: every way their notices went. */
  proofOf(asked: Asked): Promise<ProofOfDelivery[]>;
  /** A mail server says that mails came to nobody: those of ours among them go on another way. */
  mailReturned(raw: Buffer): Promise<void>;
  /** Resolves when no delivery is under way, for an orderly stop. */
  idle(): Promise<void>;
}

export function createMessagesModule(dependencies: MessagesDependencies): MessagesModule {
  const { db, clock, cipher, audit, logger, metrics, ways } = dependencies;
  const outboxes = createOutboxRepository(db);
  const relay = createRelay({ repository: outboxes, logger, metrics });
  const log = createMessageLog(db.pool);
  watchDepth({ metrics, log, outboxes, clock });
  const provider = providerOf(dependencies);
  const channels = channelsOf(dependencies, provider);
  const account = accountOf(dependencies);
  const templates = createTemplatesRepository(db.pool);
  const rules = async () => {
    const { quietHours, messagesPerDay, messageTriesPerWay, messageTries } = await dependencies.rules();
    return {
      quiet: quietHoursOf(quietHours),
      perDay: messagesPerDay,
      triesPerWay: messageTriesPerWay,
      tries: messageTries,
    };
  };
  const delivery = createDelivery({
    ...dependencies,
    channels,
    templates,
    apps: { mini: ways?.mini?.appId ?? '', oa: ways?.oa?.appId ?? '', alipay: ways?.alipay?.appId ?? '' },
    rules,
  });
  relay.handle(
    smsKind,
    sendSms({ provider, cipher, clock, costMilliFen: channels.get('sms')?.costMilliFen ?? 0 }),
  );
  const repository = createMessagesRepository(db);
  for (const news of ['payment-credited', 'refund-succeeded', 'payout-returned'] as const)
    relay.handle(news, tellPayer(news, { db, repository, nudge: delivery.nudge }));
  return {
    routes: [
      ...receiptsRoutes({
        channels,
        reports: delivery.reports,
        tencentToken: ways?.tencentToken,
        weixinPushToken: ways?.settings.WECHAT_MESSAGE_TOKEN,
        ...(account ? { hear: account.hear } : {}),
      }),
      ...residentRoutes(
        createMyMessages({
          repository: createResidentRepository(db.pool),
          reach: delivery.reach,
          editions: delivery.editions,
          quiet: async () => (await rules()).quiet,
          channels: new Set(channels.keys()),
          consentTemplates: {
            'wechat-subscribe': new Map(ways?.settings.WECHAT_SUBSCRIBE_TEMPLATES ?? []),
            alipay: new Map(ways?.settings.ALIPAY_TEMPLATES ?? []),
          },
          cipher,
          clock,
        }),
      ),
      ...householdWishesRoutes(createHouseholdWishes(db.pool, clock)),
      ...staffMessagesRoutes({
        log,
        channels,
        editions: delivery.editions,
        cipher,
        audit,
        clock,
        nudge: delivery.nudge,
      }),
      ...templatesRoutes(
        createTemplateEditor({
          templates,
          editions: delivery.editions,
          forgetEditions: delivery.forgetEditions,
          clock,
        }),
      ),
    ],
    jobs: [
      {
        name: 'deliver-outbox',
        everySeconds: 1,
        async run(signal) {
          await relay.deliverDue(signal);
          await delivery.deliverUrgent(signal);
        },
      },
      { name: 'deliver-notices', everySeconds: 2, run: delivery.deliverOrdinary },
      { name: 'forget-reports', everySeconds: 3600, run: delivery.reports.forgetBodies },
    ],
    outbox: { handle: relay.handle, nudge: relay.nudge },
    account,
    sms: {
      queue: (tx, message) => queueSms(tx, cipher, message),
      queueSql: (tx, message) => queueSmsSql(tx, cipher, message),
      nudge: relay.nudge,
    },
    nudge: delivery.nudge,
    proofOf: createProofOf(db.pool),
    mailReturned: delivery.reports.mailReturned,
    async idle() {
      await relay.idle();
      await delivery.idle();
    },
  };
}

function accountOf({ http, ways }: MessagesDependencies) {
  const push = ways?.oa && pushKeys(ways.settings, ways.oa);
  if (!ways?.oa || !push) return undefined;
  return createOfficialAccount({ baseUrl: ways.weixinApiUrl, app: ways.oa, push }, http);
}

const isAnswer = (template: string) => template.startsWith('sms-');

function providerOf({ sms, tencentSms, http }: MessagesDependencies): SmsProvider {
  const plain = createSmsProvider(sms, http);
  if (!tencentSms) return plain;
  const tencent = createTencentSms(tencentSms, http);
  return { send: message => (isAnswer(message.template) || !sms.accessKey ? tencent : plain).send(message) };
}

function channelsOf({ sms, tencentSms, http, ways, cipher }: MessagesDependencies, provider: SmsProvider) {
  const byTencent = !sms.accessKey && tencentSms !== undefined;
  return createMessageChannels({
    http,
    settings: ways?.settings ?? messagesSettings.parse({}),
    publicBaseUrl: ways?.publicBaseUrl ?? '',
    weixinApiUrl: ways?.weixinApiUrl,
    mini: ways?.mini,
    oa: ways?.oa,
    sendByAlipay: ways?.alipay?.send,
    mailNumberOf: requestId => mailNumber(requestId, cipher),
    // Without any provider the address refuses connections, and the tries go on as for sign-in codes.
    sms: {
      provider,
      // Tencent knows no idempotent request: a lost reply may have been a message.
      repeatable: !byTencent,
      ...(byTencent ? {} : { reports: { accessKey: sms.accessKey, secret: sms.secret } }),
    },
  });
}

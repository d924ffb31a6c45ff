/** Inbound agency: banks, post offices, agents and WeChat's bill platform collect for us, in three wire forms over one core. */
import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { StartError } from '../../shared/start-error.ts';
import type {
  agencyJson,
  agencyWire,
  KeepUnreadable,
  QuoteAccount,
  StatementSource,
} from '../payments/index.ts';
import { createAnswerMessage } from './answer-message.ts';
import { createBadCountsRepository } from './bad-counts.repository.ts';
import { createBadMessages } from './bad-messages.ts';
import { createDayFilesRepository } from './day-files.repository.ts';
import { createDayFiles } from './day-files.ts';
import { makeDemoCertificate } from './demo-certificate.ts';
import { createHallKeys } from './hall-keys.ts';
import { agencyJobs } from './jobs.ts';
import { jsonRoutes } from './json.routes.ts';
import { createPartnerManagement } from './manage-partners.ts';
import { createMessagesRepository } from './messages.repository.ts';
import { createPartnerBookRepository } from './partner-book.repository.ts';
import { createPartnerBook } from './partner-book.ts';
import { partnerStatements } from './partner-statements.ts';
import { createPartnersRepository } from './partners.repository.ts';
import { createRateLimit } from './rate-limit.ts';
import { createRefundFiles } from './refund-files.ts';
import type { AgencySettings } from './settings.ts';
import { partnerRoutes } from './staff.routes.ts';
import { startTcpListener, type TcpListener, type TcpPatience } from './tcp-listener.ts';
import { createUnreadableMessages } from './unreadable-messages.ts';
import { createUseNonce } from './use-nonce.ts';
import { wechatBillRoutes } from './wechat-bill.routes.ts';

export { seedPartners } from './demo-partners.ts';

export interface AgencyDependencies {
  db: Database;
  cipher: FieldCipher;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  crashPoints: CrashPoints;
  quote: QuoteAccount;
  keepUnreadable: KeepUnreadable;
  /** Of the enabled channels. */
  forms: ReadonlySet<agencyWire.AgencyForm>;
  /** `demo`: keys and a certificate of our own will do. */
  settings: AgencySettings & { host: string; demo: boolean };
  /** Tests shorten it. */
  patience?: TcpPatience;
}

export interface AgencyModule {
  routes: Route[];
  jobs: Job[];
  /** Where reconciliation finds the partners' own day files. */
  statementSources(): Promise<StatementSource[]>;
  /** Starts listening for banks, where a port is set. @throws StartError */
  listen(): Promise<void>;
  /** The port banks connect to, once it listens. */
  tcpPort(): number | undefined;
  stop(): Promise<void>;
}

const flushMs = 10_000;

export function createAgencyModule(dependencies: AgencyDependencies): AgencyModule {
  const { db, cipher, clock, logger, metrics, forms, settings, quote } = dependencies;
  const messages = createMessagesRepository(db.pool);
  const filesRepository = createDayFilesRepository(db.pool);
  const book = createPartnerBook({ repository: createPartnerBookRepository(db.pool), cipher, clock });
  const bad = createBadMessages({
    repository: createBadCountsRepository(db.pool),
    book,
    clock,
    metrics,
    logger,
  });
  const files = createDayFiles(filesRepository, clock);
  const inquiries = createRateLimit(clock);
  const answer = createAnswerMessage({ ...dependencies, messages, inquiries });
  const useNonce = createUseNonce({ messages, clock });
  const given = {
    json: signer(settings.AGENCY_SIGNING_KEY, settings.AGENCY_SIGNING_KEY_ID),
    wechatBill: signer(settings.WECHAT_BILL_SIGNING_KEY, settings.WECHAT_BILL_SIGNING_KEY_ID),
  };
  const keys = createHallKeys(given, forms, settings.demo);
  const unreadable = createUnreadableMessages(dependencies);
  const door = { book, bad, unreadable, answer, files, useNonce, keys, clock, logger };
  const refundFiles = createRefundFiles({ messages, files: filesRepository, clock, logger });
  const partners = createPartnersRepository(db);
  const manage = createPartnerManagement({ partners, book, files, cipher, clock });
  let listener: TcpListener | undefined;
  const flushing = setInterval(() => void bad.flush(), flushMs).unref();
  return {
    routes: [
      ...partnerRoutes(manage),
      ...(forms.has('agency-json') ? jsonRoutes(door) : []),
      ...(forms.has('wechat-bill')
        ? wechatBillRoutes({ ...door, quote, messages, inquiries, refundFiles })
        : []),
    ],
    jobs: agencyJobs({ messages, files: filesRepository, refundFiles, clock, logger }),
    statementSources: () => partnerStatements(book, partners, filesRepository, clock.now()),
    async listen() {
      const { AGENCY_TCP_PORT: port, AGENCY_TLS_CERT: cert, AGENCY_TLS_KEY: key, host } = settings;
      if (port === undefined || !forms.has('agency-tcp')) return;
      if (!settings.demo && !(cert && key))
        throw new StartError("AGENCY_TLS_CERT: missing; the demo's certificate is refused in production");
      const identity = cert && key ? { certificate: cert, key } : makeDemoCertificate(clock.now());
      listener = await startTcpListener({ host, port, ...identity }, door, dependencies.patience);
    },
    tcpPort: () => listener?.port,
    async stop() {
      clearInterval(flushing);
      await listener?.close();
      await bad.flush();
    },
  };
}

function signer(key: AgencySettings['AGENCY_SIGNING_KEY'], id: string): agencyJson.SigningKey | undefined {
  return key && { id, key };
}

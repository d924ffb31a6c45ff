/** Composition root: the only file that wires everything. Nothing here connects or listens until asked to. */
import { composeDebitsCardsSms } from './compose-debits-cards-sms.ts';
import type { Settings } from './config/env.ts';
import { createHttpApp } from './http/create-http-app.ts';
import type { Route } from './http/define-route.ts';
import { type HttpServer, startHttpServer } from './http/http-server.ts';
import { serveClients } from './http/serve-clients.ts';
import { type Clock, systemClock } from './infra/clock.ts';
import { type CrashPoints, crashAt, noCrashPoints } from './infra/crash-point.ts';
import { createFieldCipher } from './infra/crypto.ts';
import { openDatabase } from './infra/database.ts';
import { createHttpClient } from './infra/http-client.ts';
import { createIdempotencyStore } from './infra/idempotency.repository.ts';
import { type Job, type JobRunner, startJobs } from './infra/jobs.ts';
import { createLogger } from './infra/logging.ts';
import { createMetrics } from './infra/metrics.ts';
import { projectRoot } from './infra/project-root.ts';
import { createSignInProviders } from './infra/sign-in/sign-in-providers.ts';
import { createAccountsModule } from './modules/accounts/index.ts';
import { createAgencyModule } from './modules/agency/index.ts';
import { createAlertsModule } from './modules/alerts/index.ts';
import { createAutopayModule } from './modules/autopay/index.ts';
import { createBillingModule } from './modules/billing/index.ts';
import { createCalendarModule } from './modules/calendar/index.ts';
import { createClaimsModule } from './modules/claims/index.ts';
import { createDeskModule } from './modules/desk/index.ts';
import { createDunningModule, createFieldTerm, createLateFeePayables } from './modules/dunning/index.ts';
import { createForecastModule } from './modules/forecast/index.ts';
import { createInvoicesModule } from './modules/invoices/index.ts';
import { createLedgerModule } from './modules/ledger/index.ts';
import { createMessagesModule } from './modules/messages/index.ts';
import { createOutagesModule } from './modules/outages/index.ts';
import { type Channels, createChannels } from './modules/payments/channels/registry.ts';
import { keepUp } from './modules/payments/gateways/upkeep.ts';
import {
  acquirerStatementSource,
  createAcquirer,
  createPaymentsModule,
  type PaymentsSettings,
} from './modules/payments/index.ts';
import { createReconciliationModule, type ReconciliationModule } from './modules/reconciliation/index.ts';
import { createSettingsModule, type UtilityRules } from './modules/settings/index.ts';
import { createStaffModule } from './modules/staff/index.ts';
import { createSupplyControlModule, createSupplyOfPayments } from './modules/supply-control/index.ts';
import { createTariffsModule } from './modules/tariffs/index.ts';
import { checkDatabase } from './operations/check-database.ts';
import { operationsRoutes } from './operations/operations.routes.ts';

export interface HallOptions {
  clock?: Clock;
  crashPoints?: CrashPoints;
  /** Serve the built clients at `/` and `/admin/`. */
  serveClients?: boolean;
}

export interface Hall {
  routes: Route[];
  reconciliation: ReconciliationModule;
  /** Where banks connect by TCP, once it listens. */
  bankPort(): number | undefined;
  /** Starts HTTP (and the jobs, if the settings put them here). Returns the address. */
  listen(): Promise<string>;
  startJobs(): Promise<void>;
  /** One run of one job, now. */
  runJob(name: string): Promise<void>;
  /** Resolves when what requests have set going beside their answers is done. */
  idle(): Promise<void>;
  /** Throws a StartError when this database must not be used with these settings. */
  checkDatabase(): Promise<void>;
  close(): Promise<void>;
}

export async function createHall(settings: Settings, options: HallOptions = {}): Promise<Hall> {
  const infra = createInfra(settings, options);
  const modules = createModules(settings, infra);
  const routes = [
    ...modules.routes,
    ...operationsRoutes({
      mode: settings.HALL_MODE,
      db: infra.db,
      metrics: infra.metrics,
      apiRoutes: modules.routes,
    }),
  ];
  const http = createHttpApp(
    routes,
    {
      gatekeeper: modules.gatekeeper,
      idempotency: createIdempotencyStore(infra.db, infra.cipher),
      logger: infra.logger,
      metrics: infra.metrics,
      trustedProxies: settings.TRUSTED_PROXIES,
    },
    options.serveClients ? serveClients(projectRoot, { sandboxUrl: settings.SANDBOX_URL }) : [],
  );
  let server: HttpServer | undefined;
  let jobs: JobRunner | undefined;

  async function startBackgroundJobs(): Promise<void> {
    jobs ??= await startJobs(modules.jobs, {
      pool: infra.db.pool,
      logger: infra.logger,
      metrics: infra.metrics,
    });
  }

  return {
    routes,
    reconciliation: modules.reconciliation,
    bankPort: modules.agency.tcpPort,
    async listen() {
      server = await startHttpServer(http.callback(), { host: settings.HOST, port: settings.PORT });
      modules.start();
      await modules.agency.listen();
      if (settings.JOBS_IN_SERVER) await startBackgroundJobs();
      return server.url;
    },
    startJobs: startBackgroundJobs,
    async runJob(name) {
      const job = modules.jobs.find(each => each.name === name);
      if (!job)
        throw new Error(`no job ${name}; there are ${modules.jobs.map(each => each.name).join(', ')}`);
      await job.run(new AbortController().signal);
    },
    idle: modules.idle,
    checkDatabase: () => checkDatabase(infra.db, settings),
    async close() {
      await server?.close();
      await jobs?.stop();
      await modules.stop();
      infra.http.close();
      await infra.db.close();
    },
  };
}

function createInfra(settings: Settings, options: HallOptions) {
  const logger = createLogger(settings.LOG_LEVEL);
  const crash = settings.HALL_CRASH_POINT?.split(':');
  return {
    logger,
    metrics: createMetrics(),
    clock: options.clock ?? systemClock,
    crashPoints: options.crashPoints ?? (crash ? crashAt(crash[0]!, Number(crash[1])) : noCrashPoints),
    cipher: createFieldCipher(settings.FIELD_KEY),
    http: createHttpClient(),
    db: openDatabase({
      url: settings.DATABASE_URL,
      poolSize: settings.DATABASE_POOL_SIZE,
      onIdleError: error => logger.warn({ err: error }, 'idle database connection lost'),
    }),
  };
}

type Infra = ReturnType<typeof createInfra>;

function createModules(settings: Settings, infra: Infra) {
  const { db, clock, cipher, http, logger, metrics } = infra;
  const demo = settings.HALL_MODE === 'demo';
  const channels = createChannels(
    settings.ENABLED_CHANNELS,
    { wechatPay: settings.wechatPay, alipay: settings.alipay, unionpay: settings.unionpay },
    { http, clock },
  );
  const staff = createStaffModule({
    db,
    clock,
    cipher,
    secureCookies: settings.PUBLIC_BASE_URL.startsWith('https:'),
    demo,
  });
  const utility = createSettingsModule({ db, clock, defaults: ruleDefaults(settings) });
  const messages = createMessagesModule({
    db,
    clock,
    cipher,
    http,
    logger,
    metrics,
    audit: staff.audit,
    crashPoints: infra.crashPoints,
    sms: smsSettings(settings),
    tencentSms: tencentSmsSettings(settings),
    ways: waysOfMessages(settings, channels.alipay),
    rules: utility.rules,
  });
  const accounts = createAccountsModule({
    db,
    clock,
    cipher,
    sms: messages.sms,
    audit: staff.audit,
    providers: createSignInProviders(
      settings.signIn,
      http,
      channels.alipay && settings.alipay
        ? { appId: settings.alipay.appId, exchangeAuthCode: channels.alipay.exchangeAuthCode }
        : undefined,
    ),
    publicBaseUrl: settings.PUBLIC_BASE_URL,
    prepaymentLimits: async () => {
      const { prepaymentMinFen, prepaymentMaxFen } = await utility.rules();
      return { minFen: prepaymentMinFen, maxFen: prepaymentMaxFen };
    },
    settings: {
      maxHouseholds: settings.MAX_HOUSEHOLDS,
      hotline: settings.HOTLINE,
      demo,
      wechatAppId: settings.signIn.wechatMini?.appId ?? null,
      oaAppId: settings.signIn.wechatOa?.appId ?? null,
      alipayAppId: settings.alipay?.appId ?? null,
      unionPayChannels: channels.all
        .filter(({ prepay }) => prepay?.offers.some(({ method }) => method === 'unionpay'))
        .map(({ code }) => code),
      ...(demo ? { demoSignIns, sandboxUrl: settings.SANDBOX_URL } : {}),
    },
  });
  const tariffs = createTariffsModule({ db, clock });
  const billing = createBillingModule({ db, clock, cipher, audit: staff.audit, book: tariffs.book });
  const forecast = createForecastModule({ ...infra, book: tariffs.book });
  const alerts = createAlertsModule({
    ...infra,
    nudge: messages.nudge,
    rangeSize: settings.ALERT_SWEEP_ACCOUNTS,
  });
  const ledger = createLedgerModule({ db, audit: staff.audit, clock });
  const payments = createPaymentsModule({
    ...infra,
    audit: staff.audit,
    channels,
    payableSources: [billing.payables, createLateFeePayables(db)],
    supplySource: createSupplyOfPayments(db),
    settings: paymentsSettings(settings, utility.rules),
  });
  const desk = createDeskModule({
    ...infra,
    audit: staff.audit,
    channels,
    acquirer: settings.acquirer && createAcquirer(settings.acquirer, { http, clock }),
    rules: utility.rules,
    payments,
  });
  const agency = createAgencyModule({
    ...infra,
    quote: payments.quote,
    keepUnreadable: payments.keepUnreadable,
    forms: new Set(channels.all.flatMap(({ agency }) => agency?.form ?? [])),
    settings: { ...settings.agency, host: settings.HOST },
  });
  const autopay = createAutopayModule({
    ...infra,
    outbox: messages.outbox,
    sms: messages.sms,
    gateways: channels.gateways,
    publicBaseUrl: settings.PUBLIC_BASE_URL,
  });
  const paperAndText = composeDebitsCardsSms({
    ...infra,
    audit: staff.audit,
    channels,
    outbox: messages.outbox,
    sms: messages.sms,
    reception: payments.reception,
    quote: payments.quote,
    autopay,
    smsFileKeys: settings.SMS_DAY_FILE_KEYS,
    smsCallback: {
      token: settings.SMS_CALLBACK_TOKEN,
      addresses: settings.SMS_CALLBACK_ADDRESSES?.split(',') ?? [],
    },
    publicBaseUrl: settings.PUBLIC_BASE_URL,
  });
  const reconciliation = createReconciliationModule({
    ...infra,
    audit: staff.audit,
    sources: async range => [
      ...channels.gateways.flatMap(gateway => gateway.statementSource ?? []),
      ...(await agency.statementSources()),
      ...(settings.acquirer ? [acquirerStatementSource(settings.acquirer, { http, clock })] : []),
      ...(await desk.statementSources(range)),
      ...(await Promise.all(paperAndText.map(module => module.statementSources?.() ?? []))).flat(),
    ],
  });
  const invoices = createInvoicesModule({ ...infra, issuer: issuerSettings(settings) });
  const calendar = createCalendarModule({ db, clock });
  const claims = createClaimsModule({ db, cipher, audit: staff.audit });
  const outages = createOutagesModule({
    ...infra,
    nudge: messages.nudge,
    utilityName: async () => (await utility.rules()).utilityName,
    hotline: settings.HOTLINE,
    publicBaseUrl: settings.PUBLIC_BASE_URL,
  });
  const supply = createSupplyControlModule({
    ...infra,
    publicBaseUrl: settings.PUBLIC_BASE_URL,
    settings: settings.supplyControl,
    fieldAfterMinutes: createFieldTerm(db, clock),
  });
  const dunning = createDunningModule({
    ...infra,
    calendar: calendar.calendar,
    supply,
    disputes: [claims.hasOpenClaim],
    nudgeMessages: messages.nudge,
  });
  const modules: { routes: Route[]; jobs?: Job[] }[] = [
    ...[
      staff,
      messages,
      accounts,
      tariffs,
      billing,
      forecast,
      alerts,
      ledger,
      payments,
      utility,
      reconciliation,
      invoices,
      claims,
      calendar,
      supply,
      dunning,
      autopay,
      agency,
      desk,
      outages,
    ],
    ...paperAndText,
  ];
  // In this order: what the first still do may set going what the later ones have to wait for.
  async function idle(): Promise<void> {
    await payments.idle();
    await Promise.all(paperAndText.map(module => module.idle?.()));
    await outages.idle();
    await dunning.idle();
    await supply.idle();
    await messages.idle();
  }
  let stopUpkeep = () => {};
  return {
    routes: modules.flatMap(module => module.routes),
    jobs: modules.flatMap(module => module.jobs ?? []),
    gatekeeper: { ...accounts.gatekeeper, ...staff.gatekeeper },
    reconciliation,
    agency,
    start() {
      stopUpkeep = keepUp(channels.gateways, (gateway, error) =>
        logger.warn({ gateway, err: error }, 'gateway upkeep failed'),
      );
    },
    async stop() {
      stopUpkeep();
      await agency.stop();
      await idle();
    },
    idle,
  };
}

/** What holds until somebody sets it in the staff view. */
function ruleDefaults(settings: Settings): UtilityRules {
  return {
    utilityName: { zh: settings.UTILITY_NAME_ZH, en: settings.UTILITY_NAME_EN },
    sealPurpose: '电费收讫',
    refundApprovalAboveFen: settings.REFUND_FOUR_EYES_ABOVE_FEN,
    prepaymentMinFen: settings.PREPAYMENT_MIN_FEN,
    prepaymentMaxFen: settings.PREPAYMENT_MAX_FEN,
    paymentExpiryMinutes: settings.PAYMENT_EXPIRY_MINUTES,
    // 22:00 to 07:00: the usual rest at home, which reminders respect.
    quietHours: '22:00-07:00',
    messagesPerDay: 5,
  };
}

function paymentsSettings(settings: Settings, rules: PaymentsSettings['rules']): PaymentsSettings {
  const { RECEIPT_SIGNING_P12: p12, RECEIPT_SIGNING_PASSWORD: password } = settings;
  return {
    publicBaseUrl: settings.PUBLIC_BASE_URL,
    rules,
    receiptSigning: p12 && password ? { p12: Buffer.from(p12, 'base64'), password } : undefined,
  };
}

function issuerSettings({ INVOICE_BASE_URL, INVOICE_ACCESS_KEY, INVOICE_SECRET }: Settings) {
  return INVOICE_BASE_URL && INVOICE_ACCESS_KEY && INVOICE_SECRET
    ? { baseUrl: INVOICE_BASE_URL, accessKey: INVOICE_ACCESS_KEY, secret: INVOICE_SECRET }
    : undefined;
}

/** Residents of the demo data whom the sign-in page offers. */
const demoSignIns = [
  { labelZh: '户主（有未缴账单）', labelEn: 'Holder with an open bill', phone: '13800000001' },
  { labelZh: '峰谷电价用户', labelEn: 'Time-of-use customer', phone: '13800000002' },
  { labelZh: '多人口家庭', labelEn: 'Large household', phone: '13800000003' },
];

/** Without a provider (demo only) nothing can be sent; the address refuses connections and the outbox keeps trying. */
function smsSettings(settings: Settings) {
  return {
    baseUrl: settings.SMS_BASE_URL ?? 'http://127.0.0.1:9',
    accessKey: settings.SMS_ACCESS_KEY ?? '',
    secret: settings.SMS_SECRET ?? '',
    sign: settings.SMS_SIGN_NAME,
  };
}

/** Everything by which people are reached besides text messages. */
function waysOfMessages(settings: Settings, alipay: Channels['alipay']) {
  const { signIn, PUBLIC_BASE_URL: publicBaseUrl } = settings;
  return {
    settings: settings.messages,
    publicBaseUrl,
    weixinApiUrl: signIn.weixinApiUrl,
    mini: signIn.wechatMini,
    oa: signIn.wechatOa,
    alipay:
      alipay && settings.alipay
        ? { appId: settings.alipay.appId, send: alipay.sendTemplateMessage }
        : undefined,
    tencentToken: settings.SMS_CALLBACK_TOKEN,
  };
}

function tencentSmsSettings(settings: Settings) {
  const {
    SMS_TENCENT_URL: url,
    SMS_TENCENT_SECRET_ID: secretId,
    SMS_TENCENT_SECRET_KEY: secretKey,
  } = settings;
  const { SMS_TENCENT_APP_ID: appId, SMS_TENCENT_TEMPLATES: list, SMS_SIGN_NAME: sign } = settings;
  if (!url || !secretId || !secretKey || !appId) return undefined;
  const pairs = (list?.split(',') ?? []).map(pair => pair.split(':') as [string, string]);
  return { url, secretId, secretKey, appId, sign, templates: Object.fromEntries(pairs) };
}

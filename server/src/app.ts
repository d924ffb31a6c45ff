/** Composition root: the only file that wires everything. Nothing here connects or listens until asked to. */
import { composeAccounts } from './compose-accounts.ts';
import { composeApplications, composeDocuments } from './compose-applications.ts';
import { composeCaseWays } from './compose-case-ways.ts';
import { composeDebitsCardsSms } from './compose-debits-cards-sms.ts';
import { composeMessages } from './compose-messages.ts';
import { composeService } from './compose-service.ts';
import { composeSupply } from './compose-supply.ts';
import type { Settings } from './config/env.ts';
import { createInfra, type Infra } from './create-infra.ts';
import { createHttpApp } from './http/create-http-app.ts';
import type { Route } from './http/define-route.ts';
import { type HttpServer, startHttpServer } from './http/http-server.ts';
import { serveClients } from './http/serve-clients.ts';
import type { Clock } from './infra/clock.ts';
import type { CrashPoints } from './infra/crash-point.ts';
import { createIdempotencyStore } from './infra/idempotency.repository.ts';
import { type Job, type JobRunner, startJobs } from './infra/jobs.ts';
import { projectRoot } from './infra/project-root.ts';
import { issuerSettings, keptDaysOf, paymentsSettings, ruleDefaults } from './module-settings.ts';
import { createAgencyModule } from './modules/agency/index.ts';
import { createAlertsModule, createOutdatedAlerts } from './modules/alerts/index.ts';
import { createServiceFeePayables, hasOpenMeterTest } from './modules/applications/index.ts';
import { createAutopayModule } from './modules/autopay/index.ts';
import { createBillingModule } from './modules/billing/index.ts';
import { createCalendarModule } from './modules/calendar/index.ts';
import { createCasesModule } from './modules/cases/index.ts';
import { createChatModule } from './modules/chat/index.ts';
import { createClaimsModule } from './modules/claims/index.ts';
import { createConnectedSystemsModule } from './modules/connected-systems/index.ts';
import { createDeskModule } from './modules/desk/index.ts';
import type { DocumentsModule } from './modules/documents/index.ts';
import { createLateFeePayables } from './modules/dunning/index.ts';
import { createForecastModule } from './modules/forecast/index.ts';
import { createInvoicesModule } from './modules/invoices/index.ts';
import { createLedgerModule } from './modules/ledger/index.ts';
import { createChannels } from './modules/payments/channels/registry.ts';
import { keepUp, type Upkeep } from './modules/payments/gateways/upkeep.ts';
import { acquirerStatementSource, createAcquirer, createPaymentsModule } from './modules/payments/index.ts';
import { createReconciliationModule, type ReconciliationModule } from './modules/reconciliation/index.ts';
import { createRepairsModule } from './modules/repairs/index.ts';
import { createSettingsModule } from './modules/settings/index.ts';
import { createStaffModule } from './modules/staff/index.ts';
import { createSupplyOfPayments } from './modules/supply-control/index.ts';
import { createTariffsModule } from './modules/tariffs/index.ts';
import { checkDatabase } from './operations/check-database.ts';
import { healthRoutes, operationsRoutes } from './operations/operations.routes.ts';

export interface HallOptions {
  clock?: Clock;
  crashPoints?: CrashPoints;
  /** Serve the built clients at `/` and `/admin/`. */
  serveClients?: boolean;
}

export interface Hall {
  routes: Route[];
  reconciliation: ReconciliationModule;
  documents: Pick<DocumentsModule, 'forgetAfterRestore'>;
  /** Where banks connect by TCP, once it listens. */
  bankPort(): number | undefined;
  /** Starts HTTP (and the jobs, if the settings put them here). Returns the address. */
  listen(): Promise<string>;
  startJobs(): Promise<void>;
  /** For the operators of a worker, where WORKER_PORT says so: its health and its counters. Returns the address. */
  listenToOperators(): Promise<string | undefined>;
  /** From now on this process has the gateways' present keys; resolves when they have been asked for once. */
  keepKeys(): Promise<void>;
  /** One run of one job, now. */
  runJob(name: string): Promise<void>;
  /** Resolves when what requests have set going beside their answers is done. */
  idle(): Promise<void>;
  /** Throws a StartError when this database must not be used with these settings. */
  checkDatabase(): Promise<void>;
  /** Says that a program has begun: in production as a line of the log, in the demo in words. */
  announce(words: string, url?: string): void;
  close(): Promise<void>;
}

export async function createHall(settings: Settings, options: HallOptions = {}): Promise<Hall> {
  const infra = createInfra(settings, options);
  const modules = createModules(settings, infra);
  const operations = { mode: settings.HALL_MODE, db: infra.db, metrics: infra.metrics };
  const routes = [...modules.routes, ...operationsRoutes({ ...operations, apiRoutes: modules.routes })];
  const httpDependencies = {
    gatekeeper: modules.gatekeeper,
    idempotency: createIdempotencyStore(infra.db, infra.cipher),
    logger: infra.logger,
    metrics: infra.metrics,
    trustedProxies: settings.TRUSTED_PROXIES,
  };
  const http = createHttpApp(
    routes,
    httpDependencies,
    options.serveClients ? serveClients(projectRoot, { sandboxUrl: settings.SANDBOX_URL }) : [],
  );
  let server: HttpServer | undefined;
  let jobs: JobRunner | undefined;

  async function startBackgroundJobs(): Promise<void> {
    // Jobs ask gateways, and without their keys no answer is believed.
    await modules.keepKeys();
    jobs ??= await startJobs(modules.jobs, {
      pool: infra.db.pool,
      logger: infra.logger,
      metrics: infra.metrics,
    });
  }

  return {
    routes,
    reconciliation: modules.reconciliation,
    documents: modules.documents,
    bankPort: modules.agency.tcpPort,
    async listen() {
      await modules.applications.checkKinds();
      server = await startHttpServer(http.callback(), {
        host: settings.HOST,
        port: settings.PORT,
        upgrade: modules.chat.upgrade,
      });
      void modules.keepKeys();
      await modules.agency.listen();
      if (settings.JOBS_IN_SERVER) await startBackgroundJobs();
      return server.url;
    },
    startJobs: startBackgroundJobs,
    async listenToOperators() {
      if (settings.WORKER_PORT === undefined) return undefined;
      server = await startHttpServer(createHttpApp(healthRoutes(operations), httpDependencies).callback(), {
        host: settings.HOST,
        port: settings.WORKER_PORT,
        portSetting: 'WORKER_PORT',
      });
      return server.url;
    },
    keepKeys: modules.keepKeys,
    async runJob(name) {
      const job = modules.jobs.find(each => each.name === name);
      if (!job)
        throw new Error(`no job ${name}; there are ${modules.jobs.map(each => each.name).join(', ')}`);
      await job.run(new AbortController().signal);
    },
    idle: modules.idle,
    checkDatabase: () => checkDatabase(infra.db, settings),
    announce(words, url) {
      if (settings.HALL_MODE === 'production') infra.logger.info({ url }, words);
      else process.stdout.write(`${url ? `${words} ${url}` : words}\n`);
    },
    async close() {
      await Promise.all([server?.close(), modules.chat.stop()]);
      await jobs?.stop();
      await modules.stop();
      infra.http.close();
      await infra.db.close();
    },
  };
}

function createModules(settings: Settings, infra: Infra) {
  const { db, clock, cipher, http, logger } = infra;
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
    demo: settings.HALL_MODE === 'demo',
  });
  const connectedSystems = createConnectedSystemsModule({ db, clock, audit: staff.audit });
  const utility = createSettingsModule({ db, clock, defaults: ruleDefaults(settings) });
  const messages = composeMessages(settings, {
    ...infra,
    audit: staff.audit,
    rules: utility.rules,
    outdated: createOutdatedAlerts(db),
    alipay: channels.alipay,
  });
  const accounts = composeAccounts(settings, {
    ...infra,
    sms: messages.sms,
    nudgeMessages: messages.nudge,
    channels,
    rules: utility.rules,
  });
  const tariffs = createTariffsModule({ db, clock });
  const billing = createBillingModule({ db, clock, cipher, audit: staff.audit, book: tariffs.book });
  const forecast = createForecastModule({ ...infra, book: tariffs.book });
  const alerts = createAlertsModule({
    ...infra,
    nudge: messages.nudge,
    rules: utility.rules,
    rangeSize: settings.ALERT_SWEEP_ACCOUNTS,
  });
  const ledger = createLedgerModule({ db, audit: staff.audit, clock });
  const payments = createPaymentsModule({
    ...infra,
    audit: staff.audit,
    channels,
    payableSources: [billing.payables, createLateFeePayables(db), createServiceFeePayables(db, clock)],
    supplySource: createSupplyOfPayments(db),
    settings: paymentsSettings(settings, utility.rules),
  });
  const desk = createDeskModule({
    ...infra,
    audit: staff.audit,
    channels,
    acquirer: settings.acquirer && createAcquirer(settings.acquirer, { ...infra, http }),
    rules: utility.rules,
    payments,
  });
  const agency = createAgencyModule({
    ...infra,
    quote: accountNo => payments.quoteAtDesk(accountNo),
    keepUnreadable: payments.keepUnreadable,
    forms: new Set(channels.all.flatMap(({ agency }) => agency?.form ?? [])),
    settings: { ...settings.agency, host: settings.HOST, demo: settings.HALL_MODE === 'demo' },
  });
  const autopay = createAutopayModule({
    ...infra,
    outbox: messages.outbox,
    nudgeMessages: messages.nudge,
    gateways: channels.gateways,
    publicBaseUrl: settings.PUBLIC_BASE_URL,
  });
  const paperAndText = composeDebitsCardsSms({
    ...infra,
    audit: staff.audit,
    channels,
    outbox: messages.outbox,
    sms: messages.sms,
    nudgeMessages: messages.nudge,
    reception: payments.reception,
    quote: payments.quote,
    quoteAtDesk: payments.quoteAtDesk,
    forecast: forecast.read,
    autopay,
    smsFileKeys: settings.SMS_DAY_FILE_KEYS,
    smsAppId: settings.SMS_TENCENT_APP_ID,
    smsDayFiles: settings.smsDayFiles,
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
      ...(settings.acquirer
        ? [acquirerStatementSource(settings.acquirer, { http, clock, saleOf: desk.saleOf })]
        : []),
      ...(await desk.statementSources(range)),
      ...(await Promise.all(paperAndText.map(module => module.statementSources?.() ?? []))).flat(),
    ],
  });
  const invoices = createInvoicesModule({ ...infra, issuer: issuerSettings(settings) });
  const claims = createClaimsModule({ db, cipher, audit: staff.audit, clock });
  const calendar = createCalendarModule(infra);
  const documents = composeDocuments(settings, {
    ...infra,
    audit: staff.audit,
    keptDays: async tx => keptDaysOf(await (tx ? utility.rulesIn(tx) : utility.rules())),
  });
  const cases = createCasesModule({
    ...infra,
    documents,
    audit: staff.audit,
    calendar,
    nudge: messages.nudge,
    sms: messages.sms,
    provePhone: accounts.provePhone,
    publicBaseUrl: settings.PUBLIC_BASE_URL,
    hotline: settings.HOTLINE,
  });
  const chat = createChatModule({
    ...infra,
    databaseUrl: settings.DATABASE_URL,
    audit: staff.audit,
    cases,
    calendar: calendar.calendar,
    nudge: messages.nudge,
    hotline: settings.HOTLINE,
  });
  const caseWays = composeCaseWays(settings, {
    ...infra,
    audit: staff.audit,
    nudge: messages.nudge,
    cases,
    gateways: channels.gateways,
    outbox: messages.outbox,
    account: messages.account,
    mailReturned: messages.mailReturned,
    utilityName: async () => (await utility.rules()).utilityName,
  });
  const service = composeService({
    ...infra,
    audit: staff.audit,
    nudge: messages.nudge,
    cases,
    utilityName: async () => (await utility.rules()).utilityName,
  });
  const supply = composeSupply(settings, {
    ...infra,
    calendar: calendar.calendar,
    audit: staff.audit,
    disputes: [claims.hasOpenClaim, cases.hasOpenComplaint, hasOpenMeterTest],
    nudgeMessages: messages.nudge,
    utilityName: async () => (await utility.rules()).utilityName,
  });
  const repairs = createRepairsModule({
    ...infra,
    audit: staff.audit,
    cases,
    documents,
    outagesOf: supply.outagesOf,
    sms: messages.sms,
    nudge: messages.nudge,
  });
  const applications = composeApplications(settings, {
    ...infra,
    audit: staff.audit,
    documents,
    calendar: calendar.calendar,
    catchUpWithCalendar: calendar.catchUp,
    billing,
    refund: payments.refund,
    countLookUp: accounts.countLookUp,
    personOfPhone: accounts.personOfPhone,
    utilityName: async () => (await utility.rules()).utilityName,
    rules: utility.rules,
    nudgeMessages: messages.nudge,
  });
  const modules: { routes: Route[]; jobs?: Job[] }[] = [
    ...[
      staff,
      connectedSystems,
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
      cases,
      chat,
      calendar,
      autopay,
      agency,
      desk,
    ],
    ...caseWays.modules,
    ...paperAndText,
    ...service,
    ...supply.modules,
    documents,
    applications,
    repairs,
  ];
  // In this order: what the first still do may set going what the later ones have to wait for.
  async function idle(): Promise<void> {
    await payments.idle();
    await caseWays.idle();
    await Promise.all(paperAndText.map(module => module.idle?.()));
    await supply.idle();
    await repairs.idle();
    await messages.idle();
  }
  let upkeep: Upkeep | undefined;
  return {
    routes: modules.flatMap(module => module.routes),
    jobs: modules.flatMap(module => module.jobs ?? []),
    gatekeeper: { ...accounts.gatekeeper, ...staff.gatekeeper, ...connectedSystems.gatekeeper },
    reconciliation,
    documents,
    agency,
    applications,
    chat,
    keepKeys() {
      upkeep ??= keepUp(channels.gateways, (gateway, error) =>
        logger.warn({ gateway, err: error }, 'gateway upkeep failed'),
      );
      return upkeep.first;
    },
    async stop() {
      upkeep?.stop();
      await agency.stop();
      caseWays.stop();
      await idle();
    },
    idle,
  };
}

/** The payments module over a model gateway, on real PostgreSQL as the restricted role; routes are called without HTTP. */
import type { ResidentActor, StaffActor } from '../../../server/src/http/access.ts';
import type { RawReply } from '../../../server/src/http/define-route.ts';
import { openDatabase } from '../../../server/src/infra/database.ts';
import { createLogger } from '../../../server/src/infra/logging.ts';
import { createMetrics } from '../../../server/src/infra/metrics.ts';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import type { InboundNotification } from '../../../server/src/modules/payments/gateways/gateway.ts';
import { createPaymentsModule } from '../../../server/src/modules/payments/index.ts';
import { createSupplyOfPayments } from '../../../server/src/modules/supply-control/index.ts';
import type { AuditRecord } from '../../../server/src/shared/audit.ts';
import { createTestDatabase, ownerPool } from '../../support/cluster.ts';
import { createWorld, testCipher } from '../../support/world.ts';
import { createModelGateway } from './model-gateway.ts';

/** Thrown at a named point instead of killing the process: whatever follows there does not happen. */
export class Crash extends Error {}

export async function openTill(options: { refundApprovalAboveFen?: number } = {}) {
  const database = await createTestDatabase();
  const db = openDatabase({ url: database.url, poolSize: 20 });
  const owner = ownerPool(database, 4);
  let offset = 0;
  let crashAt: string | undefined;
  const clock = { now: () => new Date(Date.now() + offset) };
  const model = createModelGateway(clock);
  const other = createModelGateway(clock, 'alipay');
  const audited: AuditRecord[] = [];
  const metrics = createMetrics();
  const module = createPaymentsModule({
    db,
    clock,
    cipher: testCipher,
    logger: createLogger('silent'),
    metrics,
    crashPoints: {
      reach(name) {
        if (name !== crashAt) return;
        crashAt = undefined;
        throw new Crash(name);
      },
    },
    audit: { record: async entry => void audited.push(entry), names: async () => [] },
    channels: {
      gateways: [model.gateway, other.gateway],
      find: code => ({
        code,
        name: { zh: code, en: code },
        prepay: {
          offers: [],
          plan: ({ ip, method }) => ({
            gateway: (method === 'alipay' ? other : model).gateway,
            product: 'native',
            payer: { ip },
          }),
        },
      }),
    },
    payableSources: [],
    supplySource: createSupplyOfPayments(db),
    settings: {
      publicBaseUrl: 'http://127.0.0.1',
      rules: async () => ({
        utilityName: { zh: '明远供电公司', en: 'Mingyuan Power Supply' },
        sealPurpose: '电费收讫',
        paymentExpiryMinutes: 30,
        quietHours: '22:00-07:00',
        messagesPerDay: 5,
        messageTriesPerWay: 5,
        messageTries: 12,
        unusualUseLeastKwh: 5,
        applicationReminderDays: 5,
        keepPropertyDays: 365,
        keepLicenceDays: 365,
        keepDrawingDays: 3_650,
        keepContractDays: 3_650,
        keepPhotoDays: 730,
        keepVoiceDays: 730,
        keepOtherDays: 365,
        prepaymentMinFen: 100,
        prepaymentMaxFen: 500_000,
        refundApprovalAboveFen: options.refundApprovalAboveFen ?? 1_000_000,
      }),
    },
  });

  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came back and says what it expects
  async function call(method: string, path: string, input: Record<string, unknown> = {}): Promise<any> {
    const route = module.routes.find(each => each.method === method && each.path === path);
    if (!route) throw new Error(`no route ${method} ${path}`);
    const { params, query, body, ...rest } = input;
    return route.handle({
      params: route.params?.parse(params ?? {}),
      query: route.query?.parse(query ?? {}),
      body: route.body?.parse(body ?? {}),
      rawBody: Buffer.alloc(0),
      headers: {},
      language: 'zh',
      requestId: 'test',
      ip: '127.0.0.1',
      ...rest,
    });
  }

  const till = {
    db,
    owner,
    world: createWorld(owner),
    /** Takes what is paid by WeChat. */
    model,
    /** Takes what is paid by Alipay. */
    other,
    audited,
    metrics,
    module,
    call,
    resident: (personId: string): ResidentActor => ({
      kind: 'resident',
      personId,
      provider: 'phone',
      subject: 's',
      appId: '',
      phoneProvedAt: null,
      walletProvedAt: null,
    }),
    clerk: (username = 'clerk1'): StaffActor => ({
      kind: 'staff',
      staffId: username,
      username,
      roles: ['clerk', 'finance', 'supervisor'],
    }),
    advance(seconds: number) {
      offset += seconds * 1000;
    },
    /** The next time this point is reached, everything after it is lost. */
    crashAt(name: string | undefined) {
      crashAt = name;
    },
    job: (name: string) => module.jobs.find(job => job.name === name)!.run(new AbortController().signal),
    async notify(message: InboundNotification): Promise<number> {
      const reply = (await call('post', '/notify/wechat-pay/payment', {
        rawBody: Buffer.from(JSON.stringify(message)),
      })) as RawReply;
      return reply.status ?? 0;
    },
    idle: () => module.idle(),
    differences: () => openLedger({ db: { pool: owner } }).differences(),
    async one<T = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T> {
      return (await owner.query(sql, values)).rows[0];
    },
    async close() {
      await module.idle();
      await db.close();
      await owner.end();
      await database.drop();
    },
  };
  return till;
}

export type Till = Awaited<ReturnType<typeof openTill>>;

/** A resident bound to a household with one open bill, and how to pay it. */
export async function customerOf(till: Till, amountFen = 10_000) {
  const [resident, household] = [await till.world.resident(), await till.world.household()];
  await till.world.bind(resident, household);
  const bill = await till.world.bill(household, { amountFen });
  const actor = till.resident(resident.personId);
  return {
    resident,
    household,
    bill,
    actor,
    start: (change: Record<string, unknown> = {}) =>
      till.call('post', '/payments', {
        actor,
        body: {
          channel: 'web-hall',
          method: 'wechat',
          items: [{ payableId: bill.payableId, amountFen }],
          ...change,
        },
      }),
    view: (paymentNo: string) => till.call('get', '/payments/:paymentNo', { actor, params: { paymentNo } }),
    owed: async () =>
      (
        await till.one<{ owed: number }>(
          'SELECT (amount_fen - paid_fen)::int AS owed FROM payables WHERE id = $1',
          [bill.payableId],
        )
      ).owed,
    balance: async () =>
      (
        await till.one<{ balance: number }>(
          'SELECT balance_fen::int AS balance FROM customer_balances WHERE holder_period_id = $1',
          [household.holderPeriodId],
        )
      ).balance,
  };
}

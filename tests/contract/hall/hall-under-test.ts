/** The running hall with both gateways as a process of their own, and people who pay in the mini-program of either wallet. */
import { createHttpClient } from '../../../server/src/infra/http-client.ts';
import { keepFile } from '../../../server/src/infra/kept-file.ts';
import { createAlipayGateway } from '../../../server/src/modules/payments/gateways/alipay/alipay.ts';
import { alipaySettings } from '../../../server/src/modules/payments/gateways/alipay/settings.ts';
import type { Gateway, GatewayCode } from '../../../server/src/modules/payments/gateways/gateway.ts';
import type { StatementLine } from '../../../server/src/modules/payments/gateways/statement.ts';
import { wechatPaySettings } from '../../../server/src/modules/payments/gateways/wechat-pay/settings.ts';
import { createWechatPayGateway } from '../../../server/src/modules/payments/gateways/wechat-pay/wechat-pay.ts';
import type { BusinessDate } from '../../../server/src/shared/dates.ts';
import { type Payer, type PaymentStory, paymentStory } from '../../integration/payments/story.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';

/** Those at which the hall places an order; UnionPay's cases are in tests/contract/channels. */
export type TestedGateway = Exclude<GatewayCode, 'unionpay'>;

interface People {
  wechatOpenid: string;
  alipayUserId: string;
}
interface Attempt {
  status?: number;
}
export interface Delivery {
  state: string;
  attempts: Attempt[];
}
export interface Trade {
  tradeNo: string;
  state: string;
  refunds: { refundNo: string; amount: number; status: string }[];
}

const ways = {
  'wechat-pay': { channel: 'wechat', method: 'wechat', product: 'mini' },
  alipay: { channel: 'alipay', method: 'alipay', product: 'create' },
} as const;

export interface HallUnderTest extends PaymentStory {
  hall: RunningHall;
  /** Somebody signed in by that wallet, with one bill of 123.45 yuan. */
  customer(code: TestedGateway): Promise<Payer>;
  /** Starts a payment of the bill in that wallet's mini-program. */
  begin(code: TestedGateway, payer: Payer, change?: Record<string, unknown>): Promise<Begun>;
  /** A customer whose payment waits to be paid. */
  waiting(code: TestedGateway): Promise<Begun & { payer: Payer }>;
  /** A customer whose payment is on the books. */
  credited(code: TestedGateway): Promise<Begun & { payer: Payer }>;
  misbehave(rule: {
    gateway: TestedGateway;
    on: string;
    fault: string;
    [option: string]: unknown;
  }): Promise<unknown>;
  view(payer: Payer, paymentNo: string): Promise<{ status: string; stage: string }>;
  /** Makes the payment's time run out, and lets the job end it. */
  expire(paymentNo: string): Promise<void>;
  /** What the gateway sent about a payment, once everything it had to say is out. */
  deliveries(paymentNo: string): Promise<Delivery[]>;
  trade(paymentNo: string): Promise<Trade>;
  inbox(paymentNo: string): Promise<{ kind: string; status: string; result: string; repeats: number }[]>;
  refund(
    paymentNo: string,
    amountFen: number,
    cookie: string,
  ): Promise<{ status: number; body: { refundNo: string; status: string; error?: string } }>;
  refundReaches(refundNo: string, status: string): Promise<unknown>;
  gateway(code: TestedGateway): Gateway;
  /** The lines of the gateway's bill file of a day. */
  billed(
    code: TestedGateway,
    day: BusinessDate,
  ): Promise<Pick<StatementLine, 'kind' | 'orderNo' | 'amountFen'>[]>;
  reset(): Promise<void>;
  close(): Promise<void>;
}
interface Begun {
  paymentNo: string;
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

export async function startHallUnderTest(): Promise<HallUnderTest> {
  const hall = await startHall();
  const { sandbox, owner, world } = hall;
  const story = paymentStory(hall);
  const { WECHAT_PAY_APP_ID, ALIPAY_APP_ID } = sandbox.credentials;
  const http = createHttpClient();
  let people = 0;
  const adapters = { http, clock: { now: () => new Date() } };

  const it: HallUnderTest = {
    ...story,
    hall,
    async customer(code) {
      const person = await sandbox.get<People>(`/control/people/payer-${++people}`);
      const who =
        code === 'alipay'
          ? ({ provider: 'alipay', subject: person.alipayUserId, appId: ALIPAY_APP_ID } as const)
          : ({ provider: 'wechat', subject: person.wechatOpenid, appId: WECHAT_PAY_APP_ID } as const);
      const [resident, household] = [await world.resident(who), await world.household()];
      await world.bind(resident, household);
      return { resident, household, bill: await world.bill(household, { amountFen: 12_345 }) };
    },
    async begin(code, payer, change = {}) {
      const { status, body } = await story.start(payer, { ...ways[code], ...change });
      return { status, body, paymentNo: body.paymentNo };
    },
    async waiting(code) {
      const payer = await it.customer(code);
      return { payer, ...(await it.begin(code, payer)) };
    },
    async credited(code) {
      const begun = await it.waiting(code);
      await story.pay(begun.paymentNo);
      await story.reaches(begun.payer, begun.paymentNo, 'credited');
      return begun;
    },
    misbehave: rule => sandbox.post('/control/faults', { rules: [{ count: 1, ...rule }], keep: true }),
    view: async ({ resident }, paymentNo) =>
      (await hall.call('GET', `/payments/${paymentNo}`, { token: resident.token })).body,
    async expire(paymentNo) {
      await owner.query(
        `UPDATE payments SET expires_at = now() - interval '1 second', next_query_at = now() - interval '1 second' WHERE payment_no = $1`,
        [paymentNo],
      );
      await hall.app.runJob('close-expired');
    },
    async deliveries(paymentNo) {
      const all = () => sandbox.get<Delivery[]>(`/control/notifications?outTradeNo=${paymentNo}`);
      return eventually(all, list => list.length > 0 && list.every(each => each.state !== 'pending'));
    },
    trade: async paymentNo => (await sandbox.get<Trade[]>(`/control/trades?outTradeNo=${paymentNo}`))[0]!,
    async inbox(paymentNo) {
      const text = `SELECT kind, status, result, repeats FROM inbox_messages WHERE parsed ->> 'paymentNo' = $1 ORDER BY id`;
      const ask = async () => (await owner.query(text, [paymentNo])).rows;
      return eventually(ask, rows => rows.every(row => row.status === 'handled'));
    },
    refund: (paymentNo, amountFen, cookie) =>
      hall.call('POST', `/staff/payments/${paymentNo}/refunds`, {
        cookie,
        body: { amountFen, reason: '重复缴费' },
        key: `refund-${paymentNo}-${Math.random()}`,
      }),
    refundReaches: (refundNo, status) =>
      eventually(
        async () => {
          await owner.query(
            `UPDATE refunds SET next_query_at = now() - interval '1 second' WHERE id IN (SELECT id FROM refunds WHERE next_query_at IS NOT NULL FOR UPDATE SKIP LOCKED)`,
          );
          await hall.app.runJob('send-refunds');
          return (await owner.query('SELECT status FROM refunds WHERE refund_no = $1', [refundNo])).rows[0]
            .status;
        },
        now => now === status,
        30_000,
      ),
    gateway: code =>
      code === 'alipay'
        ? createAlipayGateway(alipaySettings.parse(sandbox.credentials), adapters)
        : createWechatPayGateway(wechatPaySettings.parse(sandbox.credentials), adapters),
    async billed(code, day) {
      const part = it.gateway(code).statementSource!.parts.find(each => each.isDetail)!;
      const kept = await keepFile((await part.open!(day))!);
      const lines: StatementLine[] = [];
      for await (const some of part.read(kept, day)) lines.push(...some);
      await kept.remove();
      return lines.map(({ kind, orderNo, amountFen }) => ({ kind, orderNo, amountFen }));
    },
    async reset() {
      await sandbox.post('/control/reset');
      await sandbox.post('/control/settings', {
        retryScale: 0.001,
        wechatRefundDelayMs: 50,
        enforceBillTime: false,
      });
    },
    async close() {
      http.close();
      await hall.close();
    },
  };
  return it;
}

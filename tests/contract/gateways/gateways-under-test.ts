/** The adapters against the sandbox process, with a small inbox that notifications really arrive at. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../server/src/infra/clock.ts';
import { createHttpClient, type HttpClient } from '../../../server/src/infra/http-client.ts';
import {
  type AlipayGateway,
  createAlipayGateway,
} from '../../../server/src/modules/payments/gateways/alipay/alipay.ts';
import { alipaySettings } from '../../../server/src/modules/payments/gateways/alipay/settings.ts';
import { ChannelError } from '../../../server/src/modules/payments/gateways/channel-error.ts';
import type {
  Gateway,
  GatewayCode,
  GatewayOrder,
  InboundNotification,
  Product,
  RefundRequest,
} from '../../../server/src/modules/payments/gateways/gateway.ts';
import { unionpaySettings } from '../../../server/src/modules/payments/gateways/unionpay/settings.ts';
import { createUnionpayGateway } from '../../../server/src/modules/payments/gateways/unionpay/unionpay.ts';
import { wechatPaySettings } from '../../../server/src/modules/payments/gateways/wechat-pay/settings.ts';
import { createWechatPayGateway } from '../../../server/src/modules/payments/gateways/wechat-pay/wechat-pay.ts';
import { newPaymentNo, newRefundNo, type PaymentNo } from '../../../server/src/shared/ids.ts';
import { fen } from '../../../server/src/shared/money.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';

export interface Received {
  gateway: GatewayCode;
  /** What the adapter made of it, or why it refused. */
  notification?: InboundNotification;
  refusal?: string;
}

export interface Trade {
  outTradeNo: string;
  state: string;
  tradeNo: string;
  refunds: { refundNo: string; amount: number; status: string }[];
}

interface People {
  wechatOpenid: string;
  wechatOaOpenid: string;
  alipayUserId: string;
}

export interface UnderTest {
  sandbox: Sandbox;
  wechatPay: Gateway;
  alipay: AlipayGateway;
  unionpay: Gateway;
  http: HttpClient;
  /** Addresses called, in order. */
  calls: string[];
  gateway(code: GatewayCode): Gateway;
  /** A WeChat Pay gateway of its own, with other settings. */
  wechatPayWith(change: Record<string, string | undefined>): Gateway;
  /** A fresh order of 123.45 yuan that its payer can pay. */
  order(code: GatewayCode, change?: Partial<GatewayOrder>): GatewayOrder;
  refundOf(order: GatewayOrder, amountFen: number): RefundRequest;
  /** What came in for an order, oldest first; waits until there are so many. */
  received(order: { paymentNo: PaymentNo }, atLeast?: number): Promise<Received[]>;
  misbehave(rule: {
    gateway: GatewayCode | 'weixin';
    on: string;
    fault: string;
    [option: string]: unknown;
  }): Promise<void>;
  pay(order: { paymentNo: PaymentNo }, options?: object): Promise<void>;
  trade(order: { paymentNo: PaymentNo }): Promise<Trade>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Long enough for a busy machine, short enough that a gateway's silence costs a test little. */
const patienceMs = 1_500;

export async function startUnderTest(options: { clock?: Clock } = {}): Promise<UnderTest> {
  const sandbox = await startSandbox();
  const clock = options.clock ?? { now: () => new Date() };
  const calls: string[] = [];
  const client = createHttpClient();
  const http: HttpClient = {
    ...client,
    request(request) {
      calls.push(new URL(request.url).pathname);
      return client.request({ ...request, timeoutMs: Math.min(request.timeoutMs, patienceMs) });
    },
  };
  const deps = { http, clock };
  const wechatPayWith = (change: Record<string, string | undefined>) =>
    createWechatPayGateway(wechatPaySettings.parse({ ...sandbox.credentials, ...change }), deps);
  const wechatPay = wechatPayWith({});
  const alipay = createAlipayGateway(alipaySettings.parse(sandbox.credentials), deps);
  const unionpay = createUnionpayGateway(unionpaySettings.parse(sandbox.credentials), deps);
  const gateways: Record<GatewayCode, Gateway> = { 'wechat-pay': wechatPay, alipay, unionpay };
  const gateway = (code: GatewayCode): Gateway => gateways[code];
  const inbox = await startInbox(gateway);
  const people = await sandbox.get<People>('/control/people/zhang-wei');
  return {
    sandbox,
    wechatPay,
    alipay,
    unionpay,
    http,
    calls,
    gateway,
    wechatPayWith,
    order(code, change = {}) {
      const product: Product = change.product ?? usualProducts[code];
      return {
        paymentNo: newPaymentNo(new Date()),
        product,
        amountFen: fen(12_345),
        description: '电费 2026年10月',
        expiresAt: new Date(Date.now() + 30 * 60_000),
        notifyUrl: `${inbox.url}/${code}`,
        payer: { subject: subjectOf(people, product), ip: '203.0.113.7' },
        ...change,
      };
    },
    refundOf: (order, amountFen) => ({
      paymentNo: order.paymentNo,
      refundNo: newRefundNo(new Date()),
      amountFen: fen(amountFen),
      totalFen: order.amountFen,
      reason: '重复缴费',
      notifyUrl: order.notifyUrl,
    }),
    received: ({ paymentNo }, atLeast = 1) => inbox.received(paymentNo, atLeast),
    async misbehave(rule) {
      await sandbox.post('/control/faults', { rules: [{ count: 1, ...rule }], keep: true });
    },
    async pay({ paymentNo }, more = {}) {
      await sandbox.post('/control/pay', { outTradeNo: paymentNo, ...more });
    },
    async trade({ paymentNo }) {
      return (await sandbox.get<Trade[]>(`/control/trades?outTradeNo=${paymentNo}`))[0]!;
    },
    async reset() {
      await sandbox.post('/control/reset');
      inbox.forget();
      calls.length = 0;
    },
    async close() {
      await inbox.close();
      client.close();
      await sandbox.close();
    },
  };
}

const usualProducts: Record<GatewayCode, Product> = {
  'wechat-pay': 'mini',
  alipay: 'create',
  unionpay: 'app',
};

/** WeChat's openid is the mini-program's or the official account's. */
function subjectOf(people: People, product: Product): string {
  if (product === 'create') return people.alipayUserId;
  return product === 'jsapi' ? people.wechatOaOpenid : people.wechatOpenid;
}

async function startInbox(gateway: (code: GatewayCode) => Gateway) {
  const arrived: (Received & { paymentNo?: string })[] = [];
  const server = createServer(async (request, response) => {
    const code = request.url!.slice(1) as GatewayCode;
    const adapter = gateway(code);
    const body = Buffer.concat(await request.toArray());
    const headers = request.headers as Record<string, string | undefined>;
    let reply = adapter.accept();
    try {
      const notification = await adapter.parseNotification({ headers, body });
      arrived.push({
        gateway: code,
        notification,
        paymentNo: 'paymentNo' in notification ? notification.paymentNo : undefined,
      });
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      arrived.push({ gateway: code, refusal: `${error.problem} ${error.code}` });
      reply = adapter.refuse(error.problem);
    }
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async received(paymentNo: PaymentNo, atLeast: number): Promise<Received[]> {
      const mine = () => arrived.filter(each => each.paymentNo === paymentNo || each.refusal !== undefined);
      await until(() => mine().length >= atLeast);
      return mine();
    },
    forget: () => void arrived.splice(0),
    close: () => new Promise<void>(resolve => void server.close(() => resolve()).closeAllConnections()),
  };
}

export async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 8_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come about in time');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

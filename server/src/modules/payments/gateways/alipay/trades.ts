import { z } from 'zod';
import type { PaymentNo } from '../../../../shared/ids.ts';
import { toYuan } from '../../../../shared/money.ts';
import { ChannelError } from '../channel-error.ts';
import type {
  AlipayProduct,
  CloseOutcome,
  GatewayOrder,
  InitiateOutcome,
  Outcome,
  PayerAction,
} from '../gateway.ts';
import { cutTo, settle } from '../outcomes.ts';
import type { AlipayClient } from './client.ts';
import { type AlipayParams, alipayTime } from './request-builder.ts';
import { beijingTime, outcomeOf, yuanAmount } from './trade.ts';

const longestSubject = 128;

const productCodes: Record<AlipayProduct, string> = {
  create: 'JSAPI_PAY',
  wap: 'QUICK_WAP_WAY',
  page: 'FAST_INSTANT_TRADE_PAY',
  app: 'QUICK_MSECURITY_PAY',
  precreate: 'FACE_TO_FACE_PAYMENT',
  codepay: 'FACE_TO_FACE_PAYMENT',
};

/** Places the trade, or, for what the payer's own client opens, only signs it: then nothing is sent and nothing fails. */
export async function initiate(client: AlipayClient, order: GatewayOrder): Promise<InitiateOutcome> {
  try {
    return { status: 'ready', action: await place(client, order) };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    const { problem, code } = error;
    // A refusal can also mean that this number has a trade already (paid, closed, or of other content), so we look.
    const known = problem === 'rejected' ? await query(client, order.paymentNo) : undefined;
    if (known?.status === 'not-found') return { status: 'failed', reason: code };
    return { status: 'unknown', problem, reason: code };
  }
}

async function place(client: AlipayClient, order: GatewayOrder): Promise<PayerAction> {
  const params = tradeParams(client, order);
  const returning = order.returnUrl ? { ...params, returnUrl: order.returnUrl } : params;
  switch (order.product) {
    case 'create': {
      const reply = z.object({ trade_no: z.string(), out_trade_no: z.literal(order.paymentNo) });
      const { trade_no } = await client.call(reply, 'alipay.trade.create', params);
      return { kind: 'alipay-trade', tradeNo: trade_no };
    }
    case 'precreate': {
      const reply = z.object({ qr_code: z.string(), out_trade_no: z.literal(order.paymentNo) });
      const { qr_code } = await client.call(reply, 'alipay.trade.precreate', params);
      return { kind: 'qr', gateway: 'alipay', text: qr_code };
    }
    case 'wap':
      return {
        kind: 'redirect',
        gateway: 'alipay',
        url: await client.signedAddress('alipay.trade.wap.pay', returning),
      };
    case 'page':
      return {
        kind: 'redirect',
        gateway: 'alipay',
        url: await client.signedAddress('alipay.trade.page.pay', returning),
      };
    case 'app':
      return {
        kind: 'app',
        gateway: 'alipay',
        orderString: await client.signedString('alipay.trade.app.pay', params),
      };
    default:
      throw new ChannelError('rejected', 'UNKNOWN_PRODUCT');
  }
}

function tradeParams({ settings }: AlipayClient, order: GatewayOrder): AlipayParams {
  const product = order.product as AlipayProduct;
  return {
    notifyUrl: order.notifyUrl,
    bizContent: {
      out_trade_no: order.paymentNo,
      total_amount: toYuan(order.amountFen),
      // Alipay refuses these three characters in a subject.
      subject: cutTo(longestSubject, order.description.replaceAll(/[/=&]/g, ' ')),
      seller_id: settings.sellerId,
      product_code: productCodes[product],
      time_expire: alipayTime(order.expiresAt),
      ...(product === 'wap' && order.returnUrl ? { quit_url: order.returnUrl } : {}),
      ...(product === 'create' ? { op_app_id: settings.appId, ...buyer(order.payer.subject ?? '') } : {}),
    },
  };
}

/** Newer applications see open ids in the place of user ids. */
const buyer = (subject: string): Record<string, string> =>
  /^2088\d{12}$/.test(subject) ? { buyer_id: subject } : { buyer_open_id: subject };

const queryReply = z.object({
  out_trade_no: z.string(),
  trade_no: z.string().optional(),
  trade_status: z.string(),
  total_amount: yuanAmount.optional(),
  send_pay_date: beijingTime.optional(),
});

/** Until the buyer opens the cashier Alipay knows no trade: `not-found`, which is no failure. */
export function query(client: AlipayClient, paymentNo: PaymentNo): Promise<Outcome> {
  return settle<Outcome>({ 'ACQ.TRADE_NOT_EXIST': { status: 'not-found' } }, async () => {
    const bizContent = { out_trade_no: paymentNo };
    const trade = await client.call(queryReply, 'alipay.trade.query', { bizContent });
    if (trade.out_trade_no !== paymentNo) throw new ChannelError('bad-response', 'OTHER_ORDER');
    const { trade_no: tradeNo, trade_status: state, total_amount: amountFen, send_pay_date: paidAt } = trade;
    return outcomeOf({ tradeNo, state, amountFen, paidAt });
  });
}

const notClosable = (reason: string): CloseOutcome => ({ status: 'not-closable', reason });

export function close(client: AlipayClient, paymentNo: PaymentNo): Promise<CloseOutcome> {
  const answers = {
    'ACQ.TRADE_NOT_EXIST': { status: 'not-found' },
    'ACQ.TRADE_STATUS_ERROR': notClosable('ACQ.TRADE_STATUS_ERROR'),
    'ACQ.REASON_TRADE_STATUS_INVALID': notClosable('ACQ.REASON_TRADE_STATUS_INVALID'),
    'ACQ.REASON_ILLEGAL_STATUS': notClosable('ACQ.REASON_ILLEGAL_STATUS'),
  } satisfies Record<string, CloseOutcome>;
  return settle<CloseOutcome>(answers, async () => {
    const reply = z.object({ out_trade_no: z.literal(paymentNo).optional() });
    await client.call(reply, 'alipay.trade.close', { bizContent: { out_trade_no: paymentNo } });
    return { status: 'closed' };
  });
}

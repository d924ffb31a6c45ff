import type WechatPayPackage from 'wechatpay-node-v3';
import { z } from 'zod';
import { shanghaiIso } from '../../../../shared/dates.ts';
import type { PaymentNo } from '../../../../shared/ids.ts';
import { ChannelError } from '../channel-error.ts';
import type { CloseOutcome, GatewayOrder, InitiateOutcome, Outcome, PayerAction } from '../gateway.ts';
import { cutTo, settle } from '../outcomes.ts';
import { bothSpellings } from './both-spellings.ts';
import type { WechatPayClient } from './client.ts';
import { mismatchesOf, outcomeOf, transaction } from './transaction.ts';

const longestDescription = 127;
/** An h5_url lives five minutes; the last of them is for the way there. */
const h5UrlMs = 4 * 60_000;
/** The package's type asks for fields that only apps have. */
type H5Info = Parameters<WechatPayPackage['transactions_h5']>[0]['scene_info']['h5_info'];

/** Places the order and makes what the payer's client needs. */
export async function initiate(client: WechatPayClient, order: GatewayOrder): Promise<InitiateOutcome> {
  try {
    return { status: 'ready', action: await place(client, order) };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    const { problem, code } = error;
    // A refusal can also mean that this number has an order already (paid, closed, or asked for otherwise), so we look.
    const known = problem === 'rejected' ? await query(client, order.paymentNo) : undefined;
    if (known?.status === 'not-found') return { status: 'failed', reason: code };
    return { status: 'unknown', problem, reason: code };
  }
}

async function place(client: WechatPayClient, order: GatewayOrder): Promise<PayerAction> {
  const { settings } = client;
  const appid = order.product === 'jsapi' ? (settings.oaAppId ?? settings.appId) : settings.appId;
  const common = {
    appid,
    description: cutTo(longestDescription, order.description),
    out_trade_no: order.paymentNo,
    time_expire: shanghaiIso(order.expiresAt),
    notify_url: order.notifyUrl,
    amount: { total: order.amountFen, currency: 'CNY' },
  };
  switch (order.product) {
    case 'mini':
    case 'jsapi': {
      const params = { ...common, payer: { openid: order.payer.subject ?? '' } };
      const { prepay_id } = await client.call(prepayReply, pay => pay.transactions_jsapi(params));
      return jsapiAction(client, order.product, appid, prepay_id);
    }
    case 'app': {
      const { prepay_id } = await client.call(prepayReply, pay => pay.transactions_app(common));
      return appAction(client, appid, prepay_id);
    }
    case 'native': {
      const { code_url } = await client.call(z.object({ code_url: z.string() }), pay =>
        pay.transactions_native(common),
      );
      return { kind: 'qr', gateway: 'wechat-pay', text: code_url };
    }
    case 'h5': {
      const scene_info = {
        payer_client_ip: order.payer.ip ?? '127.0.0.1',
        h5_info: { type: 'Wap' } as H5Info,
      };
      const reply = z.object({ h5_url: z.url() });
      const { h5_url } = await client.call(reply, pay => pay.transactions_h5({ ...common, scene_info }));
      const goodUntil = new Date(client.clock.now().getTime() + h5UrlMs).toISOString();
      return { kind: 'redirect', gateway: 'wechat-pay', url: withReturn(h5_url, order.returnUrl), goodUntil };
    }
    default:
      throw new ChannelError('rejected', 'UNKNOWN_PRODUCT');
  }
}

const prepayReply = z.object({ prepay_id: z.string().min(1) });

async function jsapiAction(
  client: WechatPayClient,
  product: 'mini' | 'jsapi',
  appId: string,
  prepayId: string,
): Promise<PayerAction> {
  const packed = `prepay_id=${prepayId}`;
  const { timestamp, nonce, signature } = await client.paySign(appId, packed);
  const params = {
    timeStamp: timestamp,
    nonceStr: nonce,
    package: packed,
    signType: 'RSA' as const,
    paySign: signature,
  };
  if (product === 'mini') return { kind: 'wechat-mini', params };
  return { kind: 'wechat-jsapi', params: { appId, ...params } };
}

/** In APP pay the last signed line is the bare prepay id. */
async function appAction(client: WechatPayClient, appid: string, prepayid: string): Promise<PayerAction> {
  const { timestamp, nonce, signature } = await client.paySign(appid, prepayid);
  const partnerid = client.settings.mchId;
  const params = {
    appid,
    partnerid,
    prepayid,
    package: 'Sign=WXPay' as const,
    noncestr: nonce,
    timestamp,
    sign: signature,
  };
  return { kind: 'app', gateway: 'wechat-pay', params };
}

function withReturn(h5Url: string, returnUrl: string | undefined): string {
  if (!returnUrl) return h5Url;
  return `${h5Url}${h5Url.includes('?') ? '&' : '?'}redirect_url=${encodeURIComponent(returnUrl)}`;
}

/** By our own number, since WeChat's is not known before the payment. */
export function query(client: WechatPayClient, paymentNo: PaymentNo): Promise<Outcome> {
  return settle<Outcome>(bothSpellings<Outcome>({ ORDER_NOT_EXIST: { status: 'not-found' } }), async () => {
    const order = await client.call(transaction, pay => pay.query({ out_trade_no: paymentNo }));
    const astray = order.out_trade_no !== paymentNo || mismatchesOf(client.settings, order).length > 0;
    if (astray) throw new ChannelError('bad-response', 'OTHER_ORDER');
    return outcomeOf(order);
  });
}

const notClosable = (reason: string): CloseOutcome => ({ status: 'not-closable', reason });

/** 204 without a body, whether it is closed now or was before. */
export function close(client: WechatPayClient, paymentNo: PaymentNo): Promise<CloseOutcome> {
  const answers = bothSpellings<CloseOutcome>({
    ORDER_PAID: notClosable('ORDERPAID'),
    USER_PAYING: notClosable('USERPAYING'),
    ORDER_CLOSED: { status: 'closed' },
    ORDER_NOT_EXIST: { status: 'not-found' },
  });
  return settle<CloseOutcome>(answers, async () => {
    await client.call(z.unknown(), pay => pay.close(paymentNo));
    return { status: 'closed' };
  });
}

import type { Sandbox } from '../sandbox.ts';
import { newPrepayId, openidBelongsTo, randomAlphanumeric, randomText } from '../state/ids.ts';
import type { WechatOrder, WechatTradeType } from '../state/records.ts';
import type { WechatCall } from './call.ts';
import { invalidRequest, parameterError, WechatError } from './errors.ts';
import { currencyAt, fenAt, notifyUrlAt, OUT_TRADE_NO, textAt } from './fields.ts';

const PREPAY_LIFE = 2 * 3600_000;

type Requested = Omit<
  WechatOrder,
  'prepayId' | 'prepayAt' | 'codeToken' | 'createdAt' | 'state' | 'fingerprint'
>;

/** Orders, or orders again: the same unpaid order gets a valid prepay id, anything else is refused. */
export function createOrder(sandbox: Sandbox, tradeType: WechatTradeType, call: WechatCall): WechatOrder {
  const requested = readOrder(sandbox, tradeType, call);
  const now = new Date();
  const fingerprint = JSON.stringify(requested);
  const known = sandbox.store.get('wechatOrder', requested.outTradeNo);
  if (known) refuseUnlessSame(known, fingerprint);
  const alive = known && now.getTime() - Date.parse(known.prepayAt) < PREPAY_LIFE;
  const order: WechatOrder = {
    ...requested,
    fingerprint,
    prepayId: alive ? known.prepayId : newPrepayId(now),
    prepayAt: alive ? known.prepayAt : now.toISOString(),
    codeToken: tradeType === 'NATIVE' ? (known?.codeToken ?? randomAlphanumeric(9)) : undefined,
    createdAt: known?.createdAt ?? now.toISOString(),
    state: 'NOTPAY',
  };
  sandbox.store.put('wechatOrder', order.outTradeNo, order);
  return order;
}

function refuseUnlessSame(known: WechatOrder, fingerprint: string): void {
  if (known.state === 'SUCCESS') throw new WechatError(400, 'ORDERPAID', '该订单已支付');
  if (known.state === 'CLOSED') throw new WechatError(400, 'ORDER_CLOSED', '该订单已关闭');
  if (known.state === 'REFUND') throw new WechatError(403, 'OUT_TRADE_NO_USED', '商户订单号重复');
  if (known.fingerprint !== fingerprint)
    throw invalidRequest('201 商户订单号重复，请求重入参数与首次请求不一致');
}

function readOrder(sandbox: Sandbox, tradeType: WechatTradeType, { mchid, body }: WechatCall): Requested {
  const appid = textAt(body, '/appid', { max: 32 });
  if (textAt(body, '/mchid', { max: 32 }) !== mchid)
    throw invalidRequest('请求中的mchid与签名所用商户号不一致');
  const { wechat } = sandbox.keys;
  if (appid !== wechat.appid && appid !== wechat.oaAppid) {
    throw new WechatError(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配');
  }
  const requested: Requested = {
    outTradeNo: textAt(body, '/out_trade_no', OUT_TRADE_NO),
    tradeType,
    appid,
    mchid,
    description: textAt(body, '/description', { max: 127 }),
    attach: textAt(body, '/attach', { max: 128, optional: true }) || undefined,
    notifyUrl: notifyUrlAt(body),
    total: fenAt(body, '/amount/total'),
    timeExpire: expiryAt(body),
  };
  currencyAt(body, '/amount/currency', true);
  if (tradeType === 'JSAPI') requested.openid = payerOf(appid, body);
  if (tradeType === 'MWEB') {
    textAt(body, '/scene_info/payer_client_ip', { max: 45 });
    textAt(body, '/scene_info/h5_info/type', { max: 32 });
  }
  return requested;
}

function payerOf(appid: string, body: Record<string, unknown>): string {
  const openid = textAt(body, '/payer/openid', { max: 128 });
  if (openid.length !== 28) throw parameterError('/payer/openid', openid, '无效的openid');
  if (!openidBelongsTo(appid, openid)) throw invalidRequest('appid和openid不匹配');
  return openid;
}

function expiryAt(body: Record<string, unknown>): string | undefined {
  const text = textAt(body, '/time_expire', { max: 64, optional: true });
  if (!text) return undefined;
  const rfc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = rfc ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw parameterError('/time_expire', text, '时间格式应符合RFC3339');
  if (at <= Date.now()) throw parameterError('/time_expire', text, '订单失效时间早于当前时间');
  return new Date(at).toISOString();
}

/** What each way of paying hands to the client. */
export function orderReply(sandbox: Sandbox, order: WechatOrder): object {
  if (order.tradeType === 'NATIVE') return { code_url: `weixin://wxpay/bizpayurl?pr=${order.codeToken}` };
  if (order.tradeType === 'MWEB') {
    const query = `prepay_id=${order.prepayId}&package=${Math.floor(Date.now() / 1000)}${randomText(4)}`;
    return { h5_url: `${sandbox.baseUrl}/cashier/wechat/h5?${query}` };
  }
  return { prepay_id: order.prepayId };
}

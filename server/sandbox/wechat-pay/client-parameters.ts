import type { Sandbox } from '../sandbox.ts';
import type { WechatOrder } from '../state/records.ts';
import { verifySha256 } from './signature.ts';

export type Checked = { order: WechatOrder } | { refusal: string };

const PREPAY_LIFE = 2 * 3600_000;

/** `wx.requestPayment` and the browser's JSAPI: signed over `appId\ntimeStamp\nnonceStr\nprepay_id=…\n`. */
export function checkJsapiParameters(sandbox: Sandbox, given: Record<string, string>): Checked {
  const { appId = '', timeStamp = '', nonceStr = '', package: bundle = '', signType, paySign = '' } = given;
  if (signType !== 'RSA') return { refusal: '支付参数错误：signType应为RSA' };
  if (!bundle.startsWith('prepay_id=')) return { refusal: '支付参数错误：package格式不正确' };
  if (!/^\d{10}$/.test(timeStamp) || !nonceStr) return { refusal: '支付参数错误：timeStamp或nonceStr不正确' };
  return judge(sandbox, ['JSAPI'], appId, [appId, timeStamp, nonceStr, bundle], paySign, bundle.slice(10));
}

/** The APP's parameters: the last signed line is the bare prepay id. */
export function checkAppParameters(sandbox: Sandbox, given: Record<string, string>): Checked {
  const {
    appid = '',
    partnerid,
    prepayid = '',
    package: bundle,
    noncestr = '',
    timestamp = '',
    sign = '',
  } = given;
  if (partnerid !== sandbox.keys.wechat.mchid) return { refusal: '支付参数错误：partnerid不正确' };
  if (bundle !== 'Sign=WXPay') return { refusal: '支付参数错误：package应为Sign=WXPay' };
  if (!/^\d{10}$/.test(timestamp) || !noncestr) return { refusal: '支付参数错误：timestamp或noncestr不正确' };
  return judge(sandbox, ['APP'], appid, [appid, timestamp, noncestr, prepayid], sign, prepayid);
}

function judge(
  sandbox: Sandbox,
  tradeTypes: WechatOrder['tradeType'][],
  appid: string,
  lines: string[],
  signature: string,
  prepayId: string,
): Checked {
  if (!verifySha256(sandbox.keys.merchantPublicKey, `${lines.join('\n')}\n`, signature)) {
    return { refusal: '支付验证签名失败' };
  }
  const order = sandbox.store.find('wechatOrder', prepayId);
  if (!order || !tradeTypes.includes(order.tradeType)) return { refusal: '支付参数错误：prepay_id无效' };
  if (order.appid !== appid) return { refusal: 'appid与预支付单不一致' };
  if (Date.now() - Date.parse(order.prepayAt) > PREPAY_LIFE) return { refusal: 'prepay_id已过期' };
  return { order };
}

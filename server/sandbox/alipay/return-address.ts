import type { Sandbox } from '../sandbox.ts';
import { civil } from '../state/beijing-time.ts';
import { fenToYuan } from '../state/money.ts';
import type { AlipayTrade } from '../state/records.ts';
import { encodeForm, type Parameters, signedText } from './parameters.ts';
import { rsa2 } from './signature.ts';

/** Where the browser goes after paying by wap or page: `return_url` with signed parameters (a hint, not a proof). */
export async function returnAddress(sandbox: Sandbox, trade: AlipayTrade): Promise<string | undefined> {
  if (!trade.returnUrl || (trade.product !== 'wap' && trade.product !== 'page')) return undefined;
  const parameters: Parameters = {
    app_id: trade.appId,
    auth_app_id: trade.appId,
    charset: 'utf-8',
    method: `alipay.trade.${trade.product}.pay.return`,
    out_trade_no: trade.outTradeNo,
    seller_id: trade.sellerId,
    sign_type: 'RSA2',
    timestamp: civil(new Date()),
    total_amount: fenToYuan(trade.total),
    trade_no: trade.tradeNo!,
    version: '1.0',
  };
  const sign = await rsa2(sandbox.keys.alipaySigner, signedText(parameters, ['sign', 'sign_type']));
  const joint = trade.returnUrl.includes('?') ? '&' : '?';
  return `${trade.returnUrl}${joint}${encodeForm({ ...parameters, sign })}`;
}

import type { Sandbox } from '../sandbox.ts';
import type { AlipayTrade } from '../state/records.ts';
import { AlipayError } from './errors.ts';
import { parseForm } from './parameters.ts';
import { openTrade, placeTrade } from './place-trade.ts';
import { checkRequest } from './signature.ts';

/** The signed string of `alipay.trade.app.pay` as the wallet gets it from the app; throws AlipayError. */
export function openAppOrder(sandbox: Sandbox, orderString: string): AlipayTrade {
  const parameters = parseForm(orderString);
  checkRequest(sandbox.keys, parameters, new Date());
  if (parameters['method'] !== 'alipay.trade.app.pay') {
    throw new AlipayError('40002', 'isv.invalid-method', '不存在的方法名');
  }
  return openTrade(sandbox, placeTrade(sandbox, 'app', parameters));
}

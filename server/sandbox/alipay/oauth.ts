import type { Sandbox } from '../sandbox.ts';
import { civil } from '../state/beijing-time.ts';
import { alipayOpenIdOf, alipayUserIdOf, randomText } from '../state/ids.ts';
import { redeemCode } from '../weixin/login-codes.ts';
import { AlipayError } from './errors.ts';
import type { Parameters } from './parameters.ts';

/** `alipay.system.oauth.token`: its answer has no `code`, its refusal stands in `error_response`. */
export function exchangeCode(sandbox: Sandbox, parameters: Parameters): Record<string, unknown> {
  if (parameters['grant_type'] !== 'authorization_code') {
    throw new AlipayError('40002', 'isv.grant-type-invalid', 'grant_type不支持');
  }
  const found = redeemCode(sandbox.store, sandbox.keys.alipay.appId, parameters['code'] ?? '');
  if (typeof found === 'string') throw new AlipayError('40002', 'isv.code-invalid', '授权码code无效');
  const open = alipayOpenIdOf(found.name);
  sandbox.store.put('alipayPerson', open, { open, name: found.name });
  return {
    access_token: `authusrB${randomText(16)}`,
    auth_start: civil(new Date()),
    expires_in: 1296000,
    re_expires_in: 2592000,
    refresh_token: `authusrB${randomText(16)}`,
    user_id: alipayUserIdOf(found.name),
    open_id: open,
  };
}

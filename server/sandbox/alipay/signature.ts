import { type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { civil, parseCivil } from '../state/beijing-time.ts';
import type { Keys } from '../state/keys.ts';
import { AlipayError, invalid, missing } from './errors.ts';
import { type Parameters, signedText } from './parameters.ts';

const signAside = promisify(sign) as unknown as (
  algorithm: string,
  data: Buffer,
  key: KeyObject,
) => Promise<Buffer>;

/** RSA2 (SHA256-RSA), base64. */
export async function rsa2(key: KeyObject, text: string, algorithm = 'RSA-SHA256'): Promise<string> {
  return (await signAside(algorithm, Buffer.from(text), key)).toString('base64');
}

// The real gateway is more patient; a quarter of an hour catches a merchant who writes UTC instead of Beijing time.
const PATIENCE = 15 * 60_000;

/** Checks the public parameters and the merchant's signature in the gateway's order. */
export function checkRequest(keys: Keys, parameters: Parameters, now: Date): void {
  const { method, app_id, charset, sign_type, timestamp, version, sign: signature } = parameters;
  if (!method) throw missing('method');
  if (!app_id) throw missing('app-id');
  if (app_id !== keys.alipay.appId) throw invalid('app-id', '无效的AppID参数');
  if (!sign_type) throw missing('signature-type');
  if (sign_type !== 'RSA2') throw invalid('signature-type', '无效的签名类型');
  if (!charset) throw missing('charset');
  if (charset.toLowerCase() !== 'utf-8') throw invalid('charset', '字符集错误');
  if (!signature) throw missing('signature');
  const text = signedText(parameters, ['sign']);
  const good = verify(
    'RSA-SHA256',
    Buffer.from(text),
    keys.alipayAppPublicKey,
    Buffer.from(signature, 'base64'),
  );
  if (!good) {
    const hint = '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：';
    throw invalid('signature', hint + text.replaceAll('&', '&amp;'));
  }
  if (!version) throw missing('version');
  if (version !== '1.0') throw invalid('version', '无效的版本号');
  if (!timestamp) throw missing('timestamp');
  const at = parseCivil(timestamp);
  if (!at || Math.abs(now.getTime() - at.getTime()) > PATIENCE) {
    throw invalid('timestamp', `非法的时间戳参数，网关时间为${civil(now)}`);
  }
}

/** `biz_content` as an object of strings and nested values. */
export function bizContent(parameters: Parameters): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(parameters['biz_content'] ?? '');
    if (value && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the refusal.
  }
  throw new AlipayError('40002', 'isv.invalid-parameter', 'biz_content不是合法的JSON');
}

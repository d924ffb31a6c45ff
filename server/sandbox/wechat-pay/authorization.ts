import type { Keys } from '../state/keys.ts';
import { signError } from './errors.ts';
import { verifySha256 } from './signature.ts';

export interface SignedRequest {
  method: string;
  /** Path and query as on the request line, beginning with `/v3/`. */
  target: string;
  authorization: string | undefined;
  body: Buffer;
}

const SCHEME = 'WECHATPAY2-SHA256-RSA2048';
const FIELDS = ['mchid', 'nonce_str', 'timestamp', 'serial_no', 'signature'] as const;
type Fields = Record<(typeof FIELDS)[number], string>;

/** `key="value"` pairs in any order, each exactly once; undefined when it is anything else. */
function parse(header: string | undefined): Fields | undefined {
  const match = /^(\S+)\s+(.+)$/.exec(header ?? '');
  if (!match || match[1] !== SCHEME) return undefined;
  const fields: Partial<Fields> = {};
  for (const part of match[2]!.split(',')) {
    const pair = /^\s*(\w+)="([^"]*)"\s*$/.exec(part);
    const name = FIELDS.find(field => field === pair?.[1]);
    if (!pair || !name || fields[name] !== undefined || !pair[2]) return undefined;
    fields[name] = pair[2];
  }
  return FIELDS.every(field => fields[field]) ? (fields as Fields) : undefined;
}

/** Checks a merchant's request as the gateway does; throws SIGN_ERROR (401). Returns the merchant number. */
export function authorize(keys: Keys, request: SignedRequest, now: Date): string {
  const fields = parse(request.authorization);
  if (!fields) throw signError('Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》');
  if (fields.mchid !== keys.wechat.mchid) throw signError('商户号不存在，请检查Authorization中的mchid');
  if (fields.serial_no !== keys.wechat.merchant.serial) {
    throw signError('商户证书序列号有误。请使用签名私钥匹配的证书序列号');
  }
  const seconds = /^\d{10}$/.test(fields.timestamp) ? Number(fields.timestamp) : 0;
  if (Math.abs(now.getTime() / 1000 - seconds) > 300) {
    throw signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟');
  }
  if (fields.nonce_str.length > 32) throw signError('Http头Authorization中的nonce_str长度不得超过32');
  const { method, target } = request;
  const message = `${method}\n${target}\n${fields.timestamp}\n${fields.nonce_str}\n${request.body.toString('utf8')}\n`;
  if (!verifySha256(keys.merchantPublicKey, message, fields.signature))
    throw mismatch(method, target, message);
  return fields.mchid;
}

/** The gateway tells how it built the text, which is what one debugs by. */
function mismatch(method: string, url: string, message: string) {
  return signError('错误的签名，验签失败', {
    field: 'signature',
    issue: 'sign not match',
    location: 'authorization',
    sign_information: {
      method,
      url,
      truncated_sign_message: message.slice(0, 200),
      sign_message_length: Buffer.byteLength(message),
    },
  });
}

import type { RawReply } from '../http/reply.ts';
import { randomText } from '../state/ids.ts';
import type { FaultRule } from '../state/records.ts';

/** A refusal of api.weixin.qq.com: HTTP 200 with `errcode`. */
export class WeixinError extends Error {
  readonly errcode: number;

  constructor(errcode: number, errmsg = WORDS[errcode] ?? 'system error') {
    super(errmsg);
    this.errcode = errcode;
  }
}

const WORDS: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40037: 'invalid template_id',
  40125: 'invalid appsecret',
  41001: 'access_token missing',
  41030: 'invalid page',
  42001: 'access_token expired',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  43002: 'require POST method',
  43004: 'require subscribe',
  43101: 'user refuse to accept the msg',
  44004: 'empty content',
  45002: 'content size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower',
  45015: 'response out of time limit or subscription is canceled',
  45047: 'out of response count limit',
  47001: 'data format error',
};

const rid = (): string => ` rid: ${randomText(4)}-${randomText(4)}-${randomText(4)}`;

export const plain = (body: string, status = 200): RawReply => ({
  status,
  headers: { 'Content-Type': 'application/json; encoding=utf-8' },
  body,
});

export const refusal = ({ errcode, message }: WeixinError): RawReply =>
  plain(JSON.stringify({ errcode, errmsg: `${message}${rid()}` }));

/** Busy, or whatever HTTP status was asked for. */
export const outOfOrder = (rule: FaultRule): RawReply =>
  rule.status && rule.status >= 400
    ? plain('<html>502 Bad Gateway</html>', rule.status)
    : refusal(new WeixinError(-1));

/** «Too many» unless the rule names another code. */
export const declined = (rule: FaultRule): RawReply =>
  refusal(new WeixinError(Number(rule.code ?? 45009), rule.message));

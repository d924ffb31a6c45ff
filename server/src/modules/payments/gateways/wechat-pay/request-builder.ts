import { randomBytes } from 'node:crypto';
import WechatPayPackage from 'wechatpay-node-v3';
import type { Clock } from '../../../../infra/clock.ts';
import { signSha256 } from '../rsa.ts';
import type { WechatPaySettings } from './settings.ts';

/** A request as the package laid it out, not yet signed. */
export interface WechatRequest {
  method: 'GET' | 'POST';
  /** Path and query, beginning with /v3/. */
  target: string;
  body?: string;
}

/** What the package's methods hand back: whatever the transport gave. */
type Output = Awaited<ReturnType<WechatPayPackage['query']>>;

/**
 * `wechatpay-node-v3` lays out the requests and the texts to be signed. Its own signing blocks the event loop, takes
 * its nonce from Math.random and cannot be told the time, so those three are done here.
 */
class Layout extends WechatPayPackage {
  protected override buildAuthorization(): string {
    return '';
  }

  /** Makes `getSignature` give the text to be signed. */
  override sha256WithRsa(text: string): string {
    return text;
  }
}

export interface RequestBuilder {
  /** Runs one of the package's methods against a transport that only takes the request down. */
  layOut(call: (pay: WechatPayPackage) => Promise<Output>): Promise<WechatRequest>;
  /** The Authorization header. One RSA signature. */
  authorize(request: WechatRequest): Promise<string>;
  /** What the payer's client shows to WeChat: signed over app, time, nonce and `last`, a line each. One RSA signature. */
  paySign(appId: string, last: string): Promise<{ timestamp: string; nonce: string; signature: string }>;
}

export function createRequestBuilder(settings: WechatPaySettings, clock: Clock): RequestBuilder {
  const layout = new Layout({
    appid: settings.appId,
    mchid: settings.mchId,
    serial_no: settings.serialNo,
    // Asked for by the constructor; used only when the serial number has to be read from a certificate.
    publicKey: Buffer.from('-'),
    privateKey: Buffer.alloc(0),
  });
  const taken = (request: WechatRequest): Promise<Output> =>
    Promise.resolve({ status: 0, data: { request } });
  layout.createHttp({
    get: url => taken({ method: 'GET', target: targetOf(url) }),
    post: (url, params) => taken({ method: 'POST', target: targetOf(url), body: JSON.stringify(params) }),
    upload: () => Promise.reject(new Error('not in use')),
  });
  const stamp = () => ({
    timestamp: String(Math.floor(clock.now().getTime() / 1000)),
    nonce: randomBytes(16).toString('hex'),
  });
  return {
    async layOut(call) {
      const output = await call(layout);
      return (output.data as { request: WechatRequest }).request;
    },
    async authorize({ method, target, body }) {
      const { timestamp, nonce } = stamp();
      const text = layout.getSignature(method, nonce, timestamp, target, body);
      return layout.getAuthorization(nonce, timestamp, await signSha256(settings.privateKey, text));
    },
    async paySign(appId, last) {
      const { timestamp, nonce } = stamp();
      const signature = await signSha256(settings.privateKey, `${appId}\n${timestamp}\n${nonce}\n${last}\n`);
      return { timestamp, nonce, signature };
    },
  };
}

/** The package's host is fixed; ours is a setting. */
const targetOf = (url: string) => url.replace(/^https:\/\/[^/]+/, '');

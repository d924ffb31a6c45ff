import { generateKeyPairSync } from 'node:crypto';
import { AlipaySdk } from 'alipay-sdk';
import type { Clock } from '../../../../infra/clock.ts';
import { shanghaiIso } from '../../../../shared/dates.ts';
import { signSha256 } from '../rsa.ts';
import type { AlipaySettings } from './settings.ts';

/** Parameters of one call besides the public ones; `bizContent` is written as JSON. */
export interface AlipayParams {
  notifyUrl?: string;
  returnUrl?: string;
  bizContent?: Record<string, string | string[] | Record<string, string>>;
  /** Only `alipay.system.oauth.token` takes its parameters outside of `biz_content`. */
  grantType?: string;
  code?: string;
}

/** "2026-11-22 21:05:03", Beijing time whatever the process's own zone: Alipay reads every time so. */
export const alipayTime = (instant: Date) => shanghaiIso(instant).slice(0, 19).replace('T', ' ');

/**
 * `alipay-sdk` lays out the parameters: names, `biz_content`, public ones. It signs in the event loop's thread and with
 * the process's time zone, so it gets the time from here and a throwaway key (an elliptic curve, 20 microseconds), and
 * its signature is replaced by one made on the thread pool.
 */
export function createRequestBuilder(settings: AlipaySettings, clock: Clock) {
  const sdk = new AlipaySdk({
    appId: settings.appId,
    privateKey: 'replaced below',
    gateway: settings.gateway,
  });
  // The SDK hands its key on to `node:crypto`, which takes a parsed one as well.
  (sdk.config as { privateKey: unknown }).privateKey = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  }).privateKey;
  return {
    /** All parameters, signed (RSA2). One RSA signature. */
    async sign(method: string, params: AlipayParams): Promise<URLSearchParams> {
      const laidOut = sdk.sdkExecute(method, { ...withoutGaps(params), timestamp: alipayTime(clock.now()) });
      const signed = new URLSearchParams(laidOut);
      signed.delete('sign');
      signed.set('sign', await signSha256(settings.privateKey, textToSign(signed)));
      return signed;
    },
  };
}

export type AlipayRequestBuilder = ReturnType<typeof createRequestBuilder>;

/** Sorted by name, decoded, `k=v` joined by `&`. */
export function textToSign(params: Iterable<[string, string]>): string {
  return [...params]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** The SDK would sign the word "undefined". */
const withoutGaps = (params: AlipayParams) =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));

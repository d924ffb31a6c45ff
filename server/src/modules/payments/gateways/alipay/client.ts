import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Clock } from '../../../../infra/clock.ts';
import type { HttpClient, HttpResponse } from '../../../../infra/http-client.ts';
import { ChannelError } from '../channel-error.ts';
import { download, sendOnce, sendTwice } from '../transport.ts';
import { readReply } from './read-reply.ts';
import { type AlipayParams, createRequestBuilder } from './request-builder.ts';
import type { AlipaySettings } from './settings.ts';

export interface AlipayClient {
  settings: AlipaySettings;
  /**
   * Calls the gateway and gives the verified node in that shape. Every call here is idempotent by our own number, so one
   * that could not be delivered is sent once more. Throws ChannelError: `rejected` with Alipay's `sub_code`,
   * `unreachable` (also for 10003 and 20000: not decided), `bad-signature`, `bad-response`.
   */
  call<T>(shape: z.ZodType<T>, method: string, params: AlipayParams): Promise<T>;
  /** Signed parameters for the payer's own client (app). */
  signedString(method: string, params: AlipayParams): Promise<string>;
  /** Address that the payer's browser opens (wap, page). */
  signedAddress(method: string, params: AlipayParams): Promise<string>;
  /** Short-lived addresses from a verified reply; nothing is signed there. */
  download(url: string): Promise<Readable>;
}

const timeoutMs = 8_000;
const onlyAsks = /\.query$/;
/** Messages have no number of ours: a repeat would be a second message. */
const onceOnly = /templatemessage\.send$/;

export function createAlipayClient(
  settings: AlipaySettings,
  deps: { http: HttpClient; clock: Clock },
): AlipayClient {
  const { http, clock } = deps;
  const builder = createRequestBuilder(settings, clock);
  const send = (signed: URLSearchParams): Promise<HttpResponse> => {
    // Public parameters stand in the address, so that `charset` is known before the body is read.
    const query = new URLSearchParams(signed);
    const bizContent = query.get('biz_content');
    query.delete('biz_content');
    return http.request({
      method: 'POST',
      url: `${settings.gateway}?${query}`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
        accept: 'application/json',
        'user-agent': 'dianting',
      },
      body: bizContent === null ? '' : new URLSearchParams({ biz_content: bizContent }).toString(),
      timeoutMs,
    });
  };
  return {
    settings,
    async call(shape, method, params) {
      const signed = await builder.sign(method, params);
      const response = onceOnly.test(method)
        ? await sendOnce(() => send(signed))
        : await sendTwice(onlyAsks.test(method), () => send(signed));
      if (response.status !== 200) throw new ChannelError('unreachable', `HTTP_${response.status}`);
      return readReply(shape, method, response.body, settings);
    },
    signedString: async (method, params) => encoded(await builder.sign(method, params)),
    signedAddress: async (method, params) =>
      `${settings.gateway}?${encoded(await builder.sign(method, params))}`,
    download: url => download(http, url),
  };
}

/** Spaces as %20: the wallet's app does not read `+`. */
const encoded = (params: URLSearchParams) =>
  [...params].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

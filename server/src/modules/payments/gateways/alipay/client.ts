import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Clock } from '../../../../infra/clock.ts';
import type { HttpClient, HttpResponse } from '../../../../infra/http-client.ts';
import { ChannelError } from '../channel-error.ts';
import { type Kept, type Note, noteSigned, sendNoted } from '../exchange.ts';
import { parseJson } from '../read-message.ts';
import { download, sendOnce, sendTwice } from '../transport.ts';
import { readReply } from './read-reply.ts';
import { type AlipayParams, type AlipayRequestBuilder, createRequestBuilder } from './request-builder.ts';
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
  /** The same client, which takes down what it says, signs and hears. */
  noting(note: Note): AlipayClient;
}

const timeoutMs = 8_000;
const onlyAsks = /\.query$/;
/** Messages have no number of ours: a repeat would be a second message. */
const onceOnly = /templatemessage\.send$/;

/** What a message holds that may be kept: numbers, sums, states and times of trades and refunds. */
const kept: Kept = new Set([
  ...['method', 'app_id', 'op_app_id', 'version', 'notify_url', 'seller_id', 'product_code', 'scene'],
  ...['out_trade_no', 'total_amount', 'subject', 'time_expire', 'out_request_no', 'refund_amount'],
  ...['refund_fee', 'refund_status', 'fund_change', 'trade_no', 'trade_status', 'send_pay_date'],
  ...['gmt_payment', 'gmt_refund_pay', 'receipt_amount', 'retry_flag', 'action'],
  ...['code', 'msg', 'sub_code', 'sub_msg'],
]);

export function createAlipayClient(
  settings: AlipaySettings,
  deps: { http: HttpClient; clock: Clock },
): AlipayClient {
  return clientOf(settings, createRequestBuilder(settings, deps.clock), deps.http);
}

function clientOf(
  settings: AlipaySettings,
  builder: AlipayRequestBuilder,
  http: HttpClient,
  note?: Note,
): AlipayClient {
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
  const signed = async (method: string, params: AlipayParams): Promise<string> => {
    const order = await builder.sign(method, params);
    noteSigned(note, method, contentOf(order), kept);
    return encoded(order);
  };
  return {
    settings,
    async call(shape, method, params) {
      const request = await builder.sign(method, params);
      const message = { call: method, sent: contentOf(request), kept, read: readJson };
      const sendIt = () => sendNoted(note, message, () => send(request));
      const response = onceOnly.test(method)
        ? await sendOnce(sendIt)
        : await sendTwice(onlyAsks.test(method), sendIt);
      if (response.status !== 200) throw new ChannelError('unreachable', `HTTP_${response.status}`);
      return readReply(shape, method, response.body, settings);
    },
    signedString: signed,
    signedAddress: async (method, params) => `${settings.gateway}?${await signed(method, params)}`,
    download: url => download(http, url),
    noting: taker => clientOf(settings, builder, http, taker),
  };
}

const readJson = (body: Buffer) => parseJson(body.toString());

/** Without its time, which is the event's own: equal questions stay equal. */
function contentOf(signed: URLSearchParams): unknown {
  const { biz_content, timestamp: _, ...rest } = Object.fromEntries(signed);
  return biz_content === undefined ? rest : { ...rest, biz_content: parseJson(biz_content) };
}

/** Spaces as %20: the wallet's app does not read `+`. */
const encoded = (params: URLSearchParams) =>
  [...params].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

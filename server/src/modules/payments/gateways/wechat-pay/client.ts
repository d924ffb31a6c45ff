import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type WechatPayPackage from 'wechatpay-node-v3';
import { z } from 'zod';
import type { Clock } from '../../../../infra/clock.ts';
import type { HttpClient, HttpResponse } from '../../../../infra/http-client.ts';
import { ChannelError } from '../channel-error.ts';
import { type Kept, type Note, sendNoted } from '../exchange.ts';
import { parseJson, shaped } from '../read-message.ts';
import { download, sendTwice } from '../transport.ts';
import type { KeyRing } from './key-ring.ts';
import { createRequestBuilder, type RequestBuilder, type WechatRequest } from './request-builder.ts';
import type { WechatPaySettings } from './settings.ts';
import { verifySignature } from './verify-signature.ts';

type Call = (pay: WechatPayPackage) => ReturnType<WechatPayPackage['query']>;

export interface WechatPayClient {
  settings: WechatPaySettings;
  keyRing: KeyRing;
  clock: Clock;
  paySign: RequestBuilder['paySign'];
  /**
   * Sends what the package lays out and gives the verified reply's JSON in that shape. Every call of API v3 is idempotent
   * by our own number, so one that could not be delivered is sent once more, to the second host where there is one.
   * Throws ChannelError: `rejected` with WeChat's code, `unreachable`, `bad-signature`, `bad-response`.
   */
  call<T>(shape: z.ZodType<T>, call: Call): Promise<T>;
  /** The same for a POST that the package does not know. */
  post<T>(shape: z.ZodType<T>, target: string, body: Record<string, unknown>): Promise<T>;
  /** The same for a GET that the package does not know. */
  get<T>(shape: z.ZodType<T>, target: string): Promise<T>;
  /** A file with its name and hash, which are what is signed (图片上传). */
  upload<T>(shape: z.ZodType<T>, target: string, file: { name: string; content: Buffer }): Promise<T>;
  /** A signed GET of something the package does not know; the reply comes unverified. */
  fetch(target: string): Promise<HttpResponse>;
  /** A signed download. WeChat does not sign its content: the caller checks its hash. */
  download(url: string): Promise<Readable>;
  /** The same client, which takes down what it says and hears. */
  noting(note: Note): WechatPayClient;
}

const timeoutMs = 6_000;
const uploadTimeoutMs = 20_000;
const refusal = z.object({ code: z.string(), message: z.string().optional() });
/** Refused for now only: nothing is said about the order. */
const busyCodes = new Set([
  'FREQUENCY_LIMITED',
  'FREQUENCY_LIMIT_EXCEED',
  'RATELIMIT_EXCEEDED',
  'SYSTEM_ERROR',
  'BANK_ERROR',
]);

/** What a message holds that may be kept: numbers, sums, states and times of orders and refunds. */
const kept: Kept = new Set([
  ...['appid', 'mchid', 'out_trade_no', 'description', 'notify_url', 'time_expire', 'total', 'currency'],
  ...['transaction_id', 'trade_type', 'trade_state', 'trade_state_desc', 'success_time', 'payer_total'],
  ...['out_refund_no', 'refund_id', 'status', 'create_time', 'refund', 'payer_refund', 'settlement_refund'],
  ...['type', 'code', 'message'],
]);

export function createWechatPayClient(
  settings: WechatPaySettings,
  keyRing: KeyRing,
  deps: { http: HttpClient; clock: Clock },
): WechatPayClient {
  return clientOf(settings, keyRing, createRequestBuilder(settings, deps.clock), deps);
}

function clientOf(
  settings: WechatPaySettings,
  keyRing: KeyRing,
  builder: RequestBuilder,
  deps: { http: HttpClient; clock: Clock },
  note?: Note,
): WechatPayClient {
  const { http, clock } = deps;
  const headersFor = async (request: WechatRequest): Promise<Record<string, string>> => {
    const serial = keyRing.preferredSerial();
    return {
      accept: 'application/json',
      'user-agent': 'dianting',
      authorization: await builder.authorize(request),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(serial ? { 'wechatpay-serial': serial } : {}),
    };
  };
  const sendTo = async (base: string, request: WechatRequest): Promise<HttpResponse> => {
    const headers = await headersFor(request);
    const { method, target, body } = request;
    const message = { call: `${method} ${target}`, sent: parseJson(body ?? ''), kept, read: readJson };
    return sendNoted(note, message, () =>
      http.request({ method, url: base + target, headers, body, timeoutMs }),
    );
  };
  const send = (request: WechatRequest) =>
    sendTwice(request.method === 'GET', attempt =>
      sendTo(attempt === 1 ? settings.baseUrl : (settings.backupUrl ?? settings.baseUrl), request),
    );
  return {
    settings,
    keyRing,
    clock,
    paySign: builder.paySign,
    fetch: target => send({ method: 'GET', target }),
    async call(shape, call) {
      const response = await send(await builder.layOut(call));
      return readReply(shape, response, keyRing, clock);
    },
    get: async (shape, target) => readReply(shape, await send({ method: 'GET', target }), keyRing, clock),
    async post(shape, target, body) {
      const response = await send({ method: 'POST', target, body: JSON.stringify(body) });
      return readReply(shape, response, keyRing, clock);
    },
    async upload(shape, target, { name, content }) {
      const meta = JSON.stringify({
        filename: name,
        sha256: createHash('sha256').update(content).digest('hex'),
      });
      const boundary = `dianting-${randomUUID()}`;
      const type = name.endsWith('.png') ? 'image/png' : 'image/jpeg';
      const part = (head: string) =>
        Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`);
      const body = Buffer.concat([
        part('name="meta"\r\nContent-Type: application/json'),
        Buffer.from(`${meta}\r\n`),
        part(`name="file"; filename="${name}"\r\nContent-Type: ${type}`),
        content,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]);
      const signed = await headersFor({ method: 'POST', target, body: meta });
      const headers = { ...signed, 'content-type': `multipart/form-data; boundary=${boundary}` };
      const url = settings.baseUrl + target;
      const response = await http
        .request({ method: 'POST', url, headers, body, timeoutMs: uploadTimeoutMs })
        .catch(() => {
          throw new ChannelError('unreachable', 'NO_REPLY');
        });
      return readReply(shape, response, keyRing, clock);
    },
    async download(url) {
      const target = targetBelow(settings.baseUrl, url);
      const headers = await headersFor({ method: 'GET', target });
      return download(http, url, headers);
    },
    noting: taker => clientOf(settings, keyRing, builder, deps, taker),
  };
}

/** Verifies, then reads. A 5xx need not be signed: proved or not, it says nothing about the order. */
function readReply<T>(shape: z.ZodType<T>, response: HttpResponse, keyRing: KeyRing, clock: Clock): T {
  const { status, headers, body } = response;
  if (status >= 500) throw new ChannelError('unreachable', `HTTP_${status}`);
  verifySignature(keyRing, clock, headers, body);
  const content = readJson(body);
  if (status === 200 || status === 204) return shaped(shape, content);
  const { code, message } = shaped(refusal, content);
  throw new ChannelError(status === 429 || busyCodes.has(code) ? 'unreachable' : 'rejected', code, message);
}

const readJson = (body: Buffer) => parseJson(body.toString());

/** The signature covers the path as WeChat sees it: behind a proxy the base address has a path of its own. */
function targetBelow(baseUrl: string, url: string): string {
  const { pathname, search } = new URL(url);
  const prefix = new URL(baseUrl).pathname.replace(/\/$/, '');
  return (pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname) + search;
}

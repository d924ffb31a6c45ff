import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string | URL;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For the whole exchange, from connecting to the reply's last byte. */
  timeoutMs: number;
  /** Largest reply in bytes; default 4 MiB. */
  maxBytes?: number;
}

export interface HttpResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface HttpStream {
  status: number;
  headers: IncomingHttpHeaders;
  /** Ends with HttpUnreachable when the peer falls silent or hangs up. */
  body: Readable;
}

/** No reply, or only a part of one. What the peer has done is not known, unless `sent` is false: then it got nothing. */
export class HttpUnreachable extends Error {
  /** `TIMEOUT`, `ECONNREFUSED`, `ECONNRESET`, `TOO_LARGE` … */
  readonly code: string;
  readonly sent: boolean;

  constructor(code: string, sent: boolean, options?: ErrorOptions) {
    super(`no reply: ${code}`, options);
    this.name = 'HttpUnreachable';
    this.code = code;
    this.sent = sent;
  }
}

export interface HttpClient {
  /** Sends once. Redirects are not followed, statuses are not judged, nothing is retried. */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** For large downloads: `timeoutMs` is the longest silence, not the whole. */
  open(request: Omit<HttpRequest, 'maxBytes'>): Promise<HttpStream>;
  close(): void;
}

const defaultMaxBytes = 4 * 1024 * 1024;
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
]);

/** Connections are kept open: `node:http` with an agent costs about half of what `fetch` does per request. */
export function createHttpClient(options: { maxSocketsPerHost?: number } = {}): HttpClient {
  const pooled = {
    keepAlive: true,
    maxSockets: options.maxSocketsPerHost ?? 128,
    scheduling: 'lifo' as const,
    timeout: 30_000,
  };
  const agents = { 'http:': new http.Agent(pooled), 'https:': new https.Agent(pooled) };

  function send(request: HttpRequest, settle: Settle): http.ClientRequest {
    const url = typeof request.url === 'string' ? new URL(request.url) : request.url;
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new TypeError(`not an HTTP address: ${url.protocol}`);
    const headers: Record<string, string | number> = { ...request.headers };
    if (request.body !== undefined) headers['content-length'] = Buffer.byteLength(request.body);
    const wire: RequestOptions = { method: request.method, headers, agent: agents[url.protocol] };
    const outgoing = (url.protocol === 'https:' ? https : http).request(url, wire);
    outgoing.on('response', settle.response);
    outgoing.on('error', settle.error);
    outgoing.end(request.body);
    return outgoing;
  }

  return {
    request: request => exchange(send, request),
    open: request => openStream(send, request),
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

interface Settle {
  response(incoming: IncomingMessage): void;
  error(error: Error): void;
}
type Send = (request: HttpRequest, settle: Settle) => http.ClientRequest;

function exchange(send: Send, request: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(unreachable(error));
    };
    const response = (incoming: IncomingMessage) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= (request.maxBytes ?? defaultMaxBytes)) return chunks.push(chunk);
        fail(new HttpUnreachable('TOO_LARGE', true));
        return outgoing.destroy();
      });
      incoming.on('error', fail);
      incoming.on('end', () => {
        clearTimeout(timer);
        if (!incoming.complete) return reject(new HttpUnreachable('ECONNRESET', true));
        const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
        resolve({ status: incoming.statusCode!, headers: incoming.headers, body });
      });
    };
    const outgoing = send(request, { response, error: fail });
    const timer = setTimeout(() => outgoing.destroy(timedOut(outgoing)), request.timeoutMs);
  });
}

function openStream(send: Send, request: HttpRequest): Promise<HttpStream> {
  return new Promise((resolve, reject) => {
    const response = (incoming: IncomingMessage) =>
      resolve({ status: incoming.statusCode!, headers: incoming.headers, body: incoming });
    const outgoing = send(request, { response, error: error => reject(unreachable(error)) });
    outgoing.setTimeout(request.timeoutMs, () => outgoing.destroy(timedOut(outgoing)));
  });
}

/** A socket that is still connecting has carried nothing. */
function timedOut(outgoing: http.ClientRequest): HttpUnreachable {
  const connected = outgoing.socket !== null && !outgoing.socket.connecting;
  return new HttpUnreachable(connected ? 'TIMEOUT' : 'CONNECT_TIMEOUT', connected);
}

function unreachable(error: Error): HttpUnreachable {
  if (error instanceof HttpUnreachable) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'BROKEN';
  return new HttpUnreachable(code, !neverSent.has(code), { cause: error });
}

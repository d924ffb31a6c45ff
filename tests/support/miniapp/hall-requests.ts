/** The wallet's network call, carried to a running hall as a phone would carry it. */
import { dialects, type Platform } from './dialects.ts';
import type { Options, WalletAnswer } from './wallet-api.ts';

/** @param hallUrl stands in for the address the build was made for. */
export function requestsTo(hallUrl: string, platform: Platform): WalletAnswer {
  return async options => {
    const method = String(options['method'] ?? 'GET').toUpperCase();
    // The real wallets refuse these, too: `wx.request` knows no PATCH.
    if (!dialects[platform].methods.includes(method)) throw new Error(`method ${method} is not allowed`);
    const { pathname, search } = new URL(String(options['url']));
    const reply = await fetch(hallUrl + pathname + search, {
      method,
      headers: headersOf(options),
      ...(options['data'] === undefined || method === 'GET' ? {} : { body: bodyOf(options['data']) }),
    });
    const text = await reply.text();
    const headers = Object.fromEntries(reply.headers);
    const data = options['dataType'] === 'text' ? text : (JSON.parse(text) as unknown);
    return platform === 'alipay'
      ? { data, status: reply.status, headers }
      : { data, statusCode: reply.status, header: headers };
  };
}

function headersOf(options: Options): Record<string, string> {
  return (options['header'] ?? options['headers'] ?? {}) as Record<string, string>;
}

/** Bytes come from the program's own context, whose classes are not ours. */
function bodyOf(data: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof data === 'string') return data;
  const bytes = Object.prototype.toString.call(data) === '[object ArrayBuffer]';
  return bytes ? new Uint8Array(Buffer.from(data as ArrayBuffer)) : JSON.stringify(data);
}

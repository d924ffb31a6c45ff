import type { Readable } from 'node:stream';
import {
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  HttpUnreachable,
} from '../../../infra/http-client.ts';
import { ChannelError } from './channel-error.ts';

/**
 * Sends, and once more when no reply came. Only for calls that are idempotent by our own number, as all of both gateways'
 * are. After a time-out only what merely asks is sent again: someone who waits for a page waits for one time-out, not two.
 * Throws ChannelError `unreachable`.
 */
export async function sendTwice(
  onlyAsks: boolean,
  send: (attempt: 1 | 2) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  try {
    return await send(1);
  } catch (error) {
    if (!(error instanceof HttpUnreachable)) throw error;
    const timedOut = error.code === 'TIMEOUT' || error.code === 'CONNECT_TIMEOUT';
    if (timedOut && !onlyAsks) throw asChannelError(error);
  }
  return send(2).catch(error => {
    throw asChannelError(error);
  });
}

/** Sends once: for what would be done twice. Throws ChannelError `unreachable`. */
export function sendOnce(send: () => Promise<HttpResponse>): Promise<HttpResponse> {
  return send().catch(error => {
    throw asChannelError(error);
  });
}

const longestSilenceMs = 30_000;

/** The content of an address as it comes. Throws ChannelError; the stream itself fails with HttpUnreachable. */
export async function download(
  http: HttpClient,
  url: string,
  headers: HttpRequest['headers'] = {},
): Promise<Readable> {
  const { status, body } = await http
    .open({ method: 'GET', url, headers, timeoutMs: longestSilenceMs })
    .catch(error => {
      throw asChannelError(error);
    });
  if (status === 200) return body;
  body.destroy();
  throw new ChannelError(status >= 500 ? 'unreachable' : 'rejected', `HTTP_${status}`);
}

function asChannelError(error: unknown): unknown {
  return error instanceof HttpUnreachable
    ? new ChannelError('unreachable', error.code, undefined, { cause: error })
    : error;
}

import type { ApiProblem } from '@api/types';
import Taro from '@tarojs/taro';
import { currentLanguage } from '@/i18n/language';
import { currentToken, expireSession } from '@/state/session';
import { HallError } from './hall-error';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';

export interface Call {
  body?: object;
  /** A file: its bytes are the body. */
  file?: { bytes: Blob | ArrayBuffer; mediaType: string };
  /** The same key makes the same request count once, however often it is sent. */
  idempotencyKey?: string;
}

const timeoutMs = 15_000;
/** Ten megabytes over a slow network. */
const uploadTimeoutMs = 120_000;

export const apiUrl = (path: string): string => `${API_BASE}/api/v1${path}`;

/** The same server's address for a socket; on H5 it is where the page came from. */
export const socketUrl = (path: string): string =>
  `${API_BASE || location.origin}`.replace(/^http/, 'ws') + path;

/** Sends one request to the hall. Rejects with a HallError, whatever went wrong. */
export async function call<Answer>(
  method: Method,
  path: string,
  { body, file, idempotencyKey }: Call = {},
): Promise<Answer> {
  const token = currentToken();
  const reply = await Taro.request<unknown>({
    url: apiUrl(path),
    ...wireMethod(method),
    header: {
      Accept: 'application/json',
      'Accept-Language': currentLanguage() === 'en' ? 'en' : 'zh-CN',
      ...(body ? { 'Content-Type': 'application/json' } : file ? { 'Content-Type': file.mediaType } : {}),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
      ...(method === 'PATCH' ? { 'X-HTTP-Method-Override': 'PATCH' } : {}),
    },
    data: body ?? file?.bytes,
    // Alipay calls an answer without a body (204) a failure when it was told to expect JSON.
    dataType: 'text',
    timeout: file ? uploadTimeoutMs : timeoutMs,
  }).catch(() => {
    throw HallError.unreachable();
  });
  const { statusCode } = reply;
  const answer = contentOf(reply.data);
  if (statusCode >= 200 && statusCode < 300) {
    // A login page of a network in between, say: ours has not answered.
    if (answer === undefined && statusCode !== 204) throw HallError.unreachable();
    return answer as Answer;
  }
  // An answer to a session that has been left since says nothing about the one of now.
  if (statusCode === 401 && token && token === currentToken()) expireSession();
  throw HallError.answered(statusCode, answer as Partial<ApiProblem> | undefined);
}

/** What came is not always ours: a gateway in between may answer with a page of its own. */
function contentOf(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return data === '' ? undefined : JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** Neither wallet lets a mini-program send PATCH, so that it goes as a POST that says what it is. */
function wireMethod(method: Method): { method: Exclude<Method, 'PATCH'> } {
  return { method: method === 'PATCH' ? 'POST' : method };
}

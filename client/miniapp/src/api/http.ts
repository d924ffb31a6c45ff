import type { ApiProblem } from '@api/types';
import Taro from '@tarojs/taro';
import { currentLanguage } from '@/i18n/language';
import { currentToken, endSession } from '@/state/session';
import { HallError } from './hall-error';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Call {
  body?: object;
  /** The same key makes the same request count once, however often it is sent. */
  idempotencyKey?: string;
}

const timeoutMs = 15_000;

export const apiUrl = (path: string): string => `${API_BASE}/api/v1${path}`;

/** Sends one request to the hall. Rejects with a HallError, whatever went wrong. */
export async function call<Answer>(
  method: Method,
  path: string,
  { body, idempotencyKey }: Call = {},
): Promise<Answer> {
  const token = currentToken();
  const answer = await Taro.request<Answer | ApiProblem>({
    url: apiUrl(path),
    ...wireMethod(method),
    header: {
      Accept: 'application/json',
      'Accept-Language': currentLanguage() === 'en' ? 'en' : 'zh-CN',
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
      ...(method === 'PATCH' ? { 'X-HTTP-Method-Override': 'PATCH' } : {}),
    },
    data: body,
    timeout: timeoutMs,
  }).catch(() => {
    throw HallError.unreachable();
  });
  if (answer.statusCode >= 200 && answer.statusCode < 300) return answer.data as Answer;
  if (answer.statusCode === 401 && token) endSession();
  throw HallError.answered(answer.statusCode, answer.data as Partial<ApiProblem>);
}

/** Neither wallet lets a mini-program send PATCH, so that it goes as a POST that says what it is. */
function wireMethod(method: Method): { method: 'GET' | 'POST' | 'DELETE' } {
  return { method: method === 'PATCH' ? 'POST' : method };
}

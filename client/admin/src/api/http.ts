/** One place that talks to the server: JSON in, JSON out, and errors as the server words them. */
export interface Problem {
  field: string;
  rule: string;
  message: string;
}

/** What went wrong, in words a person can act on. `requestId` lets operators find it in the logs. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Problem[];
  readonly requestId: string | null;

  constructor(status: number, code: string, message: string, details: Problem[], requestId: string | null) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.requestId = requestId;
  }
}

export type QueryValues = Record<string, string | number | boolean | null | undefined>;

/** What is said where the server said nothing that can be read. */
export interface OwnWords {
  unreachable: string;
  failed: string;
}

let spoken = 'zh';
let ownWords: OwnWords = { unreachable: '', failed: '' };
/** The server answers in this language; the words for when it does not answer are ours. */
export function speak(next: string, words: OwnWords): void {
  spoken = next;
  ownWords = words;
}
export const language = () => spoken;

let onSignedOut = () => {};
/** Called when the session has ended while somebody was working. */
export function whenSignedOut(react: () => void): void {
  onSignedOut = react;
}

export const get = <T>(path: string, query: QueryValues = {}) => request<T>('GET', path + search(query));
export const post = <T>(path: string, body?: unknown, headers?: Record<string, string>) =>
  request<T>('POST', path, body ?? {}, headers);
export const put = <T>(path: string, body: unknown) => request<T>('PUT', path, body);
export const patch = <T>(path: string, body: unknown) => request<T>('PATCH', path, body);
export const remove = <T>(path: string) => request<T>('DELETE', path);

/** For a POST that creates something: keep the key until the answer is known, so that a second press changes nothing. */
export const idempotencyKey = () => crypto.randomUUID();

export function search(values: QueryValues): string {
  const entries = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return entries.length
    ? `?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))}`
    : '';
}

async function request<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        'Accept-Language': spoken,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw unreachable();
  }
  const answer = await readJson(response);
  if (response.ok) return answer as T;
  if (response.status === 401 && !path.startsWith('/staff/sessions') && path !== '/staff/me') onSignedOut();
  throw refusal(response.status, answer, response.headers.get('X-Request-Id'));
}

export const unreachable = () => new ApiError(0, 'unreachable', ownWords.unreachable, [], null);

/** What the server answered instead; a gateway before it may have answered something that is no JSON at all. */
export function refusal(status: number, answer: unknown, requestNo: string | null): ApiError {
  const {
    error = 'internal',
    message,
    details = [],
    requestId = requestNo,
  } = (answer ?? {}) as Partial<ApiError> & { error?: string };
  return new ApiError(status, error, message || ownWords.failed, details, requestId);
}

/** The answer of a GET whose body is a file. */
export async function getFile(path: string, query: QueryValues): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}${search(query)}`, {
      credentials: 'same-origin',
      headers: { 'Accept-Language': spoken },
    });
  } catch {
    throw unreachable();
  }
  if (response.ok) return response;
  if (response.status === 401) onSignedOut();
  throw refusal(response.status, await readJson(response), response.headers.get('X-Request-Id'));
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

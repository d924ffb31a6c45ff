/** Sends a file and tells how much of it has gone; `fetch` cannot tell that. */
import { ApiError, language, type Problem, type QueryValues, search } from './http.ts';

export function upload<T>(
  path: string,
  query: QueryValues,
  file: Blob,
  onProgress: (part: number) => void,
  headers: Record<string, string> = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}${search(query)}`);
    request.setRequestHeader('Accept-Language', language());
    request.setRequestHeader('Content-Type', file.type.startsWith('image/') ? file.type : 'text/csv');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = event => onProgress(event.total ? event.loaded / event.total : 0);
    request.upload.onload = () => onProgress(1);
    request.onerror = () => reject(new ApiError(0, 'unreachable', '', [], null));
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status < 300) return resolve(body as T);
      const { error = 'internal', message = '', details = [], requestId = null } = body;
      reject(new ApiError(request.status, error, message, details, requestId));
    };
    request.send(file);
  });
}

interface Answered {
  error?: string;
  message?: string;
  details?: Problem[];
  requestId?: string | null;
}

function parse(text: string): Answered {
  try {
    return JSON.parse(text) as Answered;
  } catch {
    return {};
  }
}

/** Sends a file and tells how much of it has gone; `fetch` cannot tell that. */
import { language, type QueryValues, refusal, search, unreachable } from './http.ts';

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
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status < 300) return resolve(body as T);
      reject(refusal(request.status, body, request.getResponseHeader('X-Request-Id')));
    };
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Fetches a file, tells how much has come, and hands it to the browser. */
import { ApiError, language, type QueryValues, search } from './http.ts';

export async function download(
  path: string,
  query: QueryValues,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const response = await fetch(`/api/v1${path}${search(query)}`, {
    credentials: 'same-origin',
    headers: { 'Accept-Language': language() },
  });
  if (!response.ok || !response.body) throw await problemOf(response);
  const parts: BlobPart[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value as BlobPart);
    bytes += next.value.length;
    onProgress(bytes);
  }
  const type = response.headers.get('Content-Type') ?? '';
  save(new Blob(parts, { type }), nameOf(response));
}

async function problemOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as { error?: string; message?: string };
  const requestId = response.headers.get('X-Request-Id');
  return new ApiError(response.status, body.error ?? 'internal', body.message ?? '', [], requestId);
}

const nameOf = (response: Response) =>
  /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'export';

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Fetches a file, tells how much has come, and hands it to the browser. */
import { getFile, type QueryValues, unreachable } from './http.ts';

export async function download(
  path: string,
  query: QueryValues,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const response = await getFile(path, query);
  const parts: BlobPart[] = [];
  let bytes = 0;
  const reader = response.body!.getReader();
  // The network may go while the file is on its way.
  const read = () => reader.read().catch(() => Promise.reject(unreachable()));
  for (let next = await read(); !next.done; next = await read()) {
    parts.push(next.value as BlobPart);
    bytes += next.value.length;
    onProgress(bytes);
  }
  const type = response.headers.get('Content-Type') ?? '';
  save(new Blob(parts, { type }), nameOf(response));
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

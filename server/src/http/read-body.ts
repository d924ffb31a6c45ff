import type { IncomingMessage } from 'node:http';
import { badRequest, tooLarge } from '../shared/errors.ts';

/** Reads at most `limit` bytes; a larger body is refused without being kept. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) {
    request.resume();
    return Promise.reject(tooLarge());
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.removeAllListeners('data');
        request.resume();
        reject(tooLarge());
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('aborted', () => reject(badRequest()));
  });
}

/** What is too large to be held, passed on as it comes: at most `limit` bytes of it. The caller is told also when it is not read to its end. */
export async function* streamBody(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  try {
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > limit) throw tooLarge();
      yield chunk as Buffer;
    }
  } finally {
    request.resume();
  }
}

const notJson = () =>
  badRequest({}, [
    {
      field: 'body',
      rule: 'json',
      message: { zh: '请求体不是有效的 JSON', en: 'The body is not valid JSON' },
    },
  ]);

export function parseJson(contentType: string | undefined, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!contentType?.toLowerCase().startsWith('application/json')) throw notJson();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw notJson();
  }
}

import type { IncomingMessage } from 'node:http';

export class BodyTooLarge extends Error {}

const ONE_MIB = 1024 * 1024;

/** The body's bytes as they came: signatures are checked over them. */
export async function readRawBody(request: IncomingMessage, limit = ONE_MIB): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLarge(`body is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A store that speaks S3, as far as the hall uses it. It checks each signature by its own reading of AWS's Signature Version 4. */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Stand {
  url: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  files: Map<string, { bytes: Buffer; since: Date }>;
  /** Requests whose signature was wrong. */
  refused: number;
  close(): Promise<void>;
}

export async function startS3(): Promise<S3Stand> {
  const stand = {
    bucket: 'papers',
    accessKey: 'AKTEST',
    secretKey: 'a-secret-of-the-test',
    files: new Map<string, { bytes: Buffer; since: Date }>(),
    refused: 0,
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (
      signatureOf(request, body, stand.secretKey) !==
      /Signature=([0-9a-f]+)/.exec(request.headers.authorization ?? '')?.[1]
    ) {
      stand.refused += 1;
      response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
      return;
    }
    answer(request, body, response);
  });

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const url = new URL(request.url!, 'http://s3');
    const key = url.pathname.slice(`/${stand.bucket}/`.length);
    if (url.searchParams.get('list-type') === '2') {
      const after = url.searchParams.get('start-after') ?? '';
      const entries = [...stand.files]
        .filter(([name]) => name > after && name.startsWith(url.searchParams.get('prefix') ?? ''))
        .map(
          ([name, { since }]) =>
            `<Contents><Key>${name}</Key><LastModified>${since.toISOString()}</LastModified></Contents>`,
        );
      response.end(`<ListBucketResult>${entries.join('')}</ListBucketResult>`);
      return;
    }
    const found = stand.files.get(key);
    if (request.method === 'PUT') {
      stand.files.set(key, { bytes: body, since: new Date() });
      response.end();
    } else if (request.method === 'DELETE') {
      stand.files.delete(key);
      response.writeHead(204).end();
    } else if (found) response.end(found.bytes);
    else response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(stand, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

/** Canonical request, string to sign, derived key: in this order in AWS's description. */
function signatureOf(request: IncomingMessage, body: Buffer, secret: string): string {
  const { headers, method, url } = request;
  const [, scope = '', names = ''] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? [];
  const [path, search = ''] = url!.split('?');
  const hash = createHash('sha256').update(body).digest('hex');
  if (headers['x-amz-content-sha256'] !== hash) return 'the body is another';
  const lines = names.split(';').map(name => `${name}:${String(headers[name]).trim()}\n`);
  const query = search.split('&').filter(Boolean).sort().join('&');
  const canonical = `${method}\n${path}\n${query}\n${lines.join('')}\n${names}\n${hash}`;
  const toSign = `AWS4-HMAC-SHA256\n${headers['x-amz-date']}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`;
  let key: Buffer = Buffer.from(`AWS4${secret}`);
  for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest();
  return createHmac('sha256', key).update(toSign).digest('hex');
}

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  raw: string;
}

export interface Answer {
  status: number;
  body?: string;
}

/** A merchant's notification address that keeps every byte and answers as it is told. */
export async function startListener(answer: (received: Received, position: number) => Answer) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        path: request.url ?? '',
        headers: request.headers,
        raw: Buffer.concat(chunks).toString(),
      };
      received.push(one);
      const { status, body } = answer(one, received.length - 1);
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** Polls until `check` holds; fails after five seconds. */
export async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 5000;
  while (!(await check())) {
    if (Date.now() > end) throw new Error('waited five seconds in vain');
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

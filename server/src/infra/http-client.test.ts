import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHttpClient, HttpUnreachable } from './http-client.ts';

const client = createHttpClient();
const remotePorts = new Set<number | undefined>();
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    remotePorts.add(request.socket.remotePort);
    if (request.url === '/silent') return;
    if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': '100' });
      response.write('only a part');
      return void setTimeout(() => response.destroy(), 20);
    }
    if (request.url === '/endless') return void response.end(Buffer.alloc(5000));
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => response.writeHead(418, { 'x-said': request.method }).end(Buffer.concat(chunks)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  client.close();
  server.closeAllConnections();
  return new Promise(resolve => server.close(resolve));
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error: unknown) =>
      error instanceof HttpUnreachable ? `${error.code} sent=${error.sent}` : 'another error',
  );

test('a reply comes back as it was sent, whatever its status', async () => {
  const reply = await client.request({ method: 'POST', url: `${base}/echo`, body: '电费', timeoutMs: 1000 });
  expect([reply.status, reply.headers['x-said'], reply.body.toString()]).toEqual([418, 'POST', '电费']);
});

test('one connection serves many requests', async () => {
  remotePorts.clear();
  for (let count = 0; count < 5; count++)
    await client.request({ method: 'GET', url: `${base}/echo`, timeoutMs: 1000 });
  expect(remotePorts.size).toBe(1);
});

test('silence, a reply cut short and a reply too large leave it open what the peer did', async () => {
  const at = (path: string) => ({ method: 'GET' as const, url: base + path, timeoutMs: 80, maxBytes: 1000 });
  expect(await codeOf(client.request(at('/silent')))).toBe('TIMEOUT sent=true');
  expect(await codeOf(client.request(at('/cut')))).toBe('ECONNRESET sent=true');
  expect(await codeOf(client.request(at('/endless')))).toBe('TOO_LARGE sent=true');
});

test('a refused connection means that the peer got nothing', async () => {
  expect(await codeOf(client.request({ method: 'GET', url: 'http://127.0.0.1:1/', timeoutMs: 500 }))).toBe(
    'ECONNREFUSED sent=false',
  );
});

test('a download that falls silent fails instead of ending', async () => {
  const { body } = await client.open({ method: 'GET', url: `${base}/cut`, timeoutMs: 500 });
  await expect(body.toArray()).rejects.toThrow();
});

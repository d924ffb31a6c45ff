/** Under which keys a press is sent again: over a real socket that sometimes hangs up. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createPostOnce } from './post-once.ts';

const browsersFetch = globalThis.fetch;
const keys: string[] = [];
let hangsUp = false;
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    keys.push(String(request.headers['idempotency-key']));
    if (hangsUp) return request.socket.destroy();
    response.writeHead(201, { 'Content-Type': 'application/json' });
    return response.end('{"id":1}');
  }).listen(0, '127.0.0.1');
  await new Promise(listening => server.once('listening', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  globalThis.fetch = (path, init) => browsersFetch(`${origin}${path}`, init);
});
afterAll(() => {
  globalThis.fetch = browsersFetch;
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  keys.length = 0;
  hangsUp = false;
});

async function press(postOnce: ReturnType<typeof createPostOnce>, body: object) {
  await postOnce('/staff/something', body).catch(() => 'no answer');
}

test('what got no answer is sent again under its key, and other content under another', async () => {
  const postOnce = createPostOnce();
  hangsUp = true;
  await press(postOnce, { reason: 'typed' });
  await press(postOnce, { reason: 'typed' });
  await press(postOnce, { reason: 'typed better' });
  expect(new Set(keys).size).toBe(2);
  expect(keys[0]).toBe(keys[1]);
});

test('what succeeded and is asked for again is a new wish', async () => {
  const postOnce = createPostOnce();
  await press(postOnce, { text: 'rang, nobody there' });
  await press(postOnce, { text: 'rang, nobody there' });
  expect(new Set(keys).size).toBe(2);
});

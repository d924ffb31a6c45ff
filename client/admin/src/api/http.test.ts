/** What somebody is told when the server does not answer, or something before it does: over real sockets. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { download } from './download.ts';
import { ApiError, get, post, speak, whenSignedOut } from './http.ts';

const words = { unreachable: '连接不上服务器', failed: '没有成功' };
const nowhere = 'http://127.0.0.1:9';
const browsersFetch = globalThis.fetch;
let gateway: Server;
let origin: string;
let signedOut = 0;

beforeAll(async () => {
  speak('zh', words);
  whenSignedOut(() => {
    signedOut += 1;
  });
  // A gateway before the server: it speaks HTML where the server is away, and the server's JSON for an ended session.
  gateway = createServer((request, response) => {
    if (request.url?.includes('ended')) {
      response.writeHead(401, { 'Content-Type': 'application/json', 'X-Request-Id': 'req-7' });
      return response.end(JSON.stringify({ error: 'signed-out', message: '请重新登录', details: [] }));
    }
    response.writeHead(502, { 'Content-Type': 'text/html' });
    return response.end('<h1>Bad Gateway</h1>');
  }).listen(0, '127.0.0.1');
  await new Promise(listening => gateway.once('listening', listening));
  origin = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  // A page's paths are its origin's; outside a browser somebody must say which.
  globalThis.fetch = (path, init) => browsersFetch(`${origin}${path}`, init);
});
afterAll(() => {
  globalThis.fetch = browsersFetch;
  gateway.close();
});

const told = async (asking: Promise<unknown>) => {
  const error = await asking.then(
    () => null,
    thrown => thrown,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
};
const file = (path: string) => download(path, {}, () => {});

test('offline, a press, a look and a download each say so in words', async () => {
  const before = origin;
  origin = nowhere;
  const askings = [post('/staff/x'), get('/staff/x'), file('/staff/exports/x')];
  for (const error of await Promise.all(askings.map(told)))
    expect(error).toMatchObject({ status: 0, message: words.unreachable });
  origin = before;
});

test('a gateway that answers no JSON leaves no blank either', async () => {
  for (const error of await Promise.all([post('/staff/x'), file('/staff/exports/x')].map(told)))
    expect(error).toMatchObject({ status: 502, message: words.failed });
});

test('a download asked for after the session has ended signs out, as every other request does', async () => {
  signedOut = 0;
  expect(await told(file('/staff/exports/ended'))).toMatchObject({
    message: '请重新登录',
    requestId: 'req-7',
  });
  expect(await told(get('/staff/ended'))).toMatchObject({ status: 401 });
  expect(signedOut).toBe(2);
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import Koa from 'koa';
import { routeByWing } from './wings.ts';

const say = (text: string) => (context: Koa.ParameterizedContext) => {
  context.body = `${text} ${JSON.stringify(context['params'])}`;
};

test('each path finds its own route, in any wing, and others fall through', async () => {
  const app = new Koa();
  app.use(
    routeByWing([
      { method: 'get', path: '/api/v1/payments', handle: say('payments') },
      { method: 'get', path: '/api/v1/payments/:paymentNo', handle: say('payment') },
      { method: 'get', path: '/api/v1/staff/payments/:paymentNo', handle: say('staff payment') },
      { method: 'get', path: '/r/:checkCode', handle: say('receipt') },
    ]) as Koa.Middleware,
  );
  app.use(context => {
    context.body = 'nobody';
  });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  expect(await get('/api/v1/payments')).toBe('payments {}');
  expect(await get('/api/v1/payments/')).toBe('payments {}');
  expect(await get('/API/v1/Payments/P1')).toBe('payment {"paymentNo":"P1"}');
  expect(await get('/api/v1/staff/payments/P1')).toBe('staff payment {"paymentNo":"P1"}');
  expect(await get('/r/C%201')).toBe('receipt {"checkCode":"C 1"}');
  for (const path of ['/', '/api', '/api/v1', '/api/v1/staff', '/api/v1/refunds', '/api/v1/payments/P1/x'])
    expect(await get(path)).toBe('nobody');
  server.close();
  server.closeAllConnections();
});

test('a route whose wing is a parameter stops the start-up', () => {
  expect(() => routeByWing([{ method: 'get', path: '/api/v1/:what', handle: say('') }])).toThrow(
    '/api/v1/:what',
  );
});

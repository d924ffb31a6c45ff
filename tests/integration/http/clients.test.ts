/** How the built clients and the API's answers travel: compressed, cached where that is safe, and under a strict policy. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { anyone } from '../../../server/src/http/access.ts';
import { createHttpApp } from '../../../server/src/http/create-http-app.ts';
import { defineRoute } from '../../../server/src/http/define-route.ts';
import { type HttpServer, startHttpServer } from '../../../server/src/http/http-server.ts';
import { serveClients } from '../../../server/src/http/serve-clients.ts';
import { createLogger } from '../../../server/src/infra/logging.ts';
import { createMetrics } from '../../../server/src/infra/metrics.ts';

const script = `console.log("${'电'.repeat(2000)}")`;
let root: string;
let server: HttpServer;

interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** Not fetch, which decompresses. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    http
      .request(server.url + path, { headers, method, agent: false }, reply => {
        const chunks: Buffer[] = [];
        reply.on('data', chunk => chunks.push(chunk));
        reply.on('end', () =>
          resolve({ status: reply.statusCode!, headers: reply.headers, body: Buffer.concat(chunks) }),
        );
      })
      .on('error', reject)
      .end();
  });
}

const list = defineRoute({
  method: 'get',
  path: '/readings',
  access: anyone('a test'),
  tag: 'test',
  summary: 'Many or few',
  input: { query: z.object({ count: z.coerce.number() }) },
  output: z.object({ readings: z.array(z.string()) }),
  handle: ({ query }) => ({ readings: Array.from({ length: query.count }, (_, i) => `第${i}次抄表`) }),
});

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'dianting-clients-'));
  for (const folder of ['client/admin/dist/assets', 'client/miniapp/dist/h5/js'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'client/miniapp/dist/h5/index.html'), '<title>hall</title>');
  writeFileSync(join(root, 'client/miniapp/dist/h5/js/app.0123abcd.js'), script);
  writeFileSync(join(root, 'client/admin/dist/index.html'), '<title>staff</title>');
  writeFileSync(join(root, 'client/secret.txt'), 'not for the public');
  const none = async () => undefined;
  const app = createHttpApp(
    [list],
    {
      gatekeeper: { resident: none, staff: none, household: none, system: none, ownMatter: none },
      idempotency: { claim: async () => 'claimed', complete: none, release: none },
      logger: createLogger('silent'),
      metrics: createMetrics(),
      trustedProxies: 0,
    },
    serveClients(root, { sandboxUrl: 'http://127.0.0.1:3100' }),
  );
  server = await startHttpServer(app.callback(), { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

describe('the built clients', () => {
  test('the hall stands at /, the staff view at /admin/ and at every page address below it', async () => {
    expect((await get('/')).body.toString()).toContain('hall');
    for (const path of ['/admin/', '/admin/payments/P2026'])
      expect((await get(path)).body.toString()).toContain('staff');
    const moved = await get('/admin');
    expect([moved.status, moved.headers.location]).toEqual([302, '/admin/']);
    expect((await get('/admin/assets/gone-12345678.js')).status).toBe(404);
    expect((await get('/no-such-page')).status).toBe(404);
  });

  test('pages run scripts from files of the hall only, and may not be framed', async () => {
    for (const path of ['/', '/admin/']) {
      const policy = (await get(path)).headers['content-security-policy'];
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src|unsafe-eval|default-src[^;]*unsafe-inline/);
    }
  });

  test('files with a hash in their name are kept for a year; a page is asked for again, and not sent twice', async () => {
    expect((await get('/js/app.0123abcd.js')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    const page = await get('/');
    expect(page.headers['cache-control']).toBe('no-cache');
    const again = await get('/', { 'if-none-match': page.headers.etag! });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  test('text is sent in brotli or gzip, as the browser asks, and as it is to others', async () => {
    const path = '/js/app.0123abcd.js';
    const br = await get(path, { 'accept-encoding': 'gzip, deflate, br' });
    expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
    expect(br.body.length).toBeLessThan(200);
    expect(brotliDecompressSync(br.body).toString()).toBe(script);
    const gz = await get(path, { 'accept-encoding': 'gzip, br;q=0' });
    expect(gunzipSync(gz.body).toString()).toBe(script);
    expect((await get(path)).body.toString()).toBe(script);
    const head = await get(path, { 'accept-encoding': 'br' }, 'HEAD');
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([
      200,
      String(br.body.length),
      0,
    ]);
  });

  test('nothing outside their folders is served', async () => {
    for (const path of [
      '/../../secret.txt',
      '/..%2f..%2f..%2fsecret.txt',
      '/%2e%2e/%2e%2e/secret.txt',
      '/admin/..%2f..%2fsecret.txt',
      '/js/%00',
      '/%ff',
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });
});

describe("the API's answers", () => {
  test('are compressed above 1 KB, left alone below, and kept by nobody', async () => {
    const many = await get('/api/v1/readings?count=500', { 'accept-encoding': 'br' });
    expect(many.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(JSON.parse(brotliDecompressSync(many.body).toString()).readings).toHaveLength(500);
    const few = await get('/api/v1/readings?count=2', { 'accept-encoding': 'br' });
    expect(few.headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(few.body.toString()).readings).toHaveLength(2);
    expect(JSON.parse((await get('/api/v1/readings?count=500')).body.toString()).readings).toHaveLength(500);
  });

  test('errors carry the same protection', async () => {
    const { status, headers } = await get('/api/v1/nowhere');
    expect(status).toBe(404);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });
});

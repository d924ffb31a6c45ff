import http from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { startHttpServer } from './http-server.ts';

const local = { host: '127.0.0.1', port: 0 };

function get(url: string, agent: http.Agent): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent }, reply => {
        let body = '';
        reply.on('data', chunk => {
          body += chunk;
        });
        reply.on('end', () => resolve({ status: reply.statusCode!, body }));
      })
      .on('error', reject);
  });
}

describe('the HTTP server', () => {
  test('answers what is under way before it closes, then at once, although connections are kept alive', async () => {
    const agent = new http.Agent({ keepAlive: true });
    const server = await startHttpServer((_, response) => setTimeout(() => response.end('paid'), 300), local);
    const underWay = get(server.url, agent);
    await new Promise(done => setTimeout(done, 100));
    const began = Date.now();
    await server.close();
    expect(await underWay).toEqual({ status: 200, body: 'paid' });
    expect(Date.now() - began).toBeLessThan(1500);
    agent.destroy();
    await expect(get(server.url, new http.Agent())).rejects.toThrow(/ECONNREFUSED/);
  });

  test('says which setting to change when its port is taken', async () => {
    const first = await startHttpServer((_, response) => response.end(), local);
    const port = Number(new URL(first.url).port);
    await expect(startHttpServer((_, response) => response.end(), { ...local, port })).rejects.toThrow(
      `PORT: ${port} is in use on 127.0.0.1`,
    );
    await first.close();
  });

  test('says so when the host is not of this machine', async () => {
    await expect(
      startHttpServer((_, response) => response.end(), { host: '203.0.113.9', port: 0 }),
    ).rejects.toThrow(/^HOST: 203.0.113.9/);
  });
});

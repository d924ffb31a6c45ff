/** A small closed-loop HTTP load: `concurrency` callers, each sends its next request when the last is answered. Bounded in count. */
import { Agent, request } from 'node:http';

export interface LoadRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface LoadResult {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  seconds: number;
  failed: number;
}

export async function applyLoad(requests: Iterable<LoadRequest>, concurrency: number): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const queue = requests[Symbol.iterator]();
  const times: number[] = [];
  let failed = 0;
  const began = performance.now();
  const caller = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const started = performance.now();
      const status = await send(agent, next.value).catch(() => 0);
      times.push(performance.now() - started);
      if (status < 200 || status >= 300) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), seconds, failed };
}

function send(agent: Agent, { method, url, headers, body }: LoadRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(url, { agent, method, headers: { ...headers, ...length } }, reply => {
      reply.resume();
      reply.on('end', () => resolve(reply.statusCode ?? 0));
      reply.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

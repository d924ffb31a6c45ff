/**
 * A closed-loop HTTP load: `concurrency` connections, each sends its next request when the last is answered. It shares
 * the cores with what it measures, so it speaks the little of HTTP/1.1 that it needs on bare sockets, at a fraction of
 * what a whole client costs.
 */
import { connect, type Socket } from 'node:net';

export interface LoadRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface LoadResult {
  count: number;
  seconds: number;
  /** Of every request, in milliseconds. */
  times: number[];
}

/** @throws Error when any answer is not 2xx: a figure that counts failures would flatter */
export async function applyLoad(requests: readonly LoadRequest[], concurrency: number): Promise<LoadResult> {
  const { hostname, port } = new URL(requests[0]!.url);
  const lines = await Promise.all(
    Array.from({ length: concurrency }, () => openLine(hostname, Number(port))),
  );
  const queue = requests.map(encode)[Symbol.iterator]();
  const times: number[] = [];
  const began = performance.now();
  const caller = async (line: Line) => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const started = performance.now();
      const { status, head } = await line.send(next.value);
      times.push(performance.now() - started);
      if (status < 200 || status >= 300) throw new Error(`answered ${status}:\n${head}`);
    }
  };
  try {
    await Promise.all(lines.map(caller));
    return { count: times.length, seconds: (performance.now() - began) / 1000, times };
  } finally {
    for (const line of lines) line.close();
  }
}

function encode({ method, url, headers = {}, body = '' }: LoadRequest): Buffer {
  const { host, pathname, search } = new URL(url);
  const all = { host, ...headers, 'content-length': String(Buffer.byteLength(body)) };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${pathname}${search} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`);
}

interface Line {
  send(request: Buffer): Promise<{ status: number; head: string }>;
  close(): void;
}

async function openLine(host: string, port: number): Promise<Line> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opened = connect({ host, port, noDelay: true }, () => resolve(opened));
    opened.once('error', reject);
  });
  let seen = '';
  let waiting: { resolve(answer: { status: number; head: string }): void; reject(error: Error): void };
  // One character a byte, so that lengths can be compared with Content-Length.
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    seen += chunk;
    if (!isWhole(seen)) return;
    const head = seen;
    seen = '';
    waiting.resolve({ status: Number(head.slice(9, 12)), head });
  });
  socket.on('error', error => waiting?.reject(error));
  socket.on('close', () => waiting?.reject(new Error('connection closed')));
  return {
    send: request =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** Every answer here has a Content-Length, or no body (204). */
function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end))?.[1] ?? '0';
  return answer.length >= end + 4 + Number(length);
}

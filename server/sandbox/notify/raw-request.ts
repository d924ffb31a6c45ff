import http from 'node:http';
import https from 'node:https';
import type { Delivery, FaultRule } from '../state/records.ts';

/** A notification ready to be sent, byte for byte. */
export interface RawRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface RawAnswer {
  status: number;
  body: string;
}

/** How one gateway writes its notifications and reads the answers. */
export interface Notifier {
  /** `fault` is the attempt's own misbehaviour, if any. Signs afresh: the time stamp is now. */
  build: (delivery: Delivery, fault?: FaultRule) => Promise<RawRequest>;
  accepts: (answer: RawAnswer) => boolean;
  /** What the notification tells has happened now, with the misbehaviour of the whole delivery decided. */
  happened?: (delivery: Delivery) => void;
  /** Waits before the second and later attempts, in seconds. */
  schedule: readonly number[];
}

const agents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: 128 }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: 128 }),
};

/** Rejects on refused connections, resets and when no full answer came within the time-out. */
export function post(request: RawRequest, timeoutMs: number): Promise<RawAnswer> {
  const url = new URL(request.url);
  const client = url.protocol === 'https:' ? https : http;
  const agent = agents[url.protocol === 'https:' ? 'https:' : 'http:'];
  const headers = { ...request.headers, 'Content-Length': String(Buffer.byteLength(request.body)) };
  return new Promise((resolve, reject) => {
    const call = client.request(url, { method: 'POST', headers, agent }, reply => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('error', reject);
      reply.on('end', () => {
        clearTimeout(timer);
        resolve({ status: reply.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    const timer = setTimeout(() => call.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    call.on('error', error => {
      clearTimeout(timer);
      reject(error);
    });
    call.end(request.body);
  });
}

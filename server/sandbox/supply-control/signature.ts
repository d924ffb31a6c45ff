import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { randomText } from '../state/ids.ts';

const TEN_MINUTES = 10 * 60_000;

/** An instant of the wire form: UTC, whole seconds. */
export const instant = (at = new Date()): string => `${at.toISOString().slice(0, 19)}Z`;

const hash = (body: Buffer | string): string => createHash('sha256').update(body).digest('hex');
const lines = (...parts: string[]): Buffer => Buffer.from(parts.map(part => `${part}\n`).join(''));

export function signedHeaders(
  key: KeyObject,
  caller: string,
  method: string,
  path: string,
  body: string,
  time = instant(),
): Record<string, string> {
  const nonce = randomText(16);
  const text = lines(method, path, caller, time, nonce, hash(body));
  return {
    'x-supply-caller': caller,
    'x-supply-time': time,
    'x-supply-nonce': nonce,
    'x-supply-signature': sign(null, text, key).toString('base64'),
  };
}

/** Headers of an answer, bound to the request by its nonce. */
export function answerHeaders(
  key: KeyObject,
  status: number,
  nonce: string,
  body: string,
): Record<string, string> {
  const time = instant();
  const text = lines(String(status).padStart(3, '0'), nonce, time, hash(body));
  return { 'x-supply-time': time, 'x-supply-signature': sign(null, text, key).toString('base64') };
}

/** Checks requests in the order of the specification, and remembers their nonces for ten minutes. */
export class Gate {
  private readonly seen = new Map<string, number>();

  /** The code of the 401, or undefined when all is well. */
  refusalOf(
    get: (header: string) => string,
    method: string,
    path: string,
    body: Buffer,
    utility: { code: string; publicKey: string },
  ): string | undefined {
    const [caller, time, nonce, signature] = ['caller', 'time', 'nonce', 'signature'].map(name =>
      get(`x-supply-${name}`),
    ) as [string, string, string, string];
    if (caller !== utility.code) return 'caller-unknown';
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) ? Date.parse(time) : Number.NaN;
    if (!(Math.abs(Date.now() - at) <= 300_000)) return 'time-far';
    const key = createPublicKey({
      key: Buffer.from(utility.publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const text = lines(method, path, caller, time, nonce, hash(body));
    const good = /^[0-9a-f]{32}$/.test(nonce) && verify(null, text, key, Buffer.from(signature, 'base64'));
    if (!good) return 'signature-wrong';
    for (const [old, seenAt] of this.seen) if (seenAt < Date.now() - TEN_MINUTES) this.seen.delete(old);
    if (this.seen.has(nonce)) return 'nonce-seen';
    this.seen.set(nonce, Date.now());
    return undefined;
  }
}

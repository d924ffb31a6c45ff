/** The wire form dianting-supply/1 of README.md: what is signed, and what is said. */
import { createHash, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { supplyStates, type ToldState } from './supply-command.ts';

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const nearMs = 300_000;
/** Instants on the wire have no fractions. */
export const wireTime = (at: Date) => `${at.toISOString().slice(0, 19)}Z`;

type Headers = Record<string, string | string[] | undefined>;

const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
  .transform(text => new Date(text))
  .refine(at => !Number.isNaN(at.getTime()));
const State = z.object({
  commandNo: z.string().regex(/^SC\d{20}$/),
  state: z.enum(['accepted', 'executing', 'done', 'failed', 'refused', 'cancelled']),
  code: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .nullable(),
  supply: z.enum(supplyStates),
  at: instant,
});
const Result = State.extend({ eventId: z.string().regex(/^[\x21-\x7e]{1,64}$/) });
export type ToldResult = z.output<typeof Result>;

export function signRequest(
  request: { method: string; path: string; body: string },
  { caller, key, now }: { caller: string; key: KeyObject; now: Date },
): { nonce: string; headers: Record<string, string> } {
  const nonce = randomBytes(16).toString('hex');
  const time = wireTime(now);
  const text = lines(request.method, request.path, caller, time, nonce, sha256(request.body));
  return {
    nonce,
    headers: {
      ...(request.body === '' ? {} : { 'content-type': 'application/json' }),
      'x-supply-caller': caller,
      'x-supply-time': time,
      'x-supply-nonce': nonce,
      'x-supply-signature': sign(null, Buffer.from(text), key).toString('base64'),
    },
  };
}

/** Whether the head-end itself gave this answer, now, to this very request. */
export function isAnswerOf(
  nonce: string,
  { status, headers, body }: { status: number; headers: Headers; body: Buffer },
  { key, now }: { key: KeyObject; now: Date },
): boolean {
  const time = String(headers['x-supply-time'] ?? '');
  const text = lines(String(status), nonce, time, sha256(body));
  return isNear(time, now) && isSigned(text, headers, key);
}

export type Refusal = 'caller-unknown' | 'time-far' | 'signature-wrong';

/** Whether the head-end itself sends this, now. @returns why not */
export function refusalOf(
  request: { method: string; path: string; headers: Headers; body: Buffer },
  { peer, key, now }: { peer: string; key: KeyObject; now: Date },
): Refusal | undefined {
  const { method, path, headers, body } = request;
  const caller = String(headers['x-supply-caller'] ?? '');
  const time = String(headers['x-supply-time'] ?? '');
  const nonce = String(headers['x-supply-nonce'] ?? '');
  if (caller !== peer) return 'caller-unknown';
  if (!isNear(time, now)) return 'time-far';
  if (!/^[0-9a-f]{32}$/.test(nonce)) return 'signature-wrong';
  return isSigned(lines(method, path, caller, time, nonce, sha256(body)), headers, key)
    ? undefined
    : 'signature-wrong';
}

/** @returns undefined when it is not of the form */
export const parseState = (body: Buffer): ToldState | undefined => State.safeParse(json(body)).data;
export const parseResult = (body: Buffer): ToldResult | undefined => Result.safeParse(json(body)).data;

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function isNear(time: string, now: Date): boolean {
  const at = instant.safeParse(time);
  return at.success && Math.abs(at.data.getTime() - now.getTime()) <= nearMs;
}

function isSigned(text: string, headers: Headers, key: KeyObject): boolean {
  const signature = Buffer.from(String(headers['x-supply-signature'] ?? ''), 'base64');
  return signature.length === 64 && verify(null, Buffer.from(text), key, signature);
}

const lines = (...parts: string[]) => parts.map(part => `${part}\n`).join('');

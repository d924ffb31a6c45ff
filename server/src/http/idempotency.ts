/**
 * `Idempotency-Key` on creating POSTs. The first request claims (actor, route, key) and leaves its answer; a repeat with
 * the same body gets that answer, with another body 409, and while the first still runs 409 as well.
 */
import { createHash } from 'node:crypto';
import { badRequest, defineError } from '../shared/errors.ts';

export const keyReused = defineError('idempotency-key-reused', 409, {
  zh: '同一个 Idempotency-Key 已用于另一个请求',
  en: 'This Idempotency-Key was used for a different request',
});
export const stillRunning = defineError('request-in-progress', 409, {
  zh: '相同的请求正在处理，请稍候',
  en: 'The same request is still being handled; please wait',
});

export interface StoredAnswer {
  status: number;
  response: unknown;
}

/** Where claims are kept; the database's in the server. */
export interface IdempotencyStore {
  /** Claims the key, or tells what stands there. */
  claim(
    actor: string,
    route: string,
    key: string,
    bodyHash: Buffer,
  ): Promise<'claimed' | { bodyHash: Buffer; answer?: StoredAnswer }>;
  complete(actor: string, route: string, key: string, answer: StoredAnswer): Promise<void>;
  /** The request failed without effect: the key may be used again. */
  release(actor: string, route: string, key: string): Promise<void>;
}

export function requireKey(header: string | undefined): string {
  if (header && /^[\x21-\x7e]{8,128}$/.test(header)) return header;
  const message = { zh: '需要 8 到 128 个可见字符', en: 'Needs 8 to 128 visible characters' };
  throw badRequest({}, [{ field: 'Idempotency-Key', rule: header ? 'format' : 'required', message }]);
}

/** Names one request among all: whoever repeats it has the same, another body or caller has another. */
export function requestKeyOf(request: {
  actor: string;
  route: string;
  key: string;
  rawBody: Buffer;
}): string {
  const { actor, route, key, rawBody } = request;
  return createHash('sha256').update(`${actor}\n${route}\n${key}\n`).update(rawBody).digest('base64url');
}

/** @param keep false: only that it was answered is kept, not with what; a repeat runs again, and `run` gives the same answer by itself */
export async function once(
  store: IdempotencyStore,
  request: { actor: string; route: string; key: string; rawBody: Buffer },
  run: () => Promise<StoredAnswer>,
  keep = true,
): Promise<StoredAnswer> {
  const { actor, route, key } = request;
  const bodyHash = createHash('sha256').update(request.rawBody).digest();
  const claim = await store.claim(actor, route, key, bodyHash);
  if (claim !== 'claimed') {
    if (!claim.bodyHash.equals(bodyHash)) throw keyReused();
    if (!claim.answer) throw stillRunning();
    return keep ? claim.answer : run();
  }
  let answer: StoredAnswer;
  try {
    answer = await run();
  } catch (error) {
    await store.release(actor, route, key);
    throw error;
  }
  await store.complete(actor, route, key, keep ? answer : { ...answer, response: null });
  return answer;
}

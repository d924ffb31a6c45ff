import { HttpUnreachable } from '../../../infra/http-client.ts';
import { Undeliverable } from '../outbox.ts';
import type { SendResult } from './channel.ts';

/** What an error of the transport says about the letter: never sent, refused for good, or nobody knows. */
export function afterFailure(error: unknown): SendResult {
  if (error instanceof Undeliverable) return { kind: 'refused', reason: error.message };
  if (error instanceof HttpUnreachable) return { kind: error.sent ? 'unknown' : 'later', reason: error.code };
  return { kind: 'unknown', reason: error instanceof Error ? error.message.slice(0, 200) : 'failed' };
}

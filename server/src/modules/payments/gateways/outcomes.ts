import { ChannelError } from './channel-error.ts';
import type { Unknown } from './gateway.ts';

/**
 * Turns what a gateway's client throws into an outcome: refusals by the gateway's own code, everything else into
 * `unknown`. Programming errors pass through.
 */
export async function settle<T>(byCode: Record<string, T>, work: () => Promise<T>): Promise<T | Unknown> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    const { problem, code } = error;
    const known = problem === 'rejected' && Object.hasOwn(byCode, code) ? byCode[code] : undefined;
    return known ?? { status: 'unknown', problem, reason: code };
  }
}

/** Whole characters, never half of a surrogate pair. */
export function cutTo(length: number, text: string): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

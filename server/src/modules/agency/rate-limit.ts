/** Counts by key within the running minute, in this process. A minute's keys are forgotten with it. */
import type { Clock } from '../../infra/clock.ts';

export interface RateLimit {
  /** False when the limit of this minute is used up. */
  take(key: string, perMinute: number): boolean;
  /** How often within this minute. */
  used(key: string): number;
}

export function createRateLimit(clock: Clock): RateLimit {
  let minute = 0;
  let counts = new Map<string, number>();
  const current = (): Map<string, number> => {
    const now = Math.floor(clock.now().getTime() / 60_000);
    if (now !== minute) {
      minute = now;
      counts = new Map();
    }
    return counts;
  };
  return {
    take(key, perMinute) {
      const used = (current().get(key) ?? 0) + 1;
      counts.set(key, used);
      return used <= perMinute;
    },
    used: key => current().get(key) ?? 0,
  };
}

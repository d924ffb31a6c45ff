import type { Clock } from '../../infra/clock.ts';
import { tooMany } from '../../shared/errors.ts';
import { proofLocked } from './accounts.errors.ts';
import type { Limit, LockRule } from './limits.ts';
import type { RateLimitsRepository } from './rate-limits.repository.ts';

export interface RateLimiter {
  /** Counts one use under each limit, in this order. @throws tooMany at the first that is used up. */
  take(...uses: [limit: Limit, subject: string][]): Promise<void>;
  /**
   * Runs a proof that may be wrong. Every try is counted before it is made; a right one is taken back afterwards.
   * @throws proofLocked while any of the locks holds; whatever `prove` throws otherwise.
   */
  guard<T>(locks: [rule: LockRule, subject: string][], prove: () => Promise<T>): Promise<T>;
}

export function createRateLimiter(repository: RateLimitsRepository, clock: Clock): RateLimiter {
  return {
    async take(...uses) {
      for (const [limit, subject] of uses) {
        const seconds = await repository.take(limit, subject, clock.now());
        if (seconds > 0) throw tooMany({ seconds });
      }
    },
    async guard(locks, prove) {
      for (const [rule, subject] of locks) {
        const seconds = await repository.tryOnce(rule, subject, clock.now());
        if (seconds > 0) throw proofLocked({ minutes: Math.ceil(seconds / 60) });
      }
      const result = await prove();
      for (const [rule, subject] of locks) await repository.forgive(rule, subject);
      return result;
    },
  };
}

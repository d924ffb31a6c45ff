import { describe, expect, it } from '@jest/globals';
import { maxAttempts, pauseAfter } from './outbox.ts';

describe('pauses between deliveries', () => {
  it('start short and double up to an hour', () => {
    expect([1, 2, 3, 4].map(pauseAfter)).toEqual([5, 10, 20, 40]);
    expect(pauseAfter(maxAttempts)).toBe(3600);
  });

  it('keep trying for more than two hours, longer than a provider is usually down', () => {
    let total = 0;
    for (let attempt = 1; attempt < maxAttempts; attempt++) total += pauseAfter(attempt);
    expect(total).toBeGreaterThan(2 * 3600);
  });
});

import { expect, test } from '@jest/globals';
import { onceAMinute } from './once-a-minute.ts';

test('what goes on is told once a minute, and each thing by itself', () => {
  let seconds = 0;
  const isNews = onceAMinute({ now: () => new Date(seconds * 1000) });
  const at = (second: number, what: string) => {
    seconds = second;
    return isNews(what);
  };
  expect([at(0, 'scope'), at(1, 'scope'), at(1, 'address'), at(59, 'scope')]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([at(60, 'scope'), at(61, 'scope'), at(120, 'scope')]).toEqual([true, false, true]);
});

/** What stands on a bill in words: each line's sum can be worked out again from what it says. */
import { expect, test } from '@jest/globals';
import { day, ratingInput } from '../../../../tests/support/rating.ts';
import { rate } from '../tariffs/index.ts';
import { explainLine } from './explain-line.ts';

test('the year of somebody who leaves early is settled in words that give its sum', () => {
  const { lines } = rate(
    ratingInput({
      holding: { from: day('2025-01-01'), to: day('2025-06-30') },
      usage: [{ from: day('2025-06-01'), to: day('2025-06-30'), total: 100_00, valley: null }],
      usedBefore: [150_000],
      closing: true,
    }),
  );
  const settled = lines.find(({ kind }) => kind === 'adjustment');
  expect(explainLine(settled!)).toEqual({
    zh: '用电不足一年，按实际月数清算第二档加价：240.00 度 × 0.0500 元 = ¥12.00',
    en: 'Part year: tier 2 settled for the months supplied: 240.00 kWh × ¥0.0500 = ¥12.00',
  });
});

import { expect, test } from '@jest/globals';
import { totalOf } from './money-count.ts';

test('twelve notes of a hundred, a note of five and three jiao are 1,205.30 yuan', () => {
  expect(totalOf({ '10000': 12, '500': 1, '10': 3 })).toBe(120_530);
  expect(totalOf({})).toBe(0);
});

import { expect, test } from '@jest/globals';
import { readable } from './hundredths.ts';

test('what is typed as a reading is a figure or nothing: what cannot be read is never taken for nothing', () => {
  expect(['1234.56', '0', '', undefined].map(text => readable(text, false))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['12e3', '1.234', '-5', '约500'].map(text => readable(text, false))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect([readable('', true), readable('12', true)]).toEqual([false, true]);
});

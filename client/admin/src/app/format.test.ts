import { describe, expect, test } from '@jest/globals';
import { minuteOf, parseYuan, plainYuan, yuan } from './format.ts';

describe('sums are read and shown to the fen', () => {
  test.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [123_456, '¥1,234.56'],
    [-100_000_000, '−¥1,000,000.00'],
  ])('%i fen is %s', (fen, shown) => expect(yuan(fen)).toBe(shown));

  test.each([
    ['12.3', 1_230],
    ['0.01', 1],
    [' 229.29 ', 22_929],
    ['8', 800],
  ])('“%s” typed is %i fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  test.each(['', '1.234', '-5', '1e3', '１２', 'abc'])('“%s” is no sum', text =>
    expect(parseYuan(text)).toBeUndefined(),
  );

  test('what an input field shows is read back as the same sum', () => {
    for (const fen of [1, 10, 99, 100, 22_929]) expect(parseYuan(plainYuan(fen))).toBe(fen);
  });
});

test('times are Shanghai times, wherever the computer stands', () => {
  expect(minuteOf('2026-11-22T16:30:00Z')).toBe('2026-11-23 00:30');
});

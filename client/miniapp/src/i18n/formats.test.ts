import { day, energy, fenOf, moment, month, spacedNumber, yuan } from './formats';

test('a sum is always shown with thousands and two decimals', () => {
  expect([0, 5, 100, 123_456, 100_000_000].map(yuan)).toEqual([
    '¥0.00',
    '¥0.05',
    '¥1.00',
    '¥1,234.56',
    '¥1,000,000.00',
  ]);
  expect(yuan(-2_050)).toBe('−¥20.50');
});

test('a sum that was typed is read without fractions of a fen, or not at all', () => {
  expect(['1', '19.9', '0.29', ' 100.05 '].map(fenOf)).toEqual([100, 1_990, 29, 10_005]);
  for (const wrong of ['', '-1', '1.234', '1,000', '1e3', 'abc', '.5', '9999999'])
    expect(fenOf(wrong)).toBeNull();
});

test('days, months and moments are those of Shanghai', () => {
  expect(day('2026-11-02', 'zh')).toBe('2026年11月2日');
  expect(day('2026-11-02', 'en')).toBe('2 Nov 2026');
  expect(month('2026-01', 'en')).toBe('Jan 2026');
  expect(moment('2026-11-22T16:05:00.000Z', 'zh')).toBe('2026年11月23日 00:05');
});

test('energy drops idle zeros, and an account number is grouped as it is read aloud', () => {
  expect(['12034.20', '0.00', '201'].map(energy)).toEqual(['12,034.2', '0', '201']);
  expect(spacedNumber('3701234567890')).toBe('3701 2345 6789 0');
});

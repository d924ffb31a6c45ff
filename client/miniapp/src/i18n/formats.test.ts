import {
  day,
  days,
  energy,
  energyColumn,
  fenOf,
  lastDay,
  moment,
  month,
  spacedNumber,
  yuan,
} from './formats';

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
  expect(lastDay('2026-12-01T16:00:00.000Z', 'zh')).toBe('2026年12月1日');
});

test('energy drops idle zeros, and an account number is grouped as it is read aloud', () => {
  expect(['12034.20', '0.00', '201'].map(energy)).toEqual(['12,034.2', '0', '201']);
  expect(spacedNumber('3701234567890')).toBe('3701 2345 6789 0');
});

test('two days say nothing twice, and a column of energy keeps its points below each other', () => {
  expect(days('2026-10-01', '2026-10-31', 'zh')).toBe('2026年10月1日至31日');
  expect(days('2026-10-01', '2026-11-02', 'zh')).toBe('2026年10月1日至11月2日');
  expect(days('2026-12-20', '2027-01-19', 'zh')).toBe('2026年12月20日至2027年1月19日');
  expect(days('2026-10-01', '2026-10-31', 'en')).toBe('1–31 Oct 2026');
  expect(days('2026-10-01', '2026-11-02', 'en')).toBe('1 Oct–2 Nov 2026');
  expect(days('2026-12-20', '2027-01-19', 'en')).toBe('20 Dec 2026–19 Jan 2027');
  expect(['1303.10', '98', '0.5'].map(energyColumn)).toEqual(['1,303.10', '98.00', '0.50']);
});

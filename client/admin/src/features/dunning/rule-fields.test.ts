import { describe, expect, test } from '@jest/globals';
import { type FieldKind, fieldsOf, readEntry, textOf } from './rule-fields.ts';

describe.each<[FieldKind, unknown, string]>([
  ['permille', 1_000, '1'],
  ['permille', 1_250, '1.25'],
  ['yuan', 1_005, '10.05'],
  ['count', 30, '30'],
  ['counts', [1, 7, 15], '1, 7, 15'],
  ['dates', ['2027-02-05', '2027-02-06'], '2027-02-05, 2027-02-06'],
])('%s', (kind, value, text) => {
  test(`${text} is written and read`, () => {
    expect(textOf(kind, value)).toBe(text);
    expect(readEntry({ key: 'x', kind }, text)).toEqual(value);
  });
});

test('what is no such value is not sent', () => {
  expect(readEntry({ key: 'x', kind: 'count' }, '-1')).toBeUndefined();
  expect(readEntry({ key: 'x', kind: 'permille' }, '1.2345')).toBeUndefined();
  expect(readEntry({ key: 'x', kind: 'counts' }, '1,a')).toBeUndefined();
});

test('cold months and a cap may be left empty', () => {
  expect(fieldsOf.coldDays.map(field => readEntry(field, ''))).toEqual([[], []]);
  expect(readEntry(fieldsOf.lateFee.at(-1)!, '')).toBeNull();
});

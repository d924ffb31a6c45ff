import { expect, test } from '@jest/globals';
import { equalParts } from './equal-parts.ts';

test('parts make up the debt to the fen', () => {
  const parts = equalParts(10_000, 3, '2026-11-30');
  expect(parts.map(({ amountFen }) => amountFen)).toEqual([3_334, 3_333, 3_333]);
});

test('each month has its day, a short month its last', () => {
  const days = equalParts(400, 4, '2026-12-31').map(({ dueOn }) => dueOn);
  expect(days).toEqual(['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31']);
});

import { changeOf, linePath, stretchesOf } from './series';

const known = (value: number | null) => ({ value, estimated: false });
const estimate = (value: number) => ({ value, estimated: true });

test('a line ends where days are missing, and begins again behind them', () => {
  expect(stretchesOf([1, 2, null, null, 3, null, 4, 5].map(known))).toEqual([
    { from: 0, values: [1, 2], estimated: false },
    { from: 4, values: [3], estimated: false },
    { from: 6, values: [4, 5], estimated: false },
  ]);
  const path = linePath(stretchesOf([1, 2, null, 4].map(known)), 4);
  expect(path.match(/M/g)).toHaveLength(2);
  expect(path).not.toContain('NaN');
});

test('the line to an estimated day and from it is a stretch of its own', () => {
  expect(stretchesOf([known(1), known(2), estimate(3), known(4), known(5), known(6)])).toEqual([
    { from: 0, values: [1, 2], estimated: false },
    { from: 1, values: [2, 3, 4], estimated: true },
    { from: 3, values: [4, 5, 6], estimated: false },
  ]);
  expect(stretchesOf([known(null), estimate(3), known(null)])).toEqual([
    { from: 1, values: [3], estimated: true },
  ]);
});

test('a change is told only against something known', () => {
  expect([changeOf(110, 100), changeOf(50, 100), changeOf(5, 0), changeOf(null, 5)]).toEqual([
    10,
    -50,
    null,
    null,
  ]);
});

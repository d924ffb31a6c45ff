import { changeOf, linePath, runsOf } from './series';

test('a line ends where days are missing, and begins again behind them', () => {
  expect(runsOf([1, 2, null, null, 3, null, 4, 5])).toEqual([
    { from: 0, values: [1, 2] },
    { from: 4, values: [3] },
    { from: 6, values: [4, 5] },
  ]);
  const path = linePath(runsOf([1, 2, null, 4]), 4);
  expect(path.match(/M/g)).toHaveLength(2);
  expect(path).not.toContain('NaN');
});

test('a change is told only against something known', () => {
  expect([changeOf(110, 100), changeOf(50, 100), changeOf(5, 0), changeOf(null, 5)]).toEqual([
    10,
    -50,
    null,
    null,
  ]);
});

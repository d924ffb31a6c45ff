import { expect, it } from '@jest/globals';
import { factorOf, yearTo } from './load-months.ts';

it('a year ends with its quarter, over the turn of the year, with gaps where nothing was entered', () => {
  const year = yearTo('2026-Q1', [{ month: '2025-12', maxDemand: 120, powerFactor: 905 }]);
  expect(year.map(({ month }) => month)).toEqual([
    ...['04', '05', '06', '07', '08', '09', '10', '11', '12'].map(month => `2025-${month}`),
    ...['01', '02', '03'].map(month => `2026-${month}`),
  ]);
  expect(year.filter(({ figures }) => figures).map(({ month }) => month)).toEqual(['2025-12']);
  expect(year.filter(({ chosen }) => chosen).map(({ month }) => month)).toEqual([
    '2026-01',
    '2026-02',
    '2026-03',
  ]);
});

it('a power factor has two places, or none at all', () => {
  expect([factorOf(905), factorOf(1000), factorOf(null)]).toEqual(['0.91', '1.00', '—']);
});

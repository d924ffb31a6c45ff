import { expect, test } from '@jest/globals';
import { adviceFor, figuresOf, type LoadRules, monthsOf, powerFactorOf, quarterBefore } from './quarter.ts';

const rules: LoadRules = { 'power-factor-permille': 900, 'load-rate-percent': 50, 'demand-rise-percent': 20 };
const month = (name: string, maxDemand: number, active: number, reactive: number) => ({
  month: name,
  maxDemand,
  active,
  reactive,
});

test.each([
  [4, 3, 800],
  [900, 436, 900],
  [1, 0, 1000],
  [0, 0, null],
])('%i kWh and %i kvarh make a power factor of %s thousandths', (active, reactive, permille) => {
  expect(powerFactorOf(active, reactive)).toBe(permille);
});

test('a quarter’s load rate counts its own hours', () => {
  // 31 + 28 + 31 days are 2,160 hours.
  const figures = figuresOf([
    month('2026-01', 100, 50_000, 0),
    month('2026-02', 80, 28_000, 0),
    month('2026-03', 90, 30_000, 0),
  ]);
  expect(figures).toMatchObject({ maxDemand: 100, active: 108_000, loadRate: 50, powerFactor: 1000 });
});

test('quarters follow one another over the year', () => {
  expect(monthsOf('2026-Q4')).toEqual(['2026-10', '2026-11', '2026-12']);
  expect([quarterBefore('2026-Q1'), quarterBefore('2026-Q3')]).toEqual(['2025-Q4', '2026-Q2']);
});

test('advice names what is wrong with its figure, and says so when nothing is', () => {
  const before = figuresOf([month('2026-06', 100, 60_000, 10_000)]);
  const poor = figuresOf([month('2026-07', 125, 30_000, 30_000)]);
  const [factor, rate, rise] = adviceFor(poor, before, rules);
  expect([factor?.zh, rate?.zh, rise?.zh].map(text => text?.slice(0, 12))).toEqual([
    '本季功率因数0.71，低',
    '本季负荷率32%，用电集',
    '最大需量比上季升高25%',
  ]);
  const fine = figuresOf([month('2026-07', 100, 60_000, 10_000)]);
  expect(adviceFor(fine, before, rules)).toHaveLength(1);
});

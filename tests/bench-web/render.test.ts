/** The table of docs/bench-web.md is completed in parts: what was measured before stays, what misses or lacks is named. */
import { expect, test } from '@jest/globals';
import type { MeasuredPage } from './judged.ts';
import { isReached, readRows, render, rowOf, verdict, withoutRow } from './render.ts';

const measured = (page: string, performance: number[], axe = 0): MeasuredPage => ({
  page,
  scores: { performance, accessibility: [100], 'best-practices': [96] },
  lcp: [2_100, 2_400],
  tbt: [12],
  axe,
  lost: ['unused-javascript'],
  machine: [1_000],
});
const pages = ['home', 'bill', 'usage · days'];
const home = rowOf(measured('home', [97, 92, 98]));
const bill = rowOf(measured('bill', [80, 89, 91]));
const usage = rowOf(measured('usage · days', [95], 2));

test('rows are read again as they were written, with what they miss', () => {
  const rows = [usage, home, bill];
  expect(readRows(render([{ what: 'H5', bytes: 1_000 }], pages, rows, 3))).toEqual([home, bill, usage]);
});

test('a page that misses or has no row is named, and the hall does not reach what is wanted', () => {
  expect(withoutRow(pages, [home, bill])).toEqual(['usage · days']);
  expect(verdict(pages, [home, bill])).toEqual([
    'Not reached:\n\n- bill: performance; what cost points: unused-javascript',
    'Not measured (`npm run bench:web -- --missing`): usage · days.',
  ]);
  expect(isReached(pages, [home, bill])).toBe(false);
  expect(isReached(['usage · days'], [usage])).toBe(false);
  expect(isReached(['home'], [home])).toBe(true);
});

test('a page that is no more leaves the table', () => {
  expect(readRows(render([], ['home'], [home, bill], 5))).toEqual([home]);
});

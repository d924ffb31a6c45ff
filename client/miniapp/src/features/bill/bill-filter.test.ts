import type { BillRow } from '@api/types';
import { bill } from '../../../test/answers';
import { filterBills, yearsOf } from './bill-filter';

const bills = [
  { ...bill, month: '2026-10', status: 'part-paid' },
  { ...bill, month: '2026-09', status: 'paid', estimated: true },
  { ...bill, month: '2025-12', status: 'unpaid' },
  { ...bill, month: '2025-11', status: 'reversed' },
] as BillRow[];
const months = (list: BillRow[]) => list.map(({ month }) => month);

test('open bills are those of which anything is owed; a reversed one is not', () => {
  expect(months(filterBills(bills, { state: 'open', year: null }))).toEqual(['2026-10', '2025-12']);
  expect(months(filterBills(bills, { state: 'paid', year: null }))).toEqual(['2026-09']);
  expect(months(filterBills(bills, { state: 'estimated', year: null }))).toEqual(['2026-09']);
});

test('a year and a state narrow together', () => {
  expect(months(filterBills(bills, { state: 'open', year: '2025' }))).toEqual(['2025-12']);
  expect(filterBills(bills, { state: 'all', year: null })).toHaveLength(4);
  expect(yearsOf(bills)).toEqual(['2026', '2025']);
});

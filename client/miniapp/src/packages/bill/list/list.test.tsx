import type { BillRow } from '@api/types';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { accountNo } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import BillsPage from './index';

const row = (month: string, totalFen: number, change: Partial<BillRow> = {}): BillRow => ({
  billNo: `B${month}`,
  month,
  from: `${month}-01`,
  to: `${month}-28`,
  energy: '200.00',
  totalFen,
  paidFen: totalFen,
  outstandingFen: 0,
  status: 'paid',
  dueOn: `${month}-28`,
  issuedAt: `${month}-05T01:00:00.000Z`,
  estimated: false,
  ...change,
});
const bills = [
  row('2025-12', 9_900),
  row('2026-09', 10_001, { estimated: true }),
  row('2026-10', 12_345, { status: 'unpaid', paidFen: 0, outstandingFen: 12_345 }),
  row('2026-08', 50_000, { status: 'reversed' }),
];
const shows = (rows: BillRow[]) => {
  signedIn({ [`GET /households/${accountNo}/bills`]: { body: { bills: rows } } });
  phone.params = { accountNo };
  render(<BillsPage />);
};

test('each year has its sum, to which a reversed bill adds nothing; the newest bill comes first', async () => {
  shows(bills);
  expect(await screen.findByText('2026年合计')).toBeTruthy();
  expect(screen.getByText('¥223.46')).toBeTruthy();
  expect(screen.getByText('2025年合计')).toBeTruthy();
  expect(screen.getAllByText('¥99.00')).toHaveLength(2);
  const months = within(screen.getAllByRole('list')[0]!).getAllByText(/^2026年/);
  expect(months.map(({ textContent }) => textContent)).toEqual(['2026年10月', '2026年9月', '2026年8月']);
});

test('a sum of some bills of a year is not called the year’s', async () => {
  shows(bills);
  fireEvent.click(await screen.findByRole('radio', { name: '待缴' }));
  expect(screen.getByText('2026年所列合计')).toBeTruthy();
  expect(screen.queryByText('2026年合计')).toBeNull();
  expect(screen.getAllByText('¥123.45')).toHaveLength(2);
});

test('one year alone keeps its whole sum', async () => {
  shows(bills);
  fireEvent.click(await screen.findByRole('radio', { name: '2025' }));
  expect(screen.getByText('2025年合计')).toBeTruthy();
  expect(screen.queryByText('2026年10月')).toBeNull();
});

test('a bill opens with a tap, and a filter that fits none says so', async () => {
  shows([row('2026-10', 12_345)]);
  fireEvent.click(await screen.findByRole('button', { name: /2026年10月/ }));
  expect(phone.went).toEqual([
    `navigateTo /packages/bill/detail/index?accountNo=${accountNo}&billNo=B2026-10`,
  ]);
  fireEvent.click(screen.getByRole('radio', { name: '估算' }));
  expect(screen.getByText('没有符合的账单')).toBeTruthy();
});

test('before the first bill the page says when there will be one', async () => {
  shows([]);
  expect(await screen.findByText('每月抄表后出账，出账后会显示在这里。')).toBeTruthy();
});

import type { Bill } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { chooseLanguage } from '@/i18n/language';
import { accountNo, bill } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import BillPage from './index';

beforeEach(() => {
  signedIn({ [`GET /households/${accountNo}/bills/B1`]: { body: bill } });
  phone.params = { accountNo, billNo: 'B1' };
});

test('a bill explains itself: readings, energy times price per tier, late fee, and what is still to pay', async () => {
  render(<BillPage />);
  expect(await screen.findByText('第一档：200.00 度 × 0.5469 元 = ¥109.38')).toBeTruthy();
  expect(screen.getByText('第二档：34.50 度 × 0.5969 元 = ¥20.59')).toBeTruthy();
  expect(screen.getByText('逾期 12 天')).toBeTruthy();
  expect(screen.getByText('12,034.20 → 12,268.70')).toBeTruthy();
  expect(screen.getByText('还需缴纳')).toBeTruthy();
  expect(screen.getByText('¥123.45')).toBeTruthy();
  expect(screen.getByText('部分已缴')).toBeTruthy();
});

test('it does so in English, too', async () => {
  chooseLanguage('en');
  render(<BillPage />);
  expect(await screen.findByText('12 days late')).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1, name: 'Bill of Oct 2026' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '中文' }));
  expect(await screen.findByText('逾期 12 天')).toBeTruthy();
});

const overdue: Bill = {
  ...bill,
  totalFen: 20_000,
  paidFen: 0,
  outstandingFen: 20_000,
  status: 'unpaid',
  fromBalanceFen: 0,
  lateFee: {
    payableId: 12,
    amountFen: 330,
    paidFen: 30,
    days: 17,
    parts: [
      { from: '2026-12-01', to: '2026-12-16', outstandingFen: 20_000, ppm: 1_000 },
      { from: '2026-12-17', to: '2026-12-17', outstandingFen: 10_000, ppm: 1_000 },
    ],
    frozen: false,
    edition: '《供电营业规则》',
  },
};
const shows = (answer: Bill) => {
  chooseLanguage('zh');
  signedIn({ [`GET /households/${accountNo}/bills/B1`]: { body: answer } });
  phone.params = { accountNo, billNo: 'B1' };
  render(<BillPage />);
};

test('a late fee is told in days, sum and rate, and is part of what is still to pay', async () => {
  shows(overdue);
  expect(await screen.findByText('¥203.00')).toBeTruthy();
  expect(screen.getByText('待缴违约金')).toBeTruthy();
  expect(
    screen.getByText('2026年12月1日至16日，共 16 天：每天收当日欠费 ¥200.00 的 1‰，小计 ¥3.20'),
  ).toBeTruthy();
  expect(screen.getByText('2026年12月17日，共 1 天：每天收当日欠费 ¥100.00 的 1‰，小计 ¥0.10')).toBeTruthy();
  expect(screen.getByText('电费缴清前按天增加。')).toBeTruthy();
  expect(screen.getByText('各段相加后四舍五入到分。')).toBeTruthy();
  expect(screen.getByText('依据：《供电营业规则》')).toBeTruthy();
});

test('a paid bill with an unpaid late fee is not called paid', async () => {
  const lateFee = { ...overdue.lateFee!, amountFen: 500, frozen: true };
  shows({ ...overdue, status: 'paid', paidFen: 20_000, outstandingFen: 0, lateFee });
  expect(await screen.findByText('电费已缴清，违约金待缴')).toBeTruthy();
  expect(screen.getAllByText('¥4.70')).toHaveLength(2);
  expect(screen.getByText('电费已缴清，不再增加。')).toBeTruthy();
  // Not what the stretches make: a minimum decided, and the page does not pretend otherwise.
  expect(screen.getByText(/按规定的最低额、上限或已缴金额计收/)).toBeTruthy();
  expect(screen.getByRole('button', { name: '缴纳这期电费' })).toBeTruthy();
});

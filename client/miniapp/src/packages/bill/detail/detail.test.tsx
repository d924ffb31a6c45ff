import type { Bill } from '@api/types';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
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

test('a price that changed within the month: each line says its days, and each edition its source', async () => {
  const [first, second] = bill.lines;
  shows({
    ...bill,
    lines: [
      { ...first!, to: '2026-10-15' },
      { ...first!, from: '2026-10-16', priceYuan: '0.6469', explainZh: '第一档：34.50 度 × 0.6469 元' },
    ],
    tariffs: [
      ...bill.tariffs,
      { ...bill.tariffs[0]!, source: '鲁发改价格〔2026〕77号', effectiveFrom: '2026-10-16' },
    ],
  });
  expect(await screen.findByText('2026年10月1日至15日')).toBeTruthy();
  expect(screen.getByText('2026年10月16日至31日')).toBeTruthy();
  expect(screen.getByText('鲁发改价格〔2019〕509号 · 2019年7月1日起执行')).toBeTruthy();
  expect(screen.getByText('鲁发改价格〔2026〕77号 · 2026年10月16日起执行')).toBeTruthy();
  cleanup();
  shows({ ...bill, lines: [first!, second!] });
  await screen.findByText('电价依据');
  expect(screen.queryAllByText('2026年10月1日至31日', { exact: true })).toHaveLength(1);
});

test('what oneself paid is opened from here; what somebody else paid is a sum only', async () => {
  const own = {
    paymentNo: 'P1',
    paidAt: '2026-11-08T03:00:00Z',
    amountFen: 500,
    channel: 'web-hall',
    mine: true,
  };
  shows({ ...bill, payments: [own, { ...own, paymentNo: 'P2', amountFen: 272, mine: false }] });
  fireEvent.click((await screen.findByText('P1')).closest('button')!);
  expect(phone.went).toEqual(['navigateTo /packages/pay/result/index?paymentNo=P1']);
  expect(screen.getByText('¥2.72')).toBeTruthy();
  expect(screen.getByText('P2').closest('button')).toBeNull();
});

test('a picture shows where the number stands on the paper bill', async () => {
  shows(bill);
  const picture = await screen.findByRole('img', { name: /纸质账单右上角/ });
  expect(within(picture).getByText('户号 3701 2345 6789 0')).toBeTruthy();
});

test('what the server wrote changes with the language, and is not taken from memory in the other one', async () => {
  chooseLanguage('zh');
  signedIn({
    [`GET /households/${accountNo}/bills/B1`]: ({ header }) => ({
      body: {
        ...bill,
        sumsNote: header['Accept-Language'] === 'en' ? 'Each line is rounded' : bill.sumsNote,
      },
    }),
  });
  phone.params = { accountNo, billNo: 'B1' };
  const { unmount } = render(<BillPage />);
  expect(await screen.findByText('各行金额四舍五入到分')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'English' }));
  expect(await screen.findByText('Each line is rounded')).toBeTruthy();
  expect(screen.queryByText('各行金额四舍五入到分')).toBeNull();
  unmount();
  phone.answer = () => 'no answer';
  render(<BillPage />);
  expect(await screen.findByText('Each line is rounded')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '中文' }));
  chooseLanguage('zh');
});

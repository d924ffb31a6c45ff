import { act, fireEvent, render, screen } from '@testing-library/react';
import { accountNo, household, parents, parentsSummary, payment, summary } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone, type Reply } from '../../../../test/taro';
import CheckoutPage from './index';

const started: Asked[] = [];
function hall(start: (asked: Asked) => Reply | 'no answer' = () => ({ status: 201, body: payment })): void {
  started.length = 0;
  signedIn({
    'GET /households': { body: { households: [household, parents] } },
    [`GET /households/${accountNo}/summary`]: { body: summary },
    [`GET /households/${parents.accountNo}/summary`]: { body: parentsSummary },
    'POST /payments': asked => {
      started.push(asked);
      return start(asked);
    },
  });
  phone.params = { accountNo };
}

test('the bills of the household one came from are chosen, and its masked name and address stand beside the sum', async () => {
  hall();
  render(<CheckoutPage />);
  expect(await screen.findByRole('button', { name: '确认支付 ¥123.45' })).toBeTruthy();
  expect(screen.getByText('王**')).toBeTruthy();
  expect(screen.getByText('威海市环翠区****12号楼')).toBeTruthy();
});

test('another household is added with one tap and both are paid together', async () => {
  hall();
  render(<CheckoutPage />);
  await screen.findByRole('button', { name: '确认支付 ¥123.45' });
  fireEvent.click(screen.getAllByRole('checkbox')[1]!);
  fireEvent.click(screen.getByRole('button', { name: '确认支付 ¥213.45' }));
  expect(await screen.findByText('李**')).toBeTruthy();
  expect(started[0]?.data).toMatchObject({
    items: [
      { payableId: 11, amountFen: 12_345 },
      { payableId: 21, amountFen: 9_000 },
    ],
  });
});

test('from a bill, that bill alone is chosen, with its late fee', async () => {
  hall();
  const [october] = summary.openPayables;
  const fee = { ...october!, payableId: 12, kind: 'late-fee' as const, outstandingFen: 100 };
  const september = { ...october!, payableId: 10, month: '2026-09', outstandingFen: 5_000 };
  signedIn({
    'GET /households': { body: { households: [household] } },
    [`GET /households/${accountNo}/summary`]: {
      body: { ...summary, openPayables: [september, october, fee] },
    },
  });
  phone.params = { accountNo, month: '2026-10' };
  render(<CheckoutPage />);
  expect(await screen.findByRole('button', { name: '确认支付 ¥124.45' })).toBeTruthy();
  expect(screen.getByText('2026年10月电费违约金')).toBeTruthy();
});

test('a sum read before the connection went is not offered once the page is shown again', async () => {
  hall();
  render(<CheckoutPage />);
  await screen.findByRole('button', { name: '确认支付 ¥123.45' });
  phone.answer = () => 'no answer';
  act(() => {
    for (const show of phone.shown) show();
  });
  expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /确认支付/ })).toBeNull();
});

test('a started payment goes on to its result page, in place of this one', async () => {
  hall();
  render(<CheckoutPage />);
  fireEvent.click(await screen.findByRole('button', { name: '确认支付 ¥123.45' }));
  await screen.findByRole('button', { name: '确认支付 ¥123.45' });
  expect(phone.went).toEqual([`redirectTo /packages/pay/result/index?paymentNo=${payment.paymentNo}`]);
});

test('when no answer came, the same order is sent with the same key, so that it is one payment', async () => {
  hall(() => 'no answer');
  render(<CheckoutPage />);
  fireEvent.click(await screen.findByRole('button', { name: '确认支付 ¥123.45' }));
  expect(await screen.findByText(/请不要重复付款/)).toBeTruthy();
  fireEvent.click(await screen.findByRole('button', { name: '确认支付 ¥123.45' }));
  await screen.findByText(/请不要重复付款/);
  await screen.findByRole('button', { name: '确认支付 ¥123.45' });
  const keys = started.map(({ header }) => header['Idempotency-Key']);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test('what is being paid already leads to that payment', async () => {
  hall(() => ({
    status: 409,
    body: {
      error: 'payment-in-progress',
      message: '您有一笔相同的缴费正在进行',
      details: [{ field: 'paymentNo', rule: 'payment-in-progress', message: payment.paymentNo }],
      requestId: 'r',
    },
  }));
  render(<CheckoutPage />);
  fireEvent.click(await screen.findByRole('button', { name: '确认支付 ¥123.45' }));
  fireEvent.click(await screen.findByRole('button', { name: '查看正在进行的缴费' }));
  expect(phone.went.at(-1)).toBe(`redirectTo /packages/pay/result/index?paymentNo=${payment.paymentNo}`);
});

test('a prepayment takes a usual sum or a typed one, and refuses what is no sum', async () => {
  hall();
  phone.params = { accountNo, mode: 'prepay' };
  render(<CheckoutPage />);
  fireEvent.click(await screen.findByRole('radio', { name: '¥200.00' }));
  expect(screen.getByRole('button', { name: '确认支付 ¥200.00' })).toBeTruthy();
  fireEvent.change(screen.getByLabelText('其他金额（元）'), { target: { value: '0.001' } });
  expect(screen.getByText('请输入 ¥10.00 至 ¥5,000.00，最多两位小数')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('其他金额（元）'), { target: { value: '66.6' } });
  fireEvent.click(screen.getByRole('button', { name: '确认支付 ¥66.60' }));
  await screen.findByRole('button', { name: '确认支付 ¥66.60' });
  expect(started[0]?.data).toMatchObject({ prepayments: [{ accountNo, amountFen: 6_660 }] });
});

test.each([
  [20_000, '¥200.00'],
  [60_000, '¥600.00'],
])('a utility that takes no less than %i fen: a sum is chosen, and can be paid', async (minFen, sum) => {
  hall();
  const answer = phone.answer;
  phone.answer = asked =>
    asked.path === '/config'
      ? {
          body: {
            regions: [],
            maxHouseholds: 5,
            demo: false,
            unionPayChannels: [],
            prepayment: { minFen, maxFen: 500_000 },
          },
        }
      : answer(asked);
  phone.params = { accountNo, mode: 'prepay' };
  render(<CheckoutPage />);
  expect(await screen.findByRole('radio', { name: sum })).toBeTruthy();
  fireEvent.click(await screen.findByRole('button', { name: `确认支付 ${sum}` }));
  await screen.findByRole('button', { name: `确认支付 ${sum}` });
  expect(started[0]?.data).toMatchObject({ prepayments: [{ accountNo, amountFen: minFen }] });
});

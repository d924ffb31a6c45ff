import type { Payment } from '@api/types';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { payment } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import PaymentsPage from './index';

const item = payment.items[0]!;
const credited: Payment = {
  ...payment,
  paymentNo: 'P2026102200000000000002',
  stage: 'credited',
  amountFen: 20_000,
  items: [item, { ...item, payableId: 12, title: '2026年9月电费' }],
  createdAt: '2026-10-22T08:00:00.000Z',
};

test('every payment stands with its sum, its time and where it is; a tap opens it', async () => {
  signedIn({ 'GET /payments?page=1': { body: { payments: [payment, credited], page: 1, hasMore: false } } });
  render(<PaymentsPage />);
  expect(await screen.findByText('¥123.45')).toBeTruthy();
  expect(screen.getByText('待确认')).toBeTruthy();
  expect(screen.getByText('2026年10月电费，另有 1 项')).toBeTruthy();
  expect(screen.getByText('2026年10月22日 16:00')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /已到账/ }));
  expect(phone.went).toEqual([`navigateTo /packages/pay/result/index?paymentNo=${credited.paymentNo}`]);
});

test('earlier ones come when asked for, until there are no more', async () => {
  signedIn({
    'GET /payments?page=1': { body: { payments: [payment], page: 1, hasMore: true } },
    'GET /payments?page=2': { body: { payments: [credited], page: 2, hasMore: false } },
  });
  render(<PaymentsPage />);
  fireEvent.click(await screen.findByRole('button', { name: '查看更多' }));
  expect(await screen.findByText('¥200.00')).toBeTruthy();
  expect(screen.getByText('¥123.45')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '查看更多' })).toBeNull();
});

test('earlier ones that do not come leave what is there, with the reason', async () => {
  signedIn({
    'GET /payments?page=1': { body: { payments: [payment], page: 1, hasMore: true } },
    'GET /payments?page=2': 'no answer',
  });
  render(<PaymentsPage />);
  fireEvent.click(await screen.findByRole('button', { name: '查看更多' }));
  expect(await screen.findByText('没有连上服务器，请检查网络')).toBeTruthy();
  expect(screen.getByText('¥123.45')).toBeTruthy();
});

test('before the first payment the page says what will be here', async () => {
  signedIn({ 'GET /payments?page=1': { body: { payments: [], page: 1, hasMore: false } } });
  render(<PaymentsPage />);
  expect(await screen.findByText('这里会列出您的每一笔缴费')).toBeTruthy();
});

test('a payment that came on top meanwhile pushes none out of sight', async () => {
  const fresh = { ...payment, paymentNo: 'P2026112300000000000003', amountFen: 777 };
  let first = [payment];
  signedIn({
    'GET /payments?page=1': () => ({ body: { payments: first, page: 1, hasMore: true } }),
    'GET /payments?page=2': { body: { payments: [credited], page: 2, hasMore: false } },
  });
  render(<PaymentsPage />);
  fireEvent.click(await screen.findByRole('button', { name: '查看更多' }));
  await screen.findByText('¥200.00');
  first = [fresh];
  act(() => {
    for (const shown of phone.shown) shown();
  });
  expect(await screen.findByText('¥7.77')).toBeTruthy();
  expect(screen.getByText('¥123.45')).toBeTruthy();
  expect(screen.getByText('¥200.00')).toBeTruthy();
});

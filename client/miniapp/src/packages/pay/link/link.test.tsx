import type { PayLink } from '@api/types';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { endSession } from '@/state/session';
import { accountNo } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { phone, type Reply } from '../../../../test/taro';
import LinkPage from './index';

const link: PayLink = {
  accountNoMasked: '3712******890',
  owedFen: 12_345,
  totalFen: 12_345,
  locked: false,
  reason: 'sms-command',
} as PayLink;

/** A text message is opened by whoever holds the telephone: nobody is signed in. */
function opened(change: Partial<PayLink> | 'unknown') {
  phone.reset();
  endSession();
  phone.params = { token: 'short' };
  phone.answer = ({ path }) =>
    path === '/pay-links/short' && change !== 'unknown'
      ? { body: { ...link, ...change } }
      : { status: 404, body: { error: 'not-found', message: '链接已失效', details: [], requestId: 'req-3' } };
  render(<LinkPage />);
}
const pay = () => screen.queryByRole('button', { name: '去缴费' });

test('shows the sum and a masked number, and asks who is not signed in to do so', async () => {
  opened({});
  expect(await screen.findByText('¥123.45')).toBeTruthy();
  expect(screen.getByText('户号 3712******890')).toBeTruthy();
  expect(pay()).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '登录' }));
  expect(phone.went).toEqual(['navigateTo /packages/account/sign-in/index']);
});

/** Signed in; bound or not to the household the message is about. */
function openedBy(bills: Reply) {
  signedIn({ 'GET /pay-links/short': { body: link }, 'GET /pay-links/short/bills': bills });
  phone.params = { token: 'short' };
  render(<LinkPage />);
}

test('whoever is bound to the household is led to the bills of the message, and to no others', async () => {
  openedBy({ body: { accountNo, payableIds: [11, 12] } });
  fireEvent.click(await screen.findByRole('button', { name: '去缴费' }));
  await waitFor(() =>
    expect(phone.went).toEqual([
      `navigateTo /packages/pay/checkout/index?accountNo=${accountNo}&payables=11%2C12&via=sms`,
    ]),
  );
});

test('whoever has left the household is led to what they still owe', async () => {
  openedBy({ body: { accountNo: null, payableIds: [11] } });
  fireEvent.click(await screen.findByRole('button', { name: '去缴费' }));
  await waitFor(() => expect(phone.went).toEqual(['navigateTo /packages/apply/list/index']));
});

test('whoever is not bound to it is led to binding, and to nobody’s bills', async () => {
  const message = '请先绑定，再来缴费';
  openedBy({ status: 409, body: { error: 'pay-link-not-bound', message, details: [], requestId: 'r' } });
  fireEvent.click(await screen.findByRole('button', { name: '去缴费' }));
  expect(await screen.findByText(message)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '绑定户号' }));
  expect(phone.went).toEqual(['navigateTo /packages/household/bind/index']);
});

test('what has changed since the message is said, and the sum is the one of now', async () => {
  opened({ owedFen: 2_345 });
  expect(await screen.findByText('¥23.45')).toBeTruthy();
  expect(screen.getByText('短信发出后金额有变化，当前应缴如上')).toBeTruthy();
});

test('nothing is offered for payment that is paid, or that the bank is just collecting', async () => {
  opened({ owedFen: 0 });
  expect(await screen.findByText('已结清，无需再付')).toBeTruthy();
  expect(pay()).toBeNull();
});

test('while the bank collects, the page asks to wait', async () => {
  opened({ locked: true });
  expect(await screen.findByText('银行代扣正在进行，请等结果出来后再缴')).toBeTruthy();
  expect(pay()).toBeNull();
});

test('a link that is no longer good says that nothing was paid, and leads home', async () => {
  opened('unknown');
  expect(await screen.findByText('链接已失效')).toBeTruthy();
  expect(screen.getByRole('button', { name: /首页/ })).toBeTruthy();
});

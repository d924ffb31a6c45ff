import type { PayLink } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { endSession } from '@/state/session';
import { phone } from '../../../../test/taro';
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

test('shows the sum and a masked number, and leads to the cashier', async () => {
  opened({});
  expect(await screen.findByText('¥123.45')).toBeTruthy();
  expect(screen.getByText('户号 3712******890')).toBeTruthy();
  fireEvent.click(pay()!);
  expect(phone.went).toEqual(['navigateTo /packages/pay/checkout/index?via=sms']);
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

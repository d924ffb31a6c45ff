import type { Payment } from '@api/types';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { handOver } from '@/features/pay/begun-payment';
import type { WalletHint } from '@/platform/contract';
import { pay } from '@/platform/pay';
import { payment } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import ResultPage from './index';

let now: Payment;
const path = `/payments/${payment.paymentNo}`;

function hall(first: Payment = payment): void {
  now = first;
  signedIn({ [`GET ${path}`]: () => ({ body: now }), [`POST ${path}/check`]: () => ({ body: now }) });
  phone.params = { paymentNo: payment.paymentNo };
}

function wallet(hint: WalletHint): jest.SpyInstance {
  handOver(payment);
  return jest.spyOn(pay, 'perform').mockResolvedValue(hint);
}

const asks = () => phone.asked.map(({ method, path: asked }) => `${method} ${asked}`);
const payButtons = () => screen.queryAllByRole('button', { name: /继续支付|立即缴费|确认支付/ });

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

test('the wallet opens once with what the server signed, then the server is asked whatever it said', async () => {
  hall();
  const perform = wallet('done');
  render(<ResultPage />);
  await pass(0);
  expect(perform).toHaveBeenCalledTimes(1);
  expect(perform).toHaveBeenCalledWith(payment.action);
  expect(asks()[0]).toBe(`POST ${path}/check`);
});

test('the page goes by itself from paid to credited, as the server says so', async () => {
  hall();
  wallet('done');
  render(<ResultPage />);
  await pass(0);
  expect(screen.getByText('正在确认您的付款')).toBeTruthy();
  now = { ...payment, stage: 'paid' };
  await pass(2_500);
  expect(screen.getByText('已付款，正在入账')).toBeTruthy();
  now = {
    ...payment,
    stage: 'credited',
    status: 'settled',
    settledAt: '2026-11-22T08:01:00.000Z',
    receiptNo: 'SJ1',
  };
  await pass(5_000);
  expect(screen.getByText('已到账')).toBeTruthy();
  expect(screen.getByRole('button', { name: '查看收据' })).toBeTruthy();
});

test.each(['done', 'unknown'] as const)(
  'after the wallet said %s, nobody is asked to pay again however long it takes',
  async hint => {
    hall();
    wallet(hint);
    render(<ResultPage />);
    await pass(0);
    await pass(120_000);
    expect(payButtons()).toEqual([]);
    expect(screen.getByText(/请不要再付一次/)).toBeTruthy();
  },
);

test('who turned back in the wallet may go on with the same order, once the gateway has said it is unpaid', async () => {
  hall();
  const perform = wallet('cancelled');
  render(<ResultPage />);
  await pass(0);
  expect(screen.getByText('您还没有付款')).toBeTruthy();
  perform.mockResolvedValue('done');
  await act(async () => screen.getByRole('button', { name: '继续支付' }).click());
  await pass(0);
  expect(perform).toHaveBeenCalledTimes(2);
  expect(payButtons()).toEqual([]);
});

test('an address that has died meanwhile is asked for anew before going on, and one that was paid meanwhile is not opened', async () => {
  const at = (url: string): Payment => ({
    ...payment,
    action: { kind: 'redirect', url, goodUntil: '2026-11-22T08:04:00.000Z' },
  });
  hall(at('https://wx.example/dead'));
  const perform = jest.spyOn(pay, 'perform').mockResolvedValue('cancelled');
  render(<ResultPage />);
  await pass(0);
  const goOn = async () => {
    await act(async () => screen.getByRole('button', { name: '继续支付' }).click());
    await pass(0);
  };
  now = at('https://wx.example/fresh');
  await goOn();
  expect(perform.mock.calls).toEqual([[now.action]]);
  now = { ...now, stage: 'credited', status: 'settled', action: null };
  await goOn();
  expect(perform).toHaveBeenCalledTimes(1);
  expect(screen.getByText('已到账')).toBeTruthy();
});

test('a page opened again never opens the wallet by itself', async () => {
  hall();
  const perform = jest.spyOn(pay, 'perform').mockResolvedValue('done');
  render(<ResultPage />);
  await pass(0);
  expect(perform).not.toHaveBeenCalled();
});

test('without a network the page says that the money is not lost, and keeps asking', async () => {
  hall();
  wallet('done');
  render(<ResultPage />);
  await pass(0);
  phone.answer = () => 'no answer';
  await pass(3_000);
  expect(screen.getByText(/如果您已经付款，钱不会丢失/)).toBeTruthy();
  phone.answer = () => ({ body: { ...payment, stage: 'credited', status: 'settled' } });
  await pass(20_000);
  expect(screen.getByText('已到账')).toBeTruthy();
});

test('a QR code is shown for the wallet in the hand, and goes away when it is paid', async () => {
  hall({
    ...payment,
    action: { kind: 'qr', text: 'weixin://wxpay/bizpayurl?pr=abc', gateway: 'wechat-pay' },
  });
  render(<ResultPage />);
  await pass(0);
  expect(screen.getByRole('img', { name: '微信支付二维码' })).toBeTruthy();
  now = { ...now, stage: 'credited', status: 'settled', action: null };
  await pass(5_000);
  expect(screen.queryByRole('img', { name: '微信支付二维码' })).toBeNull();
});

test('asking stops when the page is left and when the payment is over', async () => {
  hall({ ...payment, stage: 'credited', status: 'settled' });
  render(<ResultPage />).unmount();
  await pass(60_000);
  expect(asks()).toEqual([`GET ${path}`]);
});

test('of a home that was cut off the page follows the money and then power, until it is back', async () => {
  const since = '2026-11-22T08:02:00.000Z';
  hall({ ...payment, stage: 'credited', status: 'settled', supply: { state: 'suspended', since } });
  render(<ResultPage />);
  await pass(0);
  expect(screen.getByText(/自动下令复电/)).toBeTruthy();
  now = { ...now, supply: { state: 'reconnecting', since } };
  await pass(2_000);
  expect(screen.getByText('2026年11月22日 16:02 已下令复电')).toBeTruthy();
  now = { ...now, supply: { state: 'restored', since } };
  await pass(5_000);
  expect(screen.getAllByText('已完成')).toHaveLength(4);
  const asked = phone.asked.length;
  await pass(60_000);
  expect(phone.asked).toHaveLength(asked);
});

test('what was paid too much is given back after asking once more, and only once', async () => {
  const credited: Payment = { ...payment, stage: 'credited', status: 'settled', surplusFen: 2_050 };
  now = credited;
  const keys: unknown[] = [];
  signedIn({
    [`GET ${path}`]: () => ({ body: now }),
    [`POST ${path}/surplus-return`]: asked => {
      keys.push(asked.header['Idempotency-Key']);
      if (keys.length === 1) return 'no answer';
      const refund = { refundNo: 'R1', amountFen: 2_050, status: 'pending' as const, ofSurplus: true };
      now = { ...credited, surplusFen: 0, refunds: [refund] };
      return { status: 201, body: { refundNo: 'R1', amountFen: 2_050, status: 'pending' } };
    },
  });
  phone.params = { paymentNo: payment.paymentNo };
  render(<ResultPage />);
  await pass(0);
  expect(screen.getByText('多付的 ¥20.50 在余额里')).toBeTruthy();
  const takeBack = () => fireEvent.click(screen.getByRole('button', { name: '退回多付的钱' }));
  takeBack();
  expect(keys).toEqual([]);
  takeBack();
  await pass(0);
  // No answer came: the same wish is sent again, not a second one, and nothing is said about money that nobody knows.
  expect(screen.getByText(/还不知道这一步办成了没有/)).toBeTruthy();
  expect(screen.queryByText('您的钱没有变动。')).toBeNull();
  takeBack();
  takeBack();
  await pass(0);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(screen.getByText('正在退回 ¥20.50')).toBeTruthy();
  expect(screen.getByText('退款编号 R1')).toBeTruthy();
  expect(screen.queryByText(/已退款/)).toBeNull();
  expect(screen.queryByRole('button', { name: '退回多付的钱' })).toBeNull();
});

test('a payment that is not there, or not one’s own, is asked for once and not for ever', async () => {
  signedIn({});
  phone.params = { paymentNo: payment.paymentNo };
  render(<ResultPage />);
  await pass(0);
  expect(screen.getByRole('button', { name: '缴费记录' })).toBeTruthy();
  await pass(60_000);
  expect(asks().filter(asked => asked === `GET ${path}`)).toHaveLength(1);
});

test('a surplus asked back before is found again as it stands, and told as returned only once it has left', async () => {
  const asked = (status: Payment['refunds'][number]['status'], refundedFen = 0): Payment => ({
    ...payment,
    stage: 'credited',
    status: 'settled',
    refundedFen,
    refunds: [{ refundNo: 'R1', amountFen: 2_050, status, ofSurplus: true }],
    surplusFen: status === 'failed' || status === 'rejected' ? 2_050 : 0,
  });
  const opened = async (now: Payment) => {
    hall(now);
    const { unmount } = render(<ResultPage />);
    await pass(0);
    const said = {
      gone: screen.queryByText(/^已退(款|回)/) !== null,
      underWay: screen.queryByText('退款 ¥20.50 处理中，还没有退出') !== null,
      again: screen.queryByRole('button', { name: '退回多付的钱' }) !== null,
      number: screen.queryByText('退款编号 R1') !== null,
    };
    unmount();
    return said;
  };
  const waiting = { gone: false, underWay: true, again: false, number: true };
  expect(await opened(asked('awaiting-approval'))).toEqual(waiting);
  expect(await opened(asked('pending'))).toEqual(waiting);
  for (const status of ['failed', 'rejected'] as const)
    expect(await opened(asked(status))).toEqual({ gone: false, underWay: false, again: true, number: true });
  hall(asked('succeeded', 2_050));
  render(<ResultPage />);
  await pass(0);
  expect(screen.getByText('已退款 ¥20.50')).toBeTruthy();
  expect(screen.getByText('已退回 ¥20.50')).toBeTruthy();
  expect(screen.queryByText(/处理中/)).toBeNull();
});

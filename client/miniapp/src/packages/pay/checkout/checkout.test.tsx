import { act, fireEvent, render, screen } from '@testing-library/react';
import { signInPlatform } from '@/platform/sign-in';
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

test('a bill that a bank is being asked for stands with the reason, is not chosen and cannot be', async () => {
  hall();
  const [october] = summary.openPayables;
  const atBank = { ...october!, payableId: 10, month: '2026-09', outstandingFen: 5_000, locked: true };
  signedIn({
    'GET /households': { body: { households: [household] } },
    [`GET /households/${accountNo}/summary`]: { body: { ...summary, openPayables: [atBank, october] } },
  });
  render(<CheckoutPage />);
  expect(await screen.findByRole('button', { name: '确认支付 ¥123.45' })).toBeTruthy();
  const [september] = screen.getAllByRole('checkbox');
  expect(september!.textContent).toContain('银行代扣正在进行');
  expect(september!.getAttribute('aria-checked')).toBe('false');
  fireEvent.click(september!);
  expect(screen.getByRole('button', { name: '确认支付 ¥123.45' })).toBeTruthy();
});

test('a household that was named and owes nothing any more: nobody else’s bill takes its place', async () => {
  hall();
  const answer = phone.answer;
  phone.answer = asked =>
    asked.path === '/households'
      ? { body: { households: [{ ...household, owedFen: 0 }, parents] } }
      : answer(asked);
  render(<CheckoutPage />);
  expect(await screen.findByText(/您要缴的账单已结清/)).toBeTruthy();
  const bill = screen.getByRole('checkbox');
  expect(bill.getAttribute('aria-checked')).toBe('false');
  expect(screen.queryByRole('button', { name: /确认支付 ¥[1-9]/ })).toBeNull();
  fireEvent.click(bill);
  expect(screen.getByRole('button', { name: '确认支付 ¥90.00' })).toBeTruthy();
});

test('a household that is not bound is said to be so, and nothing else is chosen for it', async () => {
  hall();
  phone.params = { accountNo: '3701234567899' };
  render(<CheckoutPage />);
  expect(await screen.findByText('您还没有绑定这一户')).toBeTruthy();
  for (const bill of screen.getAllByRole('checkbox')) expect(bill.getAttribute('aria-checked')).toBe('false');
  fireEvent.click(screen.getByRole('button', { name: '绑定户号' }));
  expect(phone.went).toEqual(['navigateTo /packages/household/bind/index']);
});

test('the bills a text message was about are chosen, and no other of the same home', async () => {
  hall();
  const [october] = summary.openPayables;
  const september = { ...october!, payableId: 10, month: '2026-09', outstandingFen: 5_000 };
  signedIn({
    'GET /households': { body: { households: [household] } },
    [`GET /households/${accountNo}/summary`]: { body: { ...summary, openPayables: [september, october] } },
  });
  phone.params = { accountNo, payables: '10', via: 'sms' };
  render(<CheckoutPage />);
  expect(await screen.findByRole('button', { name: '确认支付 ¥50.00' })).toBeTruthy();
});

const refused = (error: string) => ({
  status: 409,
  body: { error, message: `因为 ${error}`, details: [], requestId: 'r' },
});
const differs = { ...refused('sign-in-differs'), status: 422 };

test('a wallet is added, and another account of its own joined, only when asked, and the same order goes on', async () => {
  const joins: Asked[] = [];
  hall(() => (joins.length > 0 ? { status: 201, body: payment } : differs));
  const answer = phone.answer;
  const proved: unknown[] = [];
  const joined = [refused('identity-of-another'), refused('identity-unproved'), { body: {} }];
  phone.answer = asked => {
    if (asked.path === '/sms-codes') proved.push(asked.data);
    if (asked.path === '/sms-codes')
      return { body: { sentTo: '138****0000', expiresInSeconds: 300, resendInSeconds: 60 } };
    if (asked.path === '/me/proof') proved.push(asked.data);
    if (asked.path === '/me/proof')
      return (asked.data as { code: string }).code === '000000'
        ? refused('code-wrong')
        : { status: 204, body: undefined };
    if (asked.path !== '/me/identities') return answer(asked);
    joins.push(asked);
    return joined[joins.length - 1]!;
  };
  jest.spyOn(signInPlatform, 'wallet', 'get').mockReturnValue('wechat');
  jest
    .spyOn(signInPlatform, 'askWallet')
    .mockImplementation(async () => ({ kind: 'wechat-oa', code: `code-${joins.length}` }));
  render(<CheckoutPage />);
  fireEvent.click(await screen.findByRole('button', { name: '确认支付 ¥123.45' }));
  const add = await screen.findByRole('button', { name: '添加并继续支付' });
  expect(screen.getByText(/不用验证码就能进入您的账号/)).toBeTruthy();
  expect(joins).toEqual([]);
  fireEvent.click(add);
  fireEvent.click(await screen.findByRole('button', { name: '合并并继续支付' }));
  await screen.findByText('因为 identity-unproved');
  // The code goes to the account's own number; none is typed.
  expect(screen.queryByLabelText('手机号')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '发送验证码' }));
  await screen.findByText(/138\*\*\*\*0000/);
  const prove = (code: string) => {
    fireEvent.change(screen.getByLabelText('短信验证码'), { target: { value: code } });
    fireEvent.click(screen.getByRole('button', { name: '验证并继续' }));
  };
  prove('000000');
  await screen.findByText('因为 code-wrong');
  prove('123456');
  await screen.findByRole('button', { name: '确认支付 ¥123.45' });
  expect(joins.map(({ data }) => data)).toEqual([
    { kind: 'wechat-oa', code: 'code-0' },
    { kind: 'wechat-oa', code: 'code-1', join: true },
    { kind: 'wechat-oa', code: 'code-2', join: true },
  ]);
  expect(proved).toEqual([
    { purpose: 'own-phone' },
    { kind: 'sms', code: '000000' },
    { kind: 'sms', code: '123456' },
  ]);
  expect(new Set(started.map(({ header }) => header['Idempotency-Key'])).size).toBe(1);
  expect(phone.went.at(-1)).toBe(`redirectTo /packages/pay/result/index?paymentNo=${payment.paymentNo}`);
  jest.restoreAllMocks();
});

test('a wallet that was added to another account may be moved alone once it pays nothing there, and the payment goes on', async () => {
  const joins: Asked[] = [];
  const elsewhere = refused('identity-added-elsewhere');
  const moves = [elsewhere, refused('pays-there'), elsewhere, { body: {} }];
  hall(() => (joins.length > 3 ? { status: 201, body: payment } : differs));
  const answer = phone.answer;
  phone.answer = asked => {
    if (asked.path !== '/me/identities') return answer(asked);
    joins.push(asked);
    return moves[joins.length - 1]!;
  };
  jest.spyOn(signInPlatform, 'wallet', 'get').mockReturnValue('wechat');
  jest.spyOn(signInPlatform, 'askWallet').mockResolvedValue({ kind: 'wechat-oa', code: 'code' });
  render(<CheckoutPage />);
  const asked = async () => {
    fireEvent.click(await screen.findByRole('button', { name: '确认支付 ¥123.45' }));
    fireEvent.click(await screen.findByRole('button', { name: '添加并继续支付' }));
    return screen.findByRole('button', { name: '移过来并继续支付' });
  };
  const move = await asked();
  expect(screen.getByText('因为 identity-added-elsewhere')).toBeTruthy();
  expect(screen.getByText(/仍在那边/)).toBeTruthy();
  fireEvent.click(move);
  expect(await screen.findByText('因为 pays-there')).toBeTruthy();
  fireEvent.click(await asked());
  await screen.findByRole('button', { name: '确认支付 ¥123.45' });
  expect(joins[3]!.data).toEqual({ kind: 'wechat-oa', code: 'code', join: true });
  expect(phone.went.at(-1)).toBe(`redirectTo /packages/pay/result/index?paymentNo=${payment.paymentNo}`);
  jest.restoreAllMocks();
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

test('whoever prepays while owing is told so, and led to the bills', async () => {
  hall();
  phone.params = { accountNo, mode: 'prepay' };
  render(<CheckoutPage />);
  fireEvent.click(await screen.findByRole('button', { name: /先缴欠费 ¥123\.45/ }));
  expect(phone.went.at(-1)).toContain(`accountNo=${accountNo}&mode=bills`);
});

test('a prepayment for a household that is not bound is for no other, and the way to bind is there', async () => {
  hall();
  phone.params = { accountNo: '3701234567899', mode: 'prepay' };
  render(<CheckoutPage />);
  expect(await screen.findByText('您还没有绑定这一户')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /确认支付/ })).toBeNull();
});

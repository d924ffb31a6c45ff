import type { Agreement, AgreementDebit } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { accountNo, household, parents } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone } from '../../../../test/taro';
import AutoPayPage from './index';

const debit: AgreementDebit = {
  cycle: '2026-11',
  status: 'succeeded',
  amountFen: 12_345,
  noticedOn: '2026-11-20',
  firstOn: '2026-11-22',
  attempts: 1,
  paymentNo: 'P2026112200000000000001',
  failure: null,
  nextAt: null,
};
const active: Agreement = {
  agreementNo: 'A2026110100000000000001',
  accountNo,
  gateway: 'wechat-pay',
  status: 'active',
  createdAt: '2026-11-01T01:00:00.000Z',
  signedAt: '2026-11-01T01:01:00.000Z',
  endedAt: null,
  endReason: null,
  action: null,
  debits: [debit],
};

const asked: Asked[] = [];
function hall(agreements: Agreement[], more: Parameters<typeof signedIn>[0] = {}): void {
  asked.length = 0;
  signedIn({
    'GET /households': { body: { households: [household, parents] } },
    'GET /agreements': { body: { agreements, offers: [{ gateway: 'wechat-pay', scene: 'mini' }] } },
    ...more,
  });
  phone.params = {};
}

test('a household that pays by itself says since when and what it paid; another offers only this wallet', async () => {
  hall([active]);
  render(<AutoPayPage />);
  expect(await screen.findByText('已开通')).toBeTruthy();
  expect(screen.getByText('微信支付 · 2026年11月1日开通')).toBeTruthy();
  expect(screen.getByText('已自动缴费')).toBeTruthy();
  expect(screen.getAllByRole('button', { name: '用微信支付开通' })).toHaveLength(1);
  expect(screen.queryByText('用支付宝开通')).toBeNull();
});

test('a debit that failed says why, what comes next, and leads to paying now', async () => {
  const failure = { zh: '钱包或银行卡余额不足', en: 'not enough money' };
  const failed = { ...debit, status: 'noticed' as const, failure, nextAt: '2026-11-23T01:00:00.000Z' };
  hall([{ ...active, debits: [failed] }]);
  render(<AutoPayPage />);
  expect(await screen.findByText('原因：钱包或银行卡余额不足。')).toBeTruthy();
  expect(screen.getByText('2026年11月23日会再试一次，也可以现在缴费。')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '立即缴费' }));
  expect(phone.went.at(-1)).toBe(`navigateTo /packages/pay/checkout/index?accountNo=${accountNo}`);
});

test('cancelling asks once more, and then nothing stands', async () => {
  hall([active], {
    [`POST /agreements/${active.agreementNo}/cancel`]: request => {
      asked.push(request);
      return { body: { ...active, status: 'ended' } };
    },
  });
  render(<AutoPayPage />);
  fireEvent.click(await screen.findByRole('button', { name: '取消自动缴费' }));
  expect(asked).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: '取消自动缴费' }));
  await screen.findByRole('button', { name: '取消自动缴费' });
  expect(asked).toHaveLength(1);
});

test('whoever comes back from the wallet is asked about at once', async () => {
  hall([{ ...active, status: 'signing', signedAt: null, debits: [] }], {
    [`POST /agreements/${active.agreementNo}/check`]: request => {
      asked.push(request);
      return { body: active };
    },
  });
  render(<AutoPayPage />);
  expect(await screen.findByText('等待您在钱包中确认')).toBeTruthy();
  expect(asked).toHaveLength(1);
});

test('signing begun in the other wallet is gone on with there; no button that does nothing', async () => {
  const action = { kind: 'wechat-sign' as const, appId: 'wx', path: '/sign', extraData: {} };
  hall([{ ...active, status: 'signing', action } as Agreement]);
  render(<AutoPayPage />);
  expect(await screen.findByText('签约是在微信支付里开始的，请在那里继续。')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '继续签约' })).toBeNull();
  expect(screen.getByRole('button', { name: '我已签约，查询结果' })).toBeTruthy();
});

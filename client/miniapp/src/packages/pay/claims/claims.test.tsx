import type { Claim } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone } from '../../../../test/taro';
import ClaimsPage from './index';

const paymentNo = 'P2026112200000000000001';
const claim: Claim = {
  claimNo: 'CL2026112200000001',
  paymentNo,
  amountFen: 12_345,
  refundedFen: 0,
  refundingFen: 0,
  reason: '户号输错一位',
  rightAccountNo: null,
  status: 'open',
  answer: null,
  createdAt: '2026-11-22T08:00:00.000Z',
  answeredAt: null,
};

/** A hall that keeps what is claimed; the first sending may get lost. */
function hall(claims: Claim[], { loseFirst = false } = {}): Asked[] {
  const sent: Asked[] = [];
  signedIn({
    'GET /claims': () => ({ body: { claims } }),
    'POST /claims': asked => {
      sent.push(asked);
      if (loseFirst && sent.length === 1) return 'no answer';
      claims.push(claim);
      return { status: 201, body: claim };
    },
  });
  return sent;
}

test('who paid for the wrong household says so once, and reads that it is being looked at', async () => {
  const sent = hall([]);
  phone.params = { paymentNo };
  render(<ClaimsPage />);
  const send = await screen.findByRole('button', { name: '提交申请' });
  expect(send).toHaveProperty('disabled', true);
  fireEvent.change(screen.getByLabelText('情况说明'), { target: { value: '户号输错一位' } });
  fireEvent.change(screen.getByLabelText('本来要付的户号（可不填）'), {
    target: { value: '3701 2345 67891' },
  });
  fireEvent.click(send);
  expect(await screen.findByText('正在核对')).toBeTruthy();
  expect(screen.getByText('工作人员通常在两个工作日内答复，结果会显示在这里。')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '提交申请' })).toBeNull();
  expect(sent.map(({ data }) => data)).toEqual([
    { paymentNo, reason: '户号输错一位', rightAccountNo: '3701234567891' },
  ]);
});

test('sent again because no answer came, it is the same claim', async () => {
  const sent = hall([], { loseFirst: true });
  phone.params = { paymentNo };
  render(<ClaimsPage />);
  const send = await screen.findByRole('button', { name: '提交申请' });
  fireEvent.change(screen.getByLabelText('情况说明'), { target: { value: '户号输错一位' } });
  fireEvent.click(send);
  expect(await screen.findByText('没有连上服务器，请检查网络')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '提交申请' }));
  await screen.findByText('正在核对');
  const keys = sent.map(({ header }) => header['Idempotency-Key']);
  expect(keys[0]).toBeTruthy();
  expect(keys).toEqual([keys[0], keys[0]]);
});

test('an answered claim shows the answer and what came back', async () => {
  const answered = {
    ...claim,
    status: 'refunded',
    refundedFen: 12_345,
    answer: '已核实，款项原路退回',
    answeredAt: '2026-11-23T02:00:00.000Z',
  } as const;
  hall([answered]);
  render(<ClaimsPage />);
  expect(await screen.findByText('已同意退回')).toBeTruthy();
  expect(screen.getByText('已核实，款项原路退回')).toBeTruthy();
  expect(screen.getByText('2026年11月23日 10:00')).toBeTruthy();
});

test('without a claim the page says where one begins', async () => {
  hall([]);
  render(<ClaimsPage />);
  fireEvent.click(await screen.findByRole('button', { name: '缴费记录' }));
  expect(phone.went).toEqual(['navigateTo /packages/pay/history/index']);
});

test('changed after a lost answer, it goes with a key of its own: the server refuses another text under the old one', async () => {
  const sent = hall([], { loseFirst: true });
  phone.params = { paymentNo };
  render(<ClaimsPage />);
  const send = await screen.findByRole('button', { name: '提交申请' });
  fireEvent.change(screen.getByLabelText('情况说明'), { target: { value: '户号输错一位' } });
  fireEvent.click(send);
  await screen.findByText('没有连上服务器，请检查网络');
  fireEvent.change(screen.getByLabelText('情况说明'), { target: { value: '户号输错了两位' } });
  fireEvent.click(screen.getByRole('button', { name: '提交申请' }));
  await screen.findByText('正在核对');
  expect(new Set(sent.map(({ header }) => header['Idempotency-Key'])).size).toBe(2);
});

import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { accountNo, household, parents } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone, type Reply } from '../../../../test/taro';
import CardPage from './index';

const serial = '202600000000017';
const pin = '1234567890123456';
const redeemed: Reply = {
  body: { faceFen: 10_000, toBillsFen: 6_000, toBalanceFen: 4_000, paymentNo: 'P2026113000000000000001' },
};

/** @param replies of each attempt in turn */
function withCard(...replies: (Reply | 'no answer')[]) {
  const asked: Asked[] = [];
  signedIn({
    'GET /households': { body: { households: [household, parents] } },
    [`POST /households/${accountNo}/card-redemptions`]: one => {
      asked.push(one);
      return replies[asked.length - 1] ?? redeemed;
    },
    'POST /card-exchanges': {
      body: { serial: '202600000000025', pin: '6543210987654321', faceFen: 10_000, expiresOn: '2029-11-30' },
    },
  });
  phone.params = { accountNo };
  render(<CardPage />);
  return asked;
}

async function typeCard() {
  fireEvent.change(await screen.findByLabelText('卡号'), { target: { value: serial } });
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: pin } });
}
const redeem = () => screen.getByRole('button', { name: '充值' }) as HTMLButtonElement;

test('a card is taken once both numbers are whole, and the page says where its value went', async () => {
  const asked = withCard(redeemed);
  fireEvent.change(await screen.findByLabelText('卡号'), { target: { value: serial.slice(0, 14) } });
  expect(redeem().disabled).toBe(true);
  await typeCard();
  expect((screen.getByLabelText('密码') as HTMLInputElement).value).toBe('1234 5678 9012 3456');
  fireEvent.click(redeem());
  expect(await screen.findByText('充值成功')).toBeTruthy();
  expect(screen.getByText('¥60.00')).toBeTruthy();
  expect(screen.getByText('¥40.00')).toBeTruthy();
  expect(asked.map(({ data }) => data)).toEqual([{ serial, pin, to: 'bills' }]);
  fireEvent.click(screen.getByRole('button', { name: '查看缴费结果' }));
  expect(phone.went).toEqual(['navigateTo /packages/pay/result/index?paymentNo=P2026113000000000000001']);
});

test('sent again after a lost answer it is the same redemption, so that the card counts once', async () => {
  const asked = withCard('no answer', redeemed);
  await typeCard();
  fireEvent.click(redeem());
  await screen.findByText('没有连上服务器，请检查网络');
  expect(screen.getByText(/还不知道这一步办成了没有/)).toBeTruthy();
  expect(screen.queryByText(/没有扣款/)).toBeNull();
  fireEvent.click(redeem());
  await screen.findByText('充值成功');
  const keys = asked.map(({ header }) => header['Idempotency-Key']);
  expect(keys[0]).toBeTruthy();
  expect(keys).toEqual([keys[0], keys[0]]);
});

test('a card past its day is exchanged for a new one, whose numbers stand in the fields', async () => {
  const expired = { error: 'card-expired', message: '已过期', details: [], requestId: 'req-5' };
  withCard({ status: 409, body: expired });
  await typeCard();
  fireEvent.click(redeem());
  expect(await screen.findByText(/面值不会作废/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '换成新卡' }));
  expect(await screen.findByText('6543 2109 8765 4321')).toBeTruthy();
  await waitFor(() =>
    expect((screen.getByLabelText('卡号') as HTMLInputElement).value).toBe('2026 0000 0000 025'),
  );
  expect(redeem().disabled).toBe(false);
});

test('an exchange whose answer was lost is asked for again under its key, so that the new card comes', async () => {
  withCard({
    status: 409,
    body: { error: 'card-expired', message: '已过期', details: [], requestId: 'req-5' },
  });
  const answer = phone.answer;
  const keys: unknown[] = [];
  phone.answer = asked => {
    if (asked.path !== '/card-exchanges') return answer(asked);
    keys.push(asked.header['Idempotency-Key']);
    return keys.length === 1 ? 'no answer' : answer(asked);
  };
  await typeCard();
  fireEvent.click(redeem());
  fireEvent.click(await screen.findByRole('button', { name: '换成新卡' }));
  expect(await screen.findByText(/还不知道这一步办成了没有/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '换成新卡' }));
  expect(await screen.findByText('6543 2109 8765 4321')).toBeTruthy();
  expect(keys).toEqual([keys[0], keys[0]]);
});

test('a household that the address names and that is not bound is not taken for another', async () => {
  signedIn({ 'GET /households': { body: { households: [household, parents] } } });
  phone.params = { accountNo: '3701234567899' };
  render(<CardPage />);
  expect(await screen.findByText('您还没有绑定这一户')).toBeTruthy();
});

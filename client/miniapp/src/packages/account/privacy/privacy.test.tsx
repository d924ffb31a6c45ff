import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone } from '../../../../test/taro';
import PrivacyPage from './index';

const stored = {
  since: '2026-11-01T00:00:00.000Z',
  phone: '13800000001',
  identities: [{ provider: 'wechat', since: '2026-11-01T00:00:00.000Z' }],
  sessions: [{ since: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' }],
  bindings: [
    { accountNo: '3701234567890', level: 'full', nickname: null, since: '2026-11-01', until: null },
    { accountNo: '3701234567891', level: 'full', nickname: null, since: '2026-01-01', until: '2026-02-01' },
  ],
  payments: [],
  invoiceTitles: [],
  claims: [],
  cases: [
    { caseNo: 'GD1', kind: 'enquiry', status: 'closed', words: '问电价', at: '2026-11-20T01:00:00.000Z' },
  ],
  applications: [],
  agreements: [],
  mandates: [],
  alertRules: [],
  messages: [],
  chats: [],
  ratings: [],
  surveys: [],
  consents: [{ kind: 'privacy-policy', edition: '2026-11-22', at: '2026-11-23T01:00:00.000Z' }],
};

function hall(refusal?: object): Asked[] {
  const asked: Asked[] = [];
  signedIn({
    'GET /me/data': { body: stored },
    'POST /me/deletion': call => {
      asked.push(call);
      return refusal ? { status: 409, body: refusal } : { status: 204 };
    },
  });
  return asked;
}

test('the policy is open to everybody, and shows who is signed in what is stored', async () => {
  hall();
  render(<PrivacyPage />);
  expect(screen.getByText('我们存什么')).toBeTruthy();
  expect(await screen.findByText('13800000001')).toBeTruthy();
  // One binding has ended and is not among the household's present ones.
  expect(screen.getAllByText('1 条')).toHaveLength(3);
  expect(screen.getByText('我的诉求')).toBeTruthy();
  expect(screen.getByText('同意 2026年11月22日版隐私政策')).toBeTruthy();
});

test('deleting asks once more, then signs out and leaves nothing on the device', async () => {
  const asked = hall();
  render(<PrivacyPage />);
  fireEvent.click(await screen.findByRole('button', { name: '注销并删除' }));
  expect(asked).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: '注销并删除' }));
  await screen.findByText('我们存什么');
  await new Promise(done => setTimeout(done, 50));
  expect(asked[0]?.data).toEqual({ confirm: true });
  expect(phone.storage.has('hall:session')).toBe(false);
  expect(phone.went).toEqual(['reLaunch /pages/home/index']);
});

const problem = (error: string) => ({
  status: 409,
  body: { error, message: `因为 ${error}`, details: [], requestId: 'r' },
});
const prove = (code: string) => {
  fireEvent.change(screen.getByLabelText('短信验证码'), { target: { value: code } });
  fireEvent.click(screen.getByRole('button', { name: '验证并继续' }));
};

test('where a fresh proof is wanted, what is stored is shown after a right code, and deleting goes on after one', async () => {
  let proved = false;
  const asked = hall();
  const answer = phone.answer;
  phone.answer = call => {
    if (call.path === '/me/proof') {
      proved = (call.data as { code: string }).code === '111111';
      return proved ? { status: 204 } : problem('code-wrong');
    }
    return proved ? answer(call) : problem('identity-unproved');
  };
  render(<PrivacyPage />);
  await screen.findByText('因为 identity-unproved');
  expect(screen.queryByText('13800000001')).toBeNull();
  prove('000000');
  await screen.findByText('因为 code-wrong');
  prove('111111');
  await screen.findByText('13800000001');
  expect(screen.queryByText('因为 identity-unproved')).toBeNull();

  proved = false;
  fireEvent.click(screen.getByRole('button', { name: '注销并删除' }));
  fireEvent.click(screen.getByRole('button', { name: '注销并删除' }));
  await screen.findByText('因为 identity-unproved');
  expect(asked).toEqual([]);
  prove('111111');
  await waitFor(() => expect(phone.went).toEqual(['reLaunch /pages/home/index']));
  expect(asked).toHaveLength(1);
  expect(phone.storage.has('hall:session')).toBe(false);
});

test('while a payment is under way it says so and forgets nothing', async () => {
  const message = '您有缴费正在进行，请等它完成后再注销';
  hall({ error: 'payment-underway', message, details: [], requestId: 'req-9' });
  render(<PrivacyPage />);
  fireEvent.click(await screen.findByRole('button', { name: '注销并删除' }));
  fireEvent.click(screen.getByRole('button', { name: '注销并删除' }));
  expect(await screen.findByText(message)).toBeTruthy();
  expect(phone.storage.has('hall:session')).toBe(true);
});

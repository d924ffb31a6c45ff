import type { HallConfig } from '@api/types';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { privacyEdition } from '@/features/account/privacy-edition';
import { endSession } from '@/state/session';
import { type Answer, phone, type Reply } from '../../../../test/taro';
import SignInPage from './index';

const config = { demo: false, smsCodeSeconds: 300 } as HallConfig;
const session = { token: 'token-9', expiresAt: '2999-01-01T00:00:00Z', me: {} };

/** Nobody is signed in; the server answers by `METHOD /path`. */
function door(answers: Record<string, Reply | Answer> = {}) {
  phone.reset();
  endSession();
  const all: Record<string, Reply | Answer> = {
    'GET /config': { body: config },
    'POST /sms-codes': { body: { sentTo: '138****0001', expiresInSeconds: 300, resendInSeconds: 60 } },
    'POST /sessions': { body: session },
    ...answers,
  };
  phone.answer = call => {
    const answer = all[`${call.method} ${call.path}`] ?? { status: 404, body: {} };
    return typeof answer === 'function' ? answer(call) : answer;
  };
}
const enter = () => screen.getByRole('button', { name: '登录' }) as HTMLButtonElement;
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const signingIn = () => phone.asked.filter(({ path }) => path === '/sessions');

test('a phone and its code sign in, agree to the policy that is shown, and lead back', async () => {
  door();
  render(<SignInPage />);
  expect(screen.getByText('登录后可以查电费、交电费、看用电')).toBeTruthy();
  expect(screen.getByText('登录即表示您同意')).toBeTruthy();
  type('手机号', '13800000001');
  expect(enter().disabled).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: '发送验证码' }));
  expect(await screen.findByText('验证码已发送到 138****0001')).toBeTruthy();
  type('短信验证码', '12 34 56');
  expect(enter().disabled).toBe(false);
  fireEvent.click(enter());
  await waitFor(() => expect(phone.went).toEqual(['navigateBack']));
  expect(signingIn().map(({ data }) => data)).toEqual([
    { kind: 'sms', phone: '13800000001', code: '123456', privacyEdition },
  ]);
  expect(phone.storage.get('hall:session')).toMatchObject({ token: 'token-9' });
});

test('a wrong code is said, nobody is signed in, and the next try goes through', async () => {
  const message = '验证码不对或已过期';
  let tries = 0;
  door({
    'POST /sessions': () =>
      ++tries === 1
        ? { status: 401, body: { error: 'wrong-code', message, details: [], requestId: 'req-4' } }
        : { body: session },
  });
  render(<SignInPage />);
  type('手机号', '13800000001');
  type('短信验证码', '000000');
  fireEvent.click(enter());
  expect(await screen.findByText(message)).toBeTruthy();
  expect(phone.storage.has('hall:session')).toBe(false);
  expect(phone.went).toEqual([]);
  type('短信验证码', '123456');
  fireEvent.click(enter());
  await waitFor(() => expect(phone.went).toEqual(['navigateBack']));
});

test('who was sent here because a session had ended reads so; a report needs no account', async () => {
  door();
  phone.params = { reason: 'expired' };
  render(<SignInPage />);
  expect(screen.getByText('登录已过期，请重新登录')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '不用账号，直接提交诉求' }));
  expect(phone.went).toEqual(['navigateTo /packages/service/web/index']);
});

test('a demo offers its people; the real hall offers nobody', async () => {
  const demoSignIns = [{ labelZh: '一户', labelEn: 'One household', phone: '13900000001' }];
  door({ 'GET /config': { body: { ...config, demo: true, demoSignIns } } });
  const { unmount } = render(<SignInPage />);
  fireEvent.click(await screen.findByRole('button', { name: '一户 · 13900000001' }));
  expect((screen.getByLabelText('手机号') as HTMLInputElement).value).toBe('13900000001');
  unmount();
  door({ 'GET /config': { body: { ...config, demoSignIns } } });
  render(<SignInPage />);
  await waitFor(() => expect(phone.asked.length).toBe(1));
  expect(screen.queryByText('演示登录')).toBeNull();
});

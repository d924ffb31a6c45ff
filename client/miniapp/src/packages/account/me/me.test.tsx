import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { chooseLanguage } from '@/i18n/language';
import { signInPlatform } from '@/platform/sign-in';
import { endSession } from '@/state/session';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone } from '../../../../test/taro';
import MePage from './index';

const me = {
  personId: 'p',
  phone: '138****0001',
  identities: [
    { id: 'i1', provider: 'phone', createdAt: '2026-11-01T00:00:00Z' },
    { id: 'i2', provider: 'wechat', createdAt: '2026-11-02T00:00:00Z' },
  ],
  defaultAccountNo: null,
  householdCount: 0,
};
const asked: Asked[] = [];

/** A hall that wants a proof of the account before it changes how it is entered. */
function hall(accepts: 'sms' | 'wechat-mini'): void {
  asked.length = 0;
  signedIn({ 'GET /me': { body: me } });
  const answer = phone.answer;
  let proved = false;
  phone.answer = request => {
    if (request.method === 'GET') return answer(request);
    asked.push(request);
    const refused = (error: string) => ({
      status: 409,
      body: { error, message: `因为 ${error}`, details: [], requestId: 'r' },
    });
    if (request.path === '/sms-codes')
      return { body: { sentTo: '138****0001', expiresInSeconds: 300, resendInSeconds: 60 } };
    if (request.path === '/me/proof') {
      const { kind, code } = request.data as { kind: string; code: string };
      if (code === '000000') return refused('code-wrong');
      proved = kind === accepts;
      return proved ? { status: 204, body: undefined } : refused('identity-unproved');
    }
    return proved ? { body: me } : refused('identity-unproved');
  };
}
const sent = () => asked.map(({ method, path, data }) => [method, path, data]);

function typeCode(label: string, code: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value: code } });
}

/** The first code is wrong, and says so where the next one is typed. */
async function mistypeThenProve(): Promise<void> {
  typeCode('短信验证码', '000000');
  fireEvent.click(screen.getByRole('button', { name: '验证并继续' }));
  await screen.findByText('因为 code-wrong');
  expect(screen.getByText('因为 identity-unproved')).toBeTruthy();
  typeCode('短信验证码', '111111');
  fireEvent.click(screen.getByRole('button', { name: '验证并继续' }));
}
const bothCodes = ['000000', '111111'].map(code => ['POST', '/me/proof', { kind: 'sms', code }]);

test('a new phone number takes the place of the old one after a code to each, also when one was mistyped', async () => {
  hall('sms');
  render(<MePage />);
  fireEvent.click(await screen.findByRole('button', { name: '更换手机号' }));
  expect(screen.getByText(/还要验证原号码/)).toBeTruthy();
  typeCode('新手机号', '13900000002');
  typeCode('短信验证码', '222222');
  fireEvent.click(screen.getByRole('button', { name: '更换手机号' }));
  await screen.findByText('因为 identity-unproved');
  await mistypeThenProve();
  await screen.findByText(/还要验证原号码/);
  expect(screen.queryByText('因为 identity-unproved')).toBeNull();
  const change = ['POST', '/me/phone', { phone: '13900000002', code: '222222' }];
  expect(sent()).toEqual([change, ...bothCodes, change]);
});

test('a way to sign in goes after a mistyped and a right code, without being chosen again', async () => {
  hall('sms');
  render(<MePage />);
  fireEvent.click((await screen.findAllByRole('button', { name: '移除' }))[0]!);
  fireEvent.click(within(screen.getByRole('group', { name: '移除' })).getByRole('button', { name: '移除' }));
  await screen.findByText('因为 identity-unproved');
  await mistypeThenProve();
  await waitFor(() => expect(screen.queryByText('因为 identity-unproved')).toBeNull());
  const remove = ['DELETE', '/me/identities/i1', undefined];
  expect(sent()).toEqual([remove, ...bothCodes, remove]);
});

test('a wallet that says who is there in place is asked before any code', async () => {
  hall('wechat-mini');
  jest.replaceProperty(signInPlatform, 'inPlace', true);
  jest.spyOn(signInPlatform, 'askWallet').mockResolvedValue({ kind: 'wechat-mini', code: 'c' });
  render(<MePage />);
  fireEvent.click((await screen.findAllByRole('button', { name: '移除' }))[0]!);
  fireEvent.click(within(screen.getByRole('group', { name: '移除' })).getByRole('button', { name: '移除' }));
  await screen.findAllByRole('button', { name: '移除' });
  const remove = ['DELETE', '/me/identities/i1', undefined];
  expect(sent()).toEqual([remove, ['POST', '/me/proof', { kind: 'wechat-mini', code: 'c' }], remove]);
  jest.restoreAllMocks();
});

test('signing out everywhere else asks once more, goes on after a code, says so and stays signed in here', async () => {
  hall('sms');
  render(<MePage />);
  fireEvent.click(await screen.findByRole('button', { name: '退出其他设备' }));
  expect(sent()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: '退出其他设备' }));
  await screen.findByText('因为 identity-unproved');
  expect(screen.queryByText('其他设备已全部退出。')).toBeNull();
  await mistypeThenProve();
  expect(await screen.findByText('其他设备已全部退出。')).toBeTruthy();
  const end = ['DELETE', '/sessions/others', undefined];
  expect(sent()).toEqual([end, ...bothCodes, end]);
  expect(phone.storage.has('hall:session')).toBe(true);
});

test('signing out forgets who was here even where the server cannot be reached', async () => {
  signedIn({ 'GET /me': { body: me }, 'DELETE /sessions/current': 'no answer' });
  render(<MePage />);
  fireEvent.click(await screen.findByRole('button', { name: '退出登录' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: '退出登录' })).toBeNull());
  expect(phone.storage.has('hall:session')).toBe(false);
  expect(phone.went).toEqual(['reLaunch /pages/home/index']);
});

test('whoever is not signed in chooses text size and language, and is asked nothing', async () => {
  phone.reset();
  endSession();
  render(<MePage />);
  fireEvent.click(screen.getByRole('radio', { name: '特大' }));
  expect(screen.getByRole('radio', { name: '特大' }).getAttribute('aria-checked')).toBe('true');
  fireEvent.click(screen.getByRole('radio', { name: 'English' }));
  expect(await screen.findByRole('heading', { name: 'Text size' })).toBeTruthy();
  expect(phone.asked).toEqual([]);
  expect(screen.queryByRole('button', { name: 'Sign out' })).toBeNull();
  chooseLanguage('zh');
});

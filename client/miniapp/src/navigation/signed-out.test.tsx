import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ComponentType } from 'react';
import { beginSession, endSession } from '@/state/session';
import { household } from '../../test/answers';
import { signedIn } from '../../test/signed-in';
import { phone } from '../../test/taro';
import { type PageName, pages } from './pages';

/** Read by anybody. A page that is not here asks who is not signed in to do so. */
const open: PageName[] = [
  ...(['home', 'signIn', 'me', 'privacy', 'help', 'tariffs', 'disclosures', 'disclosure', 'stars'] as const),
  ...([
    'suggestions',
    'serviceReports',
    'applyKinds',
    'applyKind',
    'applyFollow',
    'payLink',
    'rate',
  ] as const),
  'webCase',
];
const names = Object.keys(pages) as PageName[];
const own = names.filter(name => !open.includes(name));

const pageOf = (name: PageName): ComponentType =>
  (jest.requireActual(`../${pages[name]}`) as { default: ComponentType }).default;
const refused = {
  status: 401,
  body: { error: 'unauthorized', message: '请先登录', details: [], requestId: 'r' },
};
const busy = () => document.querySelector('.skeleton');

function nobody(): void {
  phone.reset();
  endSession();
  phone.answer = () => refused;
}

test.each(own)('%s: who is not signed in finds the way in, and nothing that loads for ever', async name => {
  nobody();
  const Page = pageOf(name);
  render(<Page />);
  fireEvent.click(await screen.findByRole('button', { name: '登录' }));
  expect(screen.getByText('请先登录')).toBeTruthy();
  expect(busy()).toBeNull();
  expect(phone.went).toEqual(['navigateTo /packages/account/sign-in/index']);
});

test.each(open.filter(name => name !== 'signIn'))('%s: asks nobody who only reads to sign in', name => {
  nobody();
  const Page = pageOf(name);
  render(<Page />);
  if (name !== 'me') expect(screen.queryByText('请先登录')).toBeNull();
});

test.each(own)('%s: a session that has ended is said, and the way back in is there', async name => {
  signedIn({});
  phone.params = { accountNo: household.accountNo, billNo: 'B1', paymentNo: 'P1', caseNo: 'C1' };
  const Page = pageOf(name);
  render(<Page />);
  phone.answer = () => refused;
  await act(async () => {
    for (const shown of phone.shown) shown();
    const { call } = jest.requireActual('../api/http') as typeof import('../api/http');
    await call('GET', '/me').catch(() => {});
  });
  expect(await screen.findByText('登录已过期，请重新登录')).toBeTruthy();
  expect(busy()).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '登录' }));
  expect(phone.went.at(-1)).toBe('navigateTo /packages/account/sign-in/index?reason=expired');
});

test('whoever has signed in finds the page they came for, and nothing of who was there before', async () => {
  const bound = (nickname: string) => ({ body: { households: [{ ...household, nickname }] } });
  signedIn({ 'GET /households': bound('老家') });
  const Page = pageOf('households');
  render(<Page />);
  expect(await screen.findByText('老家')).toBeTruthy();
  act(endSession);
  await screen.findByText('请先登录');
  expect(screen.queryByText('老家')).toBeNull();
  let arrive = (_: ReturnType<typeof bound>) => {};
  phone.answer = ({ path }) =>
    path === '/households' ? new Promise(resolve => (arrive = resolve)) : { status: 404, body: {} };
  act(() => beginSession({ token: 'token-2', expiresAt: '2999-01-01T00:00:00Z', me: {} as never }));
  expect(screen.queryByText('请先登录')).toBeNull();
  expect(screen.queryByText('老家')).toBeNull();
  await waitFor(() => expect(phone.asked.at(-1)?.header.Authorization).toBe('Bearer token-2'));
  arrive(bound('新家'));
  expect(await screen.findByText('新家')).toBeTruthy();
});

test('the first page, too, says that a session has ended', async () => {
  signedIn({});
  phone.answer = () => refused;
  const Page = pageOf('home');
  render(<Page />);
  expect(await screen.findByText('登录已过期，请重新登录')).toBeTruthy();
});

import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { endSession } from '@/state/session';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import FollowPage from './index';

const token = 'a-link-of-the-family';
const problem = {
  error: 'application-share-ended',
  message: '这个链接已经失效',
  details: [],
  requestId: 'req-9',
};

test('whoever opens the link agrees first, and then sees how the application stands', async () => {
  signedIn({ [`POST /application-shares/${token}`]: { body: { caseNo: 'SQ2026112900000001' } } });
  phone.params = { token };
  render(<FollowPage />);
  expect(screen.getByText(/您同意后，双方都能看到您在关注/)).toBeTruthy();
  expect(phone.asked).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: '同意并关注' }));
  await waitFor(() =>
    expect(phone.went).toEqual(['redirectTo /packages/apply/case/index?caseNo=SQ2026112900000001']),
  );
  expect(phone.asked.map(({ data }) => data)).toEqual([{ agreed: true }]);
});

test('a link that was taken back says so, and leads nowhere', async () => {
  signedIn({ [`POST /application-shares/${token}`]: { status: 404, body: problem } });
  phone.params = { token };
  render(<FollowPage />);
  fireEvent.click(screen.getByRole('button', { name: '同意并关注' }));
  expect(await screen.findByText('这个链接已经失效')).toBeTruthy();
  expect(screen.getByText(/req-9/)).toBeTruthy();
  expect(phone.went).toEqual([]);
});

test('who is not signed in signs in first, and a link without its end asks for the whole one', () => {
  phone.reset();
  endSession();
  phone.params = { token };
  const { unmount } = render(<FollowPage />);
  expect(screen.getByText('登录后办理')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '登录' }));
  expect(phone.went).toEqual(['navigateTo /packages/account/sign-in/index']);
  unmount();
  phone.params = {};
  render(<FollowPage />);
  expect(screen.getByText('请打开家人发来的链接。')).toBeTruthy();
});

import { fireEvent, render, screen } from '@testing-library/react';
import { household, parents, parentsSummary, summary } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import HomePage from '../../../pages/home/index';
import HouseholdsPage from './index';

test('a tap on the parents’ household goes home, and paying from there pays for them', async () => {
  signedIn({
    'GET /households': { body: { households: [household, parents] } },
    [`GET /households/${household.accountNo}/summary`]: { body: summary },
    [`GET /households/${parents.accountNo}/summary`]: { body: parentsSummary },
  });
  const { unmount } = render(<HouseholdsPage />);
  fireEvent.click((await screen.findByText('爸妈家')).closest('button')!);
  expect(phone.went).toEqual(['reLaunch /pages/home/index']);
  unmount();
  render(<HomePage />);
  fireEvent.click(await screen.findByRole('button', { name: '立即缴费' }));
  expect(phone.went.at(-1)).toBe(
    `navigateTo /packages/pay/checkout/index?accountNo=${parents.accountNo}&mode=bills`,
  );
});

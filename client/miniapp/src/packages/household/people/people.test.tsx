import type { BoundPerson } from '@api/types';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { accountNo } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import PeoplePage from './index';

const me: BoundPerson = {
  bindingId: 'b-1',
  phoneMasked: '138****0001',
  level: 'full',
  since: '2026-03-01',
  isMe: true,
};
const lodger: BoundPerson = { ...me, bindingId: 'b-2', phoneMasked: null, level: 'pay-only', isMe: false };
const path = `/households/${accountNo}/people`;

test('the holder sees who is bound, with what right and since when, and takes one away after a second tap', async () => {
  let people = [me, lodger];
  signedIn({
    [`GET ${path}`]: () => ({ body: { people } }),
    [`DELETE ${path}/b-2`]: () => {
      people = [me];
      return { status: 204 };
    },
  });
  phone.params = { accountNo };
  render(<PeoplePage />);
  expect(await screen.findByText('138****0001 · 我')).toBeTruthy();
  const other = screen.getAllByRole('listitem').find(row => row.textContent!.includes('未登记手机的用户'))!;
  expect(other.textContent).toContain('2026年3月1日起');
  // One does not take oneself away here.
  expect(screen.getAllByRole('button', { name: '移除' })).toHaveLength(1);
  fireEvent.click(within(other).getByRole('button', { name: '移除' }));
  expect(screen.getByText('移除后，此人将看不到您家的电费。确定移除吗？')).toBeTruthy();
  expect(phone.asked.some(({ method }) => method === 'DELETE')).toBe(false);
  fireEvent.click(within(other).getByRole('button', { name: '移除' }));
  expect(await screen.findByText('138****0001 · 我')).toBeTruthy();
  await screen.findAllByRole('listitem');
  expect(screen.queryByText('未登记手机的用户')).toBeNull();
});

test('a refusal is told and nobody disappears', async () => {
  signedIn({
    [`GET ${path}`]: { body: { people: [me, lodger] } },
    [`DELETE ${path}/b-2`]: {
      status: 403,
      body: { error: 'forbidden', message: '只有户主可以移除', details: [], requestId: 'req-5' },
    },
  });
  phone.params = { accountNo };
  render(<PeoplePage />);
  fireEvent.click(await screen.findByRole('button', { name: '移除' }));
  fireEvent.click(screen.getByRole('button', { name: '移除' }));
  expect(await screen.findByText('只有户主可以移除')).toBeTruthy();
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
});

import type { AlertRule } from '@api/types';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { accountNo, household, parents } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone } from '../../../../test/taro';
import AlertSettingsPage from './index';

const none = { amountFen: null, days: null, percent: null, thresholds: [] };
const lowBalance = {
  ...none,
  rule: 'low-balance',
  enabled: true,
  amountFen: 4_000,
  days: 3,
  thresholds: ['amountFen', 'days'],
} as unknown as AlertRule;
const overdue = { ...none, rule: 'overdue', enabled: false } as unknown as AlertRule;

function shown() {
  const wishes: [string, Asked['data']][] = [];
  const answer = (rule: string, changed: AlertRule[]) => (asked: Asked) => {
    wishes.push([rule, asked.data]);
    return { body: { rules: changed } };
  };
  const path = `/households/${accountNo}/alerts`;
  signedIn({
    'GET /households': { body: { households: [parents, household] } },
    [`GET ${path}`]: { body: { rules: [lowBalance, overdue] } },
    [`GET /households/${parents.accountNo}/alerts`]: { body: { rules: [overdue] } },
    [`POST ${path}/overdue`]: answer('overdue', [lowBalance, { ...overdue, enabled: true }]),
    [`POST ${path}/low-balance`]: answer('low-balance', [{ ...lowBalance, amountFen: 5_000 }, overdue]),
  });
  phone.params = { accountNo };
  render(<AlertSettingsPage />);
  return wishes;
}

test('the household one came from stands first, and each alert is turned on and off by one tap', async () => {
  const wishes = shown();
  const [first] = await screen.findAllByRole('checkbox', { name: '开启“已逾期”' });
  expect(screen.getByText('您只绑定了缴费，可以收到账单和欠费提醒。')).toBeTruthy();
  fireEvent.click(first!);
  expect(await screen.findByRole('checkbox', { name: '关闭“已逾期”' })).toBeTruthy();
  expect(wishes).toEqual([['overdue', { enabled: true }]]);
});

test('a limit is chosen by one tap, and one that was set elsewhere stays among them', async () => {
  const wishes = shown();
  const limits = within(await screen.findByRole('radiogroup', { name: '余额低于' }));
  expect(limits.getByRole('radio', { name: '¥40.00' }).getAttribute('aria-checked')).toBe('true');
  fireEvent.click(limits.getByRole('radio', { name: '¥50.00' }));
  await waitFor(() => expect(wishes).toEqual([['low-balance', { enabled: true, amountFen: 5_000 }]]));
});

test('what nobody can turn off is said', async () => {
  shown();
  expect(await screen.findByText('停电、复电和故障抢修的通知关系到安全，不能关闭。')).toBeTruthy();
});

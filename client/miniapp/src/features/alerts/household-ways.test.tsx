import type { MessagePreferences, HouseholdWays as Ways } from '@api/types';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { chooseLanguage } from '@/i18n/language';
import { signedIn } from '../../../test/signed-in';
import { phone } from '../../../test/taro';
import { HouseholdWays } from './household-ways';

const path = '/households/3700000000001/message-preferences';
const mine = {
  channels: [
    { name: 'sms', chosen: true, reachable: true },
    { name: 'in-app', chosen: true, reachable: true },
    { name: 'email', chosen: false, reachable: false },
  ],
  quiet: null,
  hallQuiet: { from: '22:00', until: '07:00' },
  language: 'zh',
  emailMasked: null,
  events: [],
} satisfies MessagePreferences;

function home(first: Ways): void {
  chooseLanguage('zh');
  let ways = first;
  signedIn({
    'GET /message-preferences': { body: mine },
    [`GET ${path}`]: () => ({ body: ways }),
    [`PUT ${path}`]: ({ data }) => {
      ways = { ...ways, ...(data as Partial<Ways>) };
      return { body: ways };
    },
  });
  render(<HouseholdWays accountNo="3700000000001" />);
}
const sent = () => phone.asked.filter(({ method }) => method === 'PUT').map(({ data }) => data);
const choice = (group: string, name: string) =>
  within(screen.getByRole('radiogroup', { name: group })).getByRole('radio', { name });

test('a home goes by the message settings until something is set for it, one tap each', async () => {
  home({ channels: null, quiet: null, language: null });
  fireEvent.click(await screen.findByRole('button', { name: '与消息设置相同' }));
  await screen.findByRole('radiogroup', { name: '免打扰时段' });
  fireEvent.click(choice('免打扰时段', '21:00–09:00'));
  expect(await screen.findByRole('button', { name: '单独设置' })).toBeTruthy();
  fireEvent.click(choice('通知语言', 'English'));
  await screen.findByRole('button', { name: '单独设置' });
  expect(sent()).toEqual([{ quiet: { from: '21:00', until: '09:00' } }, { language: 'en' }]);
});

test('ways begin with the person’s own order, and go back to it with one tap', async () => {
  home({ channels: null, quiet: null, language: null });
  fireEvent.click(await screen.findByRole('button', { name: '与消息设置相同' }));
  await screen.findByRole('radiogroup', { name: '通知方式' });
  fireEvent.click(choice('通知方式', '单独设置'));
  fireEvent.click(await screen.findByRole('checkbox', { name: '1. 短信' }));
  await screen.findByRole('checkbox', { name: '1. 只在消息里显示' });
  fireEvent.click(choice('通知方式', '与消息设置相同'));
  await screen.findByRole('button', { name: '与消息设置相同' });
  expect(sent()).toEqual([{ channels: ['sms', 'in-app'] }, { channels: ['in-app'] }, { channels: null }]);
});

import type { MessagePreferences, MessageWishes } from '@api/types';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import MessageSettingsPage from './index';

const event = (name: string, title: string, on: boolean, mayStop = true) => ({
  event: name as MessagePreferences['events'][number]['event'],
  title,
  on,
  mayStop,
  consents: [],
});
const wishes: MessagePreferences = {
  channels: [
    { name: 'wechat-oa', chosen: true, reachable: true },
    { name: 'sms', chosen: true, reachable: true },
    { name: 'email', chosen: false, reachable: false },
  ],
  quiet: null,
  hallQuiet: { from: '22:00', until: '08:00' },
  language: 'zh',
  emailMasked: null,
  events: [
    event('bill-issued', '账单已出', true),
    event('due-soon', '快到期', false),
    event('outage-planned', '计划停电', true, false),
    event('outage-changed', '停电变更', true, false),
  ],
};

/** The server keeps each wish and answers with all of them. */
function hall(change: Partial<MessagePreferences> = {}) {
  let now = { ...wishes, ...change };
  const sent: unknown[] = [];
  signedIn({
    'GET /message-preferences': () => ({ body: now }),
    'PUT /message-preferences': ({ data }) => {
      sent.push(data);
      const { channels, email, ...rest } = data as MessageWishes;
      now = {
        ...now,
        ...(rest as Partial<MessagePreferences>),
        ...(email === undefined ? {} : { emailMasked: email && 'l***@example.cn' }),
        channels: channels
          ? [
              ...channels.map(name => ({ name, chosen: true, reachable: true })),
              ...now.channels
                .filter(({ name }) => !channels.includes(name))
                .map(each => ({ ...each, chosen: false })),
            ]
          : now.channels,
      };
      return { body: now };
    },
    'PUT /message-preferences/events/due-soon': ({ data }) => {
      sent.push(data);
      now = {
        ...now,
        events: now.events.map(each => (each.event === 'due-soon' ? { ...each, on: true } : each)),
      };
      return { body: now };
    },
  });
  render(<MessageSettingsPage />);
  return sent;
}
const isOn = (name: string) => screen.getByRole('checkbox', { name }).getAttribute('aria-checked') === 'true';

test('one press turns a kind of message on; what the law asks for cannot be turned off', async () => {
  const sent = hall();
  expect(await screen.findByText(/始终发送：计划停电、停电变更。/)).toBeTruthy();
  expect(screen.queryByRole('checkbox', { name: '计划停电' })).toBeNull();
  expect([isOn('账单已出'), isOn('快到期')]).toEqual([true, false]);
  fireEvent.click(screen.getByRole('checkbox', { name: '快到期' }));
  await waitFor(() => expect(isOn('快到期')).toBe(true));
  expect(sent).toEqual([{ on: true }]);
});

test('the ways are tried in the order of their numbers, and the last one left cannot be dropped', async () => {
  const sent = hall();
  fireEvent.click(await screen.findByRole('button', { name: '改为优先“短信”' }));
  expect(await screen.findByRole('checkbox', { name: '1. 短信' })).toBeTruthy();
  expect(sent).toEqual([{ channels: ['sms', 'wechat-oa'] }]);
  fireEvent.click(screen.getByRole('checkbox', { name: '2. 微信公众号' }));
  await screen.findByRole('checkbox', { name: '微信公众号' });
  expect((screen.getByRole('checkbox', { name: '1. 短信' }) as HTMLButtonElement).disabled).toBe(true);
  // E-mail is offered as a way only to whom one can be sent.
  expect(screen.queryByRole('checkbox', { name: /邮件/ })).toBeNull();
});

test('quiet hours are the hall’s own until others are chosen, and may be followed again', async () => {
  const sent = hall();
  const quiet = within(await screen.findByRole('radiogroup', { name: '免打扰时段' }));
  expect(quiet.getByRole('radio', { name: '22:00–08:00' }).getAttribute('aria-checked')).toBe('true');
  fireEvent.click(quiet.getByRole('radio', { name: '不设' }));
  await waitFor(() =>
    expect(quiet.getByRole('radio', { name: '不设' }).getAttribute('aria-checked')).toBe('true'),
  );
  fireEvent.click(quiet.getByRole('radio', { name: '22:00–08:00' }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent).toEqual([{ quiet: { from: '00:00', until: '00:00' } }, { quiet: null }]);
});

test('quiet hours that were set elsewhere are shown as they are, and stand there until others are chosen', async () => {
  hall({ quiet: { from: '23:30', until: '06:15' } });
  const quiet = within(await screen.findByRole('radiogroup', { name: '免打扰时段' }));
  const chosen = () =>
    quiet
      .getAllByRole('radio')
      .filter(radio => radio.getAttribute('aria-checked') === 'true')
      .map(radio => radio.textContent);
  expect(chosen()).toEqual(['23:30–06:15']);
  fireEvent.click(quiet.getByRole('radio', { name: '21:00–09:00' }));
  await waitFor(() => expect(chosen()).toEqual(['21:00–09:00']));
  expect(quiet.queryByRole('radio', { name: '23:30–06:15' })).toBeNull();
});

test('an address for mail is kept, shown masked, and goes again', async () => {
  const sent = hall();
  const save = (await screen.findByRole('button', { name: '保存邮箱' })) as HTMLButtonElement;
  expect(save.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText('新邮箱地址'), { target: { value: ' lin@example.cn ' } });
  fireEvent.click(save);
  expect(await screen.findByText('l***@example.cn')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '删除邮箱' }));
  await waitFor(() => expect(screen.queryByText('l***@example.cn')).toBeNull());
  expect(sent).toEqual([{ email: 'lin@example.cn' }, { email: null }]);
});

test('a wish that was not kept says so and stays as it was', async () => {
  hall();
  const chip = await screen.findByRole('checkbox', { name: '快到期' });
  phone.answer = () => 'no answer';
  fireEvent.click(chip);
  expect(await screen.findByText('没有连上服务器，请检查网络')).toBeTruthy();
  expect(isOn('快到期')).toBe(false);
});

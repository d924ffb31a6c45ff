import type { Message } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import MessagesPage from './index';

const message = (id: number): Message => ({
  id,
  event: 'bill-issued',
  title: `第${id}条`,
  body: '2026年10月电费¥123.45,请在11月20日前缴清。',
  at: '2026-11-29T02:00:00.000Z',
  read: true,
  accountNo: null,
});

test('earlier messages come when they are asked for, under those that are there', async () => {
  signedIn({
    'GET /messages': { body: { messages: [message(9), message(8)], unread: 0, hasMore: true } },
    'GET /messages?before=8': { body: { messages: [message(7)], unread: 0, hasMore: false } },
  });
  render(<MessagesPage />);
  fireEvent.click(await screen.findByRole('button', { name: '更早的消息' }));
  await screen.findByText('第7条');
  expect(screen.getAllByText(/^第\d条$/).map(({ textContent }) => textContent)).toEqual([
    '第9条',
    '第8条',
    '第7条',
  ]);
  expect(screen.queryByRole('button', { name: '更早的消息' })).toBeNull();
});

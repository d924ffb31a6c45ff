import type { Chat, ChatMessage } from '@api/types';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import type { Asked } from '../../../../test/taro';
import ChatPage from './index';

const at = '2026-11-29T02:00:00.000Z';
const message = (no: number, more: Partial<ChatMessage>): ChatMessage => ({
  no,
  from: 'person',
  who: null,
  kind: 'text',
  text: null,
  about: null,
  id: null,
  at,
  ...more,
});
const chat: Chat = {
  chatNo: 'LT2026112900000001',
  status: 'open',
  clerk: '王芳',
  caseNo: null,
  accountNo: null,
  startedAt: at,
  closedAt: null,
  lastAt: at,
  lastNo: 2,
  unread: 1,
  canRate: false,
  rating: null,
  ahead: null,
  messages: [
    message(1, { text: '电费怎么多了' }),
    message(2, { from: 'staff', who: '王芳', text: '我查一下' }),
  ],
  more: false,
};
const hours = { open: true, from: '08:00', until: '20:00', restDays: true, opensAt: null };
const { messages: _, more: __, rating: ___, ahead: ____, ...brief } = chat;

/** Opens at the test's word; what the page sends is kept. */
class Line {
  static last: Line;
  static OPEN = 1;
  readyState = 0;
  sent: { type: string; id?: string; text?: string; after?: number }[] = [];
  onopen = () => {};
  onmessage = (_: { data: string }) => {};
  onclose = () => {};
  onerror = () => {};
  constructor() {
    Line.last = this;
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {}
  open() {
    this.readyState = 1;
    this.onopen();
    this.hear({ type: 'welcome' });
  }
  hear(frame: object) {
    act(() => this.onmessage({ data: JSON.stringify(frame) }));
  }
  break() {
    this.readyState = 3;
    act(() => this.onclose());
  }
}

const posts: Asked[] = [];
let sayAnswer: { status?: number; body: object } | 'no answer' = 'no answer';

async function openPage() {
  Object.assign(globalThis, { WebSocket: Line });
  posts.length = 0;
  signedIn({
    'GET /chats': { body: { hours, chats: [brief] } },
    [`GET /chats/${chat.chatNo}?after=0`]: { body: chat },
    [`GET /chats/${chat.chatNo}?after=2`]: { body: { ...chat, messages: [] } },
    [`GET /chats/${chat.chatNo}?after=3`]: { body: { ...chat, messages: [] } },
    [`POST /chats/${chat.chatNo}/reads`]: { body: { no: 2 } },
    [`POST /chats/${chat.chatNo}/messages`]: asked => {
      posts.push(asked);
      return sayAnswer;
    },
    'POST /chat-tickets': { status: 201, body: { ticket: 't'.repeat(43), path: '/socket', expiresAt: at } },
  });
  render(<ChatPage />);
  await screen.findByText('我查一下');
  await screen.findByText('客服 王芳 为您服务');
  await act(async () => {});
  Line.last.open();
}

async function say(text: string) {
  fireEvent.change(screen.getByLabelText('消息'), { target: { value: text } });
  fireEvent.click(screen.getByRole('button', { name: '发送' }));
  await act(async () => {});
}
const sentSay = () => Line.last.sent.filter(({ type }) => type === 'say').at(-1)!;

test('what is said goes out by the socket, shows that it is being sent, and stands there once', async () => {
  await openPage();
  expect(await screen.findByText('已连接')).toBeTruthy();
  expect(Line.last.sent[1]).toMatchObject({ type: 'follow', after: 2 });
  await say('好的');
  expect(screen.getByText('正在发送…')).toBeTruthy();
  const { id } = sentSay();
  Line.last.hear({ type: 'kept', id });
  Line.last.hear({
    type: 'messages',
    chatNo: chat.chatNo,
    messages: [message(3, { text: '好的', id: id! })],
  });
  Line.last.hear({
    type: 'messages',
    chatNo: chat.chatNo,
    messages: [message(3, { text: '好的', id: id! })],
  });
  expect(screen.getAllByText('好的')).toHaveLength(1);
  expect(screen.queryByText('正在发送…')).toBeNull();
  expect(posts).toEqual([]);
});

test('what was refused says why, and goes out again under the same id', async () => {
  await openPage();
  await say('快点');
  const { id } = sentSay();
  Line.last.hear({ type: 'refused', id, error: 'chat-too-fast', message: '您发得太快了' });
  expect(screen.getByText('您发得太快了')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '重新发送' }));
  expect(sentSay()).toMatchObject({ id, text: '快点' });
  expect(screen.getByText('正在发送…')).toBeTruthy();
});

test('what was on its way when the line broke goes as a request under the same id; without an answer it is not lost', async () => {
  await openPage();
  await say('还在吗');
  const { id } = sentSay();
  Line.last.break();
  await screen.findByText(/每几秒更新一次/);
  await screen.findByText('没有发出去');
  expect(posts.map(({ data }) => data)).toMatchObject([{ id, text: '还在吗' }]);
  sayAnswer = { status: 201, body: { id, no: 3, at } };
  fireEvent.click(screen.getByRole('button', { name: '重新发送' }));
  await act(async () => {});
  expect(posts).toHaveLength(2);
  expect(posts[1]!.data).toMatchObject({ id, text: '还在吗' });
});

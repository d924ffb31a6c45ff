import type { ChatMessage } from '@api/types';
import { again, arrived, failed, lastNo, noTalk, said } from './talk';

const message = (no: number, id: string | null = null): ChatMessage => ({
  no,
  from: id ? 'person' : 'staff',
  who: null,
  kind: 'text',
  text: `message ${no}`,
  about: null,
  id,
  at: '2026-11-29T01:00:00.000Z',
});

test('messages that come twice stand there once, in their order', () => {
  const first = arrived(noTalk, [message(1), message(2)]);
  const then = arrived(first, [message(2), message(3)]);
  expect(then.messages.map(({ no }) => no)).toEqual([1, 2, 3]);
  expect(lastNo(then)).toBe(3);
  expect(arrived(then, [message(3)])).toBe(then);
});

test('one’s own message is shown while it is sent, and once only when it has arrived', () => {
  const sending = said(arrived(noTalk, [message(1)]), 'mine-1', 'hello');
  expect(sending.pending).toEqual([{ id: 'mine-1', text: 'hello', state: 'sending', why: '' }]);
  const done = arrived(sending, [message(2, 'mine-1')]);
  expect(done.pending).toEqual([]);
  expect(done.messages).toHaveLength(2);
});

test('what was not kept says why, and can be sent again under the same id', () => {
  const broken = failed(said(noTalk, 'mine-1', 'hello'), 'mine-1', 'too fast');
  expect(broken.pending[0]).toMatchObject({ state: 'failed', why: 'too fast' });
  expect(again(broken, 'mine-1').pending[0]).toMatchObject({ id: 'mine-1', state: 'sending', why: '' });
});

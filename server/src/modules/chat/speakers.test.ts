import { expect, test } from '@jest/globals';
import type { ChatRow } from './chat.repository.ts';
import type { Connection } from './connection.ts';
import { createHub } from './hub.ts';
import { createSpeakers } from './speakers.ts';

/** A person whose socket is open, on a table that answers when it is told to. */
async function personWhoFollows() {
  const reads: number[] = [];
  const hub = createHub({
    read: async conversationId => {
      reads.push(conversationId);
      return [];
    },
    onError: error => {
      throw error;
    },
  });
  let find = (_: ChatRow) => {};
  const looking = new Promise<ChatRow>(resolve => {
    find = resolve;
  });
  const speakers = createSpeakers({
    core: { chats: { find: () => looking }, clock: { now: () => new Date() } },
    tickets: {
      redeem: async () => ({ sessionHash: Buffer.from('5e'), personId: '7', username: null, roles: null }),
    },
    hub,
  } as unknown as Parameters<typeof createSpeakers>[0]);
  const speaker = await speakers.welcome('ticket', { send: () => {} } as unknown as Connection);
  const following = speaker.handle({ type: 'follow', chatNo: 'W1', after: 0 });
  return { hub, reads, speaker, following, find: () => find({ id: 1, personId: '7' } as ChatRow) };
}

test('whoever follows is given what is new until the socket closes', async () => {
  const { hub, reads, speaker, following, find } = await personWhoFollows();
  find();
  expect(await following).toEqual({ type: 'following', chatNo: 'W1' });
  expect(reads).toEqual([1]);
  speaker.leave();
  await new Promise(done => setImmediate(done));
  hub.wake(1);
  expect(reads).toEqual([1]);
});

test('a socket that closes while its conversation is looked up leaves no follower behind', async () => {
  const { hub, reads, speaker, following, find } = await personWhoFollows();
  speaker.leave();
  find();
  await following;
  hub.wake(1);
  expect(reads).toEqual([]);
});

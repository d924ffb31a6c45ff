import { expect, test } from '@jest/globals';
import { createHub, type Follower } from './hub.ts';
import type { MessageRow } from './messages.repository.ts';

const messageNo = (no: number) => ({ no }) as MessageRow;

/** A follower that knows everything up to a number, and what it was given since. */
function followerAt(given: number) {
  const got: number[] = [];
  const follower: Follower = {
    conversationId: 1,
    given,
    give: messages => void got.push(...messages.map(({ no }) => no)),
  };
  return { got, follower };
}

test('who comes back while the table is read for another lacks nothing of what was said in between', async () => {
  const table = [1, 2, 3, 4].map(messageNo);
  const reads: (() => void)[] = [];
  const hub = createHub({
    read: (_, after) =>
      new Promise(resolve => reads.push(() => resolve(table.filter(({ no }) => no > after)))),
    onError: error => {
      throw error;
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      reads.shift()?.();
      await new Promise(done => setImmediate(done));
    }
  };
  const here = followerAt(3);
  const back = followerAt(1);
  hub.follow(here.follower);
  hub.follow(back.follower);
  await settle();
  expect(here.got).toEqual([4]);
  expect(back.got).toEqual([2, 3, 4]);

  table.push(messageNo(5));
  hub.wake(1, 5);
  await settle();
  expect([here.got, back.got]).toEqual([
    [4, 5],
    [2, 3, 4, 5],
  ]);
});

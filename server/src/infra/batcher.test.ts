import { expect, it } from '@jest/globals';
import { createBatcher } from './batcher.ts';

function recorder(
  options: { maxSize?: number; concurrency?: number; fail?: (batch: number[]) => boolean } = {},
) {
  const batches: number[][] = [];
  let running = 0;
  let most = 0;
  const batcher = createBatcher<number, number>({
    async run(inputs) {
      batches.push(inputs);
      most = Math.max(most, ++running);
      await new Promise(done => setTimeout(done, 5));
      running -= 1;
      if (options.fail?.(inputs)) throw new Error('refused');
      return inputs.map(input => input * 10);
    },
    maxSize: options.maxSize ?? 100,
    concurrency: options.concurrency ?? 1,
  });
  return { batcher, batches, most: () => most };
}

it('calls of the same moment go together, and each gets its own answer', async () => {
  const { batcher, batches } = recorder();
  expect(await Promise.all([1, 2, 3].map(batcher.add))).toEqual([10, 20, 30]);
  expect(batches).toEqual([[1, 2, 3]]);
});

it('what comes while a batch is on its way makes up the next one', async () => {
  const { batcher, batches } = recorder();
  const first = batcher.add(1);
  await new Promise(done => setTimeout(done, 2));
  await Promise.all([first, batcher.add(2), batcher.add(3)]);
  expect(batches).toEqual([[1], [2, 3]]);
});

it('no batch is larger than allowed, and no more run at once', async () => {
  const { batcher, batches, most } = recorder({ maxSize: 2, concurrency: 2 });
  await Promise.all([1, 2, 3, 4, 5, 6, 7].map(batcher.add));
  expect(batches.map(batch => batch.length)).toEqual([2, 2, 2, 1]);
  expect(most()).toBe(2);
});

it('a batch that fails is told to all in it, and the next goes on', async () => {
  const { batcher } = recorder({ maxSize: 1, fail: ([input]) => input === 1 });
  const answers = await Promise.allSettled([1, 2].map(batcher.add));
  expect(answers.map(answer => answer.status)).toEqual(['rejected', 'fulfilled']);
});

it('is idle only when nothing waits and nothing runs', async () => {
  const { batcher, batches } = recorder({ maxSize: 1 });
  await batcher.idle();
  void batcher.add(1);
  void batcher.add(2);
  await batcher.idle();
  expect(batches).toHaveLength(2);
});

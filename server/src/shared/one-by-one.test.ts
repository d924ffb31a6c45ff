import { expect, it } from '@jest/globals';
import { oneByOne } from './one-by-one.ts';

it('one that fails is told of and holds up none after it', async () => {
  const [done, failed]: [number[], unknown[]] = [[], []];
  await oneByOne(
    [1, 2, 3],
    async item => {
      if (item === 2) throw new Error('two');
      done.push(item);
    },
    (item, error) => failed.push([item, (error as Error).message]),
  );
  expect([done, failed]).toEqual([[1, 3], [[2, 'two']]]);
});

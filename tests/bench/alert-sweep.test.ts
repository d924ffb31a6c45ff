import { afterAll, expect, test } from '@jest/globals';
import { createTestDatabase } from '../support/cluster.ts';
import { measure } from './alert-sweep.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

test('the bench of the sweep, in short: a town is made, six of a hundred are told what the bare SQL finds, and nobody twice', async () => {
  const { ours, again } = await measure(1_000, database.ownerUrl, database.url, 1);
  expect(ours.map(({ notices }) => notices)).toEqual([60]);
  expect(again.map(({ notices }) => notices)).toEqual([0]);
});

/** The scene of the stories about files that are brought in: a town, a home, and a file as it is uploaded. What is exported changes with it. */
import { afterAll, beforeAll } from '@jest/globals';
import { type Household, openTown, type Town } from './town.ts';

export let town: Town;
export let home: Household;

/** Before a suite’s stories. */
export function setTheScene(): void {
  beforeAll(async () => {
    town = await openTown('2026-11-22T02:00:00Z');
    home = await town.world.household();
  });
  afterAll(() => town.close());
}

export function upload(kind: string, lines: string[] | Buffer) {
  return town.call('POST', `/staff/imports?kind=${kind}&name=test.csv`, {
    cookie: town.clerk.cookie,
    headers: { 'content-type': 'text/csv' },
    body: Buffer.isBuffer(lines) ? lines.toString('latin1') : `${lines.join('\n')}\n`,
  });
}

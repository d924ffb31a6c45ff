/** Plays every case that the table requires of these channels, each against a hall of its own. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type CaseId, caseIds, cases } from './cases.ts';
import type { ChannelDriver, OpenDriver } from './driver.ts';
import { table } from './table.ts';

const required = (channel: string) => caseIds.filter(id => table[channel]![id] === 'required');

export function playChannels(channels: readonly string[], open: OpenDriver): void {
  describe.each(channels)('%s', channel => {
    let driver: ChannelDriver;
    beforeAll(async () => {
      driver = await open(channel);
    });
    afterEach(async () => expect(await driver.differences()).toEqual([]));
    afterAll(() => driver.close());

    test.each(required(channel).map(id => [id, cases[id].en] as [CaseId, string]))('%s: %s', async id => {
      const play = driver.play[id];
      if (!play) throw new Error(`${channel} does not play the case ${id}, which the table requires of it`);
      await play();
    });
  });
}

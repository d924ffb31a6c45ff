/** Plays every case that the table requires of these channels, each against a hall of its own. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CaseId, caseIds, cases } from './cases.ts';
import type { ChannelDriver, OpenDriver } from './driver.ts';
import { keepResults, type Results } from './results.ts';
import { table } from './table.ts';

const required = (channel: string) => caseIds.filter(id => table[channel]![id] === 'required');

export function playChannels(channels: readonly string[], open: OpenDriver): void {
  describe.each(channels)('%s', channel => {
    let driver: ChannelDriver;
    const results: Results = {};
    beforeAll(async () => {
      driver = await open(channel);
    });
    afterAll(async () => {
      keepResults(channel, results);
      await driver.close();
    });

    test.each(required(channel).map(id => [id, cases[id].en] as [CaseId, string]))('%s: %s', async id => {
      const play = driver.play[id];
      if (!play) throw new Error(`${channel} does not play the case ${id}, which the table requires of it`);
      results[id] = 'failed';
      await play();
      expect(await driver.differences()).toEqual([]);
      results[id] = 'passed';
    });
  });
}

/** Plays every case that the table requires of these channels, each against a hall of its own. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CaseId, caseIds, cases } from './cases.ts';
import type { ChannelDriver, OpenDriver } from './driver.ts';
import { keepResults, type Results, worstOf } from './results.ts';
import { table } from './table.ts';

/** A choice that is a channel of its own as well (Alipay) is excused there from what its protocol does not have. */
const required = (channel: string, choice?: string) =>
  caseIds.filter(
    id =>
      table[channel]![id] === 'required' && (!choice || (table[choice]?.[id] ?? 'required') === 'required'),
  );

/** @param choicesOf what the payer may choose in a channel: it is played once with each, and passes with all of them */
export function playChannels(
  channels: readonly string[],
  open: OpenDriver,
  choicesOf?: (channel: string) => readonly string[],
): void {
  for (const channel of channels) {
    const ofChoices: Results[] = [];
    const choices = choicesOf?.(channel) ?? [undefined];
    for (const choice of choices)
      describe(choices.length > 1 ? `${channel} by ${choice}` : channel, () => {
        let driver: ChannelDriver;
        const results: Results = {};
        ofChoices.push(results);
        beforeAll(async () => {
          driver = await open(channel, choice);
        });
        afterAll(async () => {
          keepResults(channel, worstOf(ofChoices));
          await driver.close();
        });

        const titles = required(channel, choice).map(id => [id, cases[id].en] as [CaseId, string]);
        test.each(titles)('%s: %s', async id => {
          const play = driver.play[id];
          if (!play)
            throw new Error(`${channel} does not play the case ${id}, which the table requires of it`);
          results[id] = 'failed';
          await play();
          expect(await driver.differences()).toEqual([]);
          results[id] = 'passed';
        });
      });
  }
}

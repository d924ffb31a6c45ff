/**
 * `npm run bench -- --estimates`: the balances and forecasts of 10,000, 100,000 and 1,000,000 metered homes worked out anew, as on every
 * morning, beside bare SQL that reads the same rows and writes as many; written to docs/bench-estimates.md.
 */

import { writeFigures } from '../support/made-of.ts';
import { makeMeteredTown, nextMorning, readDays } from './estimates-town.ts';
import { inTowns, load, machine, median, runScript, withClient } from './towns.ts';

interface Measure {
  seconds: number;
  estimates: number;
  peakMiB?: number;
}

interface Row {
  accounts: number;
  ours: Measure[];
  again: Measure[];
  floor: Measure[];
}

/** @param most the largest town: 1,000,000 accounts unless somebody is in a hurry */
export async function benchEstimates(most: number, rounds: number): Promise<void> {
  const sizes = [10_000, 100_000, 1_000_000].filter(count => count <= most);
  const measured = await inTowns(sizes, (accounts, { owner, app }) => measure(accounts, owner, app, rounds));
  const text = render(measured, rounds);
  console.log(text);
  if (most >= 1_000_000) writeFigures('docs/bench-estimates.md', text);
}

async function measure(accounts: number, owner: string, app: string, rounds: number): Promise<Row> {
  await withClient(owner, client => makeMeteredTown(client, accounts));
  const row: Row = { accounts, ours: [], again: [], floor: [] };
  const morning = () => withClient(owner, nextMorning);
  const run = (script: string) => runScript<Measure>(script, app);
  for (let round = 0; round < rounds; round += 1) {
    await morning();
    row.floor.push(await run('estimates-floor.ts'));
    await morning();
    row.ours.push(await run('estimates-ours.ts'));
    row.again.push(await run('estimates-ours.ts'));
    const [floor, ours, again] = [row.floor.at(-1)!, row.ours.at(-1)!, row.again.at(-1)!];
    console.log(
      `${accounts}: ${JSON.stringify(ours)}, again ${JSON.stringify(again)}, floor ${JSON.stringify(floor)}`,
    );
    if (ours.estimates !== accounts || floor.estimates !== accounts || again.estimates !== 0)
      throw new Error(
        `of ${accounts}: ${ours.estimates}, floor ${floor.estimates}, again ${again.estimates}`,
      );
  }
  return row;
}

function render(measured: Row[], rounds: number): string {
  const lines = measured.map(({ accounts, ours, again, floor }) => {
    const seconds = median(ours.map(each => each.seconds));
    const cells = [
      accounts.toLocaleString('en-US'),
      seconds.toFixed(1),
      Math.round(accounts / seconds).toLocaleString('en-US'),
      median(floor.map(each => each.seconds)).toFixed(1),
      `**${median(ours.map((each, index) => each.seconds / floor[index]!.seconds)).toFixed(2)}**`,
      median(again.map(each => each.seconds)).toFixed(2),
      String(Math.max(...ours.map(each => each.peakMiB ?? 0))),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return `# Bench of the estimates

Every morning the balance, the days left and the forecast of every home are worked out anew: read from ${readDays - 1} days of readings, thirteen bills,
money and agreements, rated by the tariffs with their tiers, with missing days and a range, and kept in \`account_estimates\`, a thousand homes at a
time. Beside it bare SQL: one statement over the whole town that reads the same rows and writes as many estimates of the same width, and divides
where the hall reckons. "Again" is the job a second time, when nothing is due: it comes by every five minutes.

| accounts | refresh, s | accounts a second | bare SQL, s | ratio | again, s | peak of the process, MiB |
|--:|--:|--:|--:|--:|--:|--:|
${lines.join('\n')}

Written by \`npm run bench -- --estimates\` on ${machine()}, ${rounds} round${rounds === 1 ? '' : 's'} by turns with the bare SQL (median;
memory: the greatest resident size, TypeScript loaded by tsx in it), PostgreSQL with fsync on. The machine's load average at the end was
${load()}; well above the number of cores, ratios waver.
`;
}

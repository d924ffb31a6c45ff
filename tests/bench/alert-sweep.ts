/**
 * `npm run bench -- --alert-sweep`: one sweep over 10,000, 100,000 and 1,000,000 bound households beside the bare SQL that
 * finds the same people in the same run, and a second sweep that finds everybody told; written to docs/bench-alert-sweep.md.
 */

import { writeFigures } from '../support/made-of.ts';
import { makeTown, rangeSize } from './alert-sweep-town.ts';
import { inTowns, load, machine, median, runScript, withClient } from './towns.ts';

interface Measure {
  seconds: number;
  notices: number;
  peakMiB?: number;
}

interface Row {
  accounts: number;
  ours: Measure[];
  again: Measure[];
  floor: Measure[];
}

const aim = 2;

/** @param most the largest town: 1,000,000 accounts unless somebody is in a hurry */
export async function benchAlertSweep(most: number, rounds: number): Promise<void> {
  const sizes = [10_000, 100_000, 1_000_000].filter(count => count <= most);
  const measured = await inTowns(sizes, (accounts, { owner, app }) => measure(accounts, owner, app, rounds));
  const text = render(measured, rounds);
  console.log(text);
  if (most >= 1_000_000) writeFigures('docs/bench-alert-sweep.md', text);
}

const run = (script: string, url: string) => runScript<Measure>(script, url);

/** Throws where the sweep tells others than the bare SQL finds, or anybody twice. */
export async function measure(accounts: number, owner: string, app: string, rounds: number): Promise<Row> {
  await withClient(owner, client => makeTown(client, accounts));
  const row: Row = { accounts, ours: [], again: [], floor: [] };
  // One warm round for both; then by turns.
  await run('alert-sweep-floor.ts', app);
  for (let round = 0; round < rounds; round += 1) {
    await withClient(owner, client => client.query('TRUNCATE notices CASCADE'));
    row.floor.push(await run('alert-sweep-floor.ts', app));
    row.ours.push(await run('alert-sweep-ours.ts', app));
    row.again.push(await run('alert-sweep-ours.ts', app));
    const [floor, ours, again] = [row.floor.at(-1)!, row.ours.at(-1)!, row.again.at(-1)!];
    console.log(
      `${accounts}: ${JSON.stringify(ours)}, again ${JSON.stringify(again)}, floor ${JSON.stringify(floor)}`,
    );
    if (ours.notices !== floor.notices || again.notices !== 0)
      throw new Error(`${ours.notices} told of ${floor.notices} found, ${again.notices} told twice`);
  }
  return row;
}

function render(measured: Row[], rounds: number): string {
  const lines = measured.map(({ accounts, ours, again, floor }) => {
    const seconds = median(ours.map(each => each.seconds));
    const ratio = median(ours.map((each, index) => each.seconds / floor[index]!.seconds));
    const cells = [
      accounts.toLocaleString('en-US'),
      ours[0]!.notices.toLocaleString('en-US'),
      seconds.toFixed(2),
      Math.round(accounts / seconds).toLocaleString('en-US'),
      median(floor.map(each => each.seconds)).toFixed(2),
      `**${ratio.toFixed(2)}**`,
      median(again.map(each => each.seconds)).toFixed(2),
      String(Math.max(...ours.map(each => each.peakMiB ?? 0))),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return `# Bench of the alert sweep

One sweep over a town of bound households with today's estimates, of which six in a hundred are told something: a fifth has limits of its
own, a fifth a second person; seven rules, a range of ${rangeSize.toLocaleString('en-US')} accounts at a time: one look at the range's estimates, then one
\`INSERT … SELECT\` into \`notices\` for each rule that may have met somebody, with their money looked at again.
Beside it, in the same run, the bare SQL that finds the same people, one statement a rule, counting and writing nothing: over the whole
town at once and by the same ranges, of which the quicker counts. The estimates themselves are made once a day and are not in these
figures: [bench-estimates.md](bench-estimates.md). "Again" is the same sweep a second time, when everybody has been told.

| accounts | told | sweep, s | accounts a second | bare SQL, s | ratio (aim ≤ ${aim}) | again, s | peak of the process, MiB |
|--:|--:|--:|--:|--:|--:|--:|--:|
${lines.join('\n')}

Written by \`npm run bench -- --alert-sweep\` on ${machine()}, ${rounds} round${rounds === 1 ? '' : 's'} by turns with the bare SQL (median;
memory: the greatest resident size, TypeScript loaded by tsx in it), PostgreSQL with fsync on. The machine's load average at the end was
${load()}; well above the number of cores, ratios waver.
`;
}

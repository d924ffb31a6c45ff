/**
 * `npm run bench -- --alert-sweep`: one sweep over 10,000, 100,000 and 1,000,000 bound households beside the bare SQL that
 * finds the same people in the same run, and a second sweep that finds everybody told; written to docs/bench-alert-sweep.md.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';
import { ensureAppLogin, markDatabase, migrate } from '../../server/src/infra/migrate.ts';
import { makeTown } from './alert-sweep-town.ts';

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
  const folder = mkdtempSync(join(tmpdir(), 'dianting-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'pg'),
    settings: { fsync: 'on', synchronous_commit: 'on' },
  });
  const measured: Row[] = [];
  try {
    for (const accounts of [10_000, 100_000, 1_000_000].filter(count => count <= most))
      measured.push(await measure(postgres.ownerUrl, accounts, rounds));
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const text = render(measured, rounds);
  console.log(text);
  if (most >= 1_000_000) writeFileSync('docs/bench-alert-sweep.md', text);
}

async function measure(clusterUrl: string, accounts: number, rounds: number): Promise<Row> {
  const name = `town_${accounts}`;
  await withClient(clusterUrl, client => client.query(`CREATE DATABASE ${name}`));
  const url = Object.assign(new URL(clusterUrl), { pathname: `/${name}` }).toString();
  await migrate(url);
  await markDatabase(url, 'demo');
  await ensureAppLogin(url, 'hall_bench', 'hall_bench');
  const appUrl = url.replace(/\/\/[^@]+@/, '//hall_bench:hall_bench@');
  await withClient(url, client => makeTown(client, accounts));
  const row: Row = { accounts, ours: [], again: [], floor: [] };
  // One warm round for both; then by turns.
  await run('alert-sweep-floor.ts', appUrl);
  for (let round = 0; round < rounds; round += 1) {
    await withClient(url, client => client.query('TRUNCATE notices CASCADE'));
    row.floor.push(await run('alert-sweep-floor.ts', appUrl));
    row.ours.push(await run('alert-sweep-ours.ts', appUrl));
    row.again.push(await run('alert-sweep-ours.ts', appUrl));
    const [floor, ours, again] = [row.floor.at(-1)!, row.ours.at(-1)!, row.again.at(-1)!];
    console.log(
      `${accounts}: ${JSON.stringify(ours)}, again ${JSON.stringify(again)}, floor ${JSON.stringify(floor)}`,
    );
    if (ours.notices !== floor.notices || again.notices !== 0)
      throw new Error(`${ours.notices} told of ${floor.notices} found, ${again.notices} told twice`);
  }
  await withClient(clusterUrl, client => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  return row;
}

async function run(script: string, url: string): Promise<Measure> {
  const file = new URL(script, import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', file, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', chunk => {
    said += chunk;
  });
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return JSON.parse(said.trim().split('\n').at(-1)!);
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

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

One sweep over a town of bound households with today's estimates, of which four in a hundred are told something: seven rules, a range of
20,000 accounts at a time: one look at the range's estimates, then one \`INSERT … SELECT\` into \`notices\` for each rule that may have met
somebody, with their money looked at again.
Beside it, in the same run, the bare SQL that finds the same people, one statement a rule over the whole town, counting and writing
nothing. "Again" is the same sweep a second time, when everybody has been told.

| accounts | told | sweep, s | accounts a second | bare SQL, s | ratio (aim ≤ ${aim}) | again, s | peak of the process, MiB |
|--:|--:|--:|--:|--:|--:|--:|--:|
${lines.join('\n')}

Written by \`npm run bench -- --alert-sweep\` on ${cpus().length} × ${cpus()[0]!.model.split(' ').slice(0, 2).join(' ')}, Node ${process.version.slice(1)}, ${rounds} round${rounds === 1 ? '' : 's'} by turns with the bare SQL (median;
memory: the greatest resident size, TypeScript loaded by tsx in it), PostgreSQL with fsync on. The machine's load average at the end was
${loadavg()[0]!.toFixed(0)}; well above the number of cores, ratios waver.
`;
}

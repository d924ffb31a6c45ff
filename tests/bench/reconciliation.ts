/**
 * `npm run bench -- --reconciliation`: a day of 10,000, 100,000 and 1,000,000 rows of each kind of source, from its file to the last
 * difference, beside csv-parse + COPY of the same lines in the same run; written to docs/bench-reconciliation.md. Ours is the built
 * server's code under the flags of `npm run server`.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { build } from '../../scripts/build.ts';
import { startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';
import { ensureAppLogin, markDatabase, migrate } from '../../server/src/infra/migrate.ts';
import { writeFigures } from '../support/made-of.ts';
import { asBuilt, serverFlags } from './as-built.ts';
import { alipay } from './reconciliation-alipay.ts';
import { debitBank } from './reconciliation-bank.ts';
import { makeBooks, type Town } from './reconciliation-town.ts';

interface Measure {
  seconds: number;
  peakMB: number;
  status?: string;
  matched?: number;
  open?: number;
}

interface Row {
  name: string;
  rows: number;
  megabytes: number;
  ours: Measure[];
  floor: Measure[];
}

/** Megabytes of 1,000,000 bytes. */
const aims = { ratio: 3, peakMB: 256 };

/**
 * @param most the largest number of rows: 1,000,000 unless somebody is in a hurry
 * @returns what missed its aim, in words
 */
export async function benchReconciliation(most: number, rounds: number): Promise<string[]> {
  await build(['server'], { say: line => console.log(line) });
  const programs = {
    ours: await asBuilt(new URL('reconciliation-ours.ts', import.meta.url)),
    floor: await asBuilt(new URL('reconciliation-floor.ts', import.meta.url)),
  };
  const folder = mkdtempSync(join(tmpdir(), 'dianting-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'pg'),
    settings: { fsync: 'on', synchronous_commit: 'on' },
  });
  const measured: Row[] = [];
  try {
    for (const town of [alipay, debitBank])
      for (const rows of [10_000, 100_000, 1_000_000].filter(count => count <= most))
        measured.push(await measure(postgres.ownerUrl, folder, programs, town, rows, rounds));
  } finally {
    for (const program of Object.values(programs)) rmSync(program);
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const text = render(measured, rounds);
  console.log(text);
  if (most >= 1_000_000) writeFigures('docs/bench-reconciliation.md', text);
  return measured.flatMap(missed);
}

async function measure(
  clusterUrl: string,
  folder: string,
  programs: { ours: string; floor: string },
  town: Town,
  rows: number,
  rounds: number,
): Promise<Row> {
  const [file, csv] = [join(folder, 'day'), join(folder, 'day.csv')];
  const ours: Measure[] = [];
  const floor: Measure[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // A database of its own each time: a day that is run again has less to do.
    const name = `rows_${rows}_${round}`;
    await withClient(clusterUrl, client => client.query(`CREATE DATABASE ${name}`));
    const url = Object.assign(new URL(clusterUrl), { pathname: `/${name}` }).toString();
    await migrate(url);
    await markDatabase(url, 'demo');
    await ensureAppLogin(url, 'hall_bench', 'hall_bench');
    const appUrl = url.replace(/\/\/[^@]+@/, '//hall_bench:hall_bench@');
    await withClient(url, async client => {
      await makeBooks(client, town, rows);
      if (round === 0) await town.makeFiles(client, rows, file, csv);
      await client.query('CHECKPOINT');
    });
    floor.push(await run(programs.floor, url, csv, String(town.columns)));
    ours.push(await run(programs.ours, appUrl, file, town.source));
    const last = ours.at(-1)!;
    console.log(
      `${town.name}, ${rows} rows: ${last.seconds.toFixed(2)} s (${last.status}, ${last.matched} matched, ${last.peakMB} MB), floor ${floor.at(-1)!.seconds.toFixed(2)} s`,
    );
    if (last.status !== 'matched' || last.matched !== rows)
      throw new Error(`not matched: ${JSON.stringify(last)}`);
    await withClient(clusterUrl, client => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
  return { name: town.name, rows, megabytes: statSync(csv).size / 1e6, ours, floor };
}

async function run(program: string, ...words: string[]): Promise<Measure> {
  const child = spawn(process.execPath, [...serverFlags(), program, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', chunk => {
    said += chunk;
  });
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
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

const ratioOf = ({ ours, floor }: Row) =>
  median(ours.map((each, index) => each.seconds / floor[index]!.seconds));
const peakOf = (measures: Measure[]) => Math.max(...measures.map(each => each.peakMB));

function missed(row: Row): string[] {
  const [ratio, peak] = [ratioOf(row), peakOf(row.ours)];
  return [
    ...(ratio > aims.ratio
      ? [`${row.name}, ${row.rows} rows: ratio ${ratio.toFixed(2)}, aim ${aims.ratio}`]
      : []),
    ...(peak >= aims.peakMB
      ? [`${row.name}, ${row.rows} rows: peak ${peak} MB, aim below ${aims.peakMB}`]
      : []),
  ];
}

function render(measured: Row[], rounds: number): string {
  const lines = measured.map(row => {
    const { name, rows, megabytes, ours, floor } = row;
    const seconds = median(ours.map(each => each.seconds));
    const cells = [
      name,
      rows.toLocaleString('en-US'),
      megabytes.toFixed(1),
      seconds.toFixed(2),
      Math.round(rows / seconds).toLocaleString('en-US'),
      ((seconds * 1e6) / rows).toFixed(1),
      median(floor.map(each => each.seconds)).toFixed(2),
      `**${ratioOf(row).toFixed(2)}**`,
      `**${peakOf(ours)}**`,
      String(peakOf(floor)),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const short = measured.flatMap(missed);
  return `# Bench of reconciliation

A day of one source: its file fetched from the disk, kept in the database as it came, decoded, judged line by line, COPYed into
\`statement_rows\`, matched three ways against collections, refunds and postings, attributed to channels, and its settled total posted.
Alipay's file is a zip of GBK CSV. A debit bank's (\`DKDAY\`, GBK) is sealed: it is read twice, MAC and hash first; the stand-in has written
it, and the SMS operator's goes the same way. Beside it, in the same run, the same lines as CSV in UTF-8 already, read with csv-parse and
COPYed into a table of so many text columns (Alipay 25, debit bank 8), and nothing else. What a row costs us hardly depends on how long its
line is; what it costs the floor does.

| source | rows | CSV, MB | ours, s | rows a second | µs a row | csv-parse + COPY, s | ratio (aim ≤ ${aims.ratio}) | our peak, MB (aim < ${aims.peakMB}) | floor's peak, MB |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
${lines.join('\n')}
${short.length > 0 ? `\n**Aims missed:**\n${short.map(line => `- ${line}`).join('\n')}\n` : ''}
Written by \`npm run bench -- --reconciliation\` on ${cpus().length} × ${cpus()[0]!.model.split(' ').slice(0, 2).join(' ')}, Node ${process.version.slice(1)}, ${rounds} round${rounds === 1 ? '' : 's'} each by turns with its floor (median;
memory: the greatest), each in a database of its own with fsync on. Either side is a process of its own, the built
server's code under the flags of \`npm run server\` (\`${serverFlags().join(' ')}\`); its memory is its largest resident size, in megabytes of 1,000,000 bytes. The machine's load average at the end was ${loadavg()[0]!.toFixed(0)}.
`;
}

/** What benches over whole towns share: an embedded PostgreSQL, a database for each size, and measures taken in programs of their own. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';
import { ensureAppLogin, markDatabase, migrate } from '../../server/src/infra/migrate.ts';

interface TownUrls {
  owner: string;
  /** As the hall itself logs in. */
  app: string;
}

/** One after the other, each in a database of its own that is gone afterwards. */
export async function inTowns<Row>(
  sizes: readonly number[],
  work: (accounts: number, urls: TownUrls) => Promise<Row>,
): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dianting-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'pg'),
    settings: { fsync: 'on', synchronous_commit: 'on' },
  });
  const rows: Row[] = [];
  try {
    for (const accounts of sizes) {
      const name = `town_${accounts}`;
      await withClient(postgres.ownerUrl, client => client.query(`CREATE DATABASE ${name}`));
      const owner = Object.assign(new URL(postgres.ownerUrl), { pathname: `/${name}` }).toString();
      await migrate(owner);
      await markDatabase(owner, 'demo');
      await ensureAppLogin(owner, 'hall_bench', 'hall_bench');
      const app = owner.replace(/\/\/[^@]+@/, '//hall_bench:hall_bench@');
      rows.push(await work(accounts, { owner, app }));
      await withClient(postgres.ownerUrl, client => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

/** @returns what the script prints last, as JSON */
export async function runScript<Measure>(script: string, url: string): Promise<Measure> {
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

export async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

export const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

export const machine = () =>
  `${cpus().length} × ${cpus()[0]!.model.split(' ').slice(0, 2).join(' ')}, Node ${process.version.slice(1)}`;

export const load = () => loadavg()[0]!.toFixed(0);

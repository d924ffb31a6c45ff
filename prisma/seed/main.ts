/**
 * `npm run seed -- --accounts N --seed S --until YYYY-MM-DD`: fills a demo database. It is the one of DATABASE_OWNER_URL, or
 * the embedded one that `npm start` uses (in DATA_DIR, standard .data), started for the purpose.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';
import { markDatabase, migrate } from '../../server/src/infra/migrate.ts';
import { projectRoot } from '../../server/src/infra/project-root.ts';
import { parseBusinessDate } from '../../server/src/shared/dates.ts';
import { describeDemo } from './describe-demo.ts';
import { createProgress } from './progress.ts';
import { seed } from './seed.ts';

const { values } = parseArgs({
  options: {
    accounts: { type: 'string' },
    seed: { type: 'string' },
    until: { type: 'string' },
    'bill-months': { type: 'string' },
    'book-months': { type: 'string' },
    url: { type: 'string' },
  },
});

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
process.exit(0);

async function main(): Promise<void> {
  const options = {
    accounts: wholeNumber('accounts', 1, 5_000_000),
    seed: wholeNumber('seed', 0, 2 ** 31),
    billMonths: wholeNumber('bill-months', 1, 36),
    bookMonths: wholeNumber('book-months', 1, 36),
    until: values.until && parseBusinessDate(values.until),
  };
  const { ownerUrl, fieldKey, stop } = await openTarget();
  try {
    const began = Date.now();
    await seed({
      ownerUrl,
      fieldKey,
      ...options,
      say: line => console.log(line),
      progress: createProgress(),
    });
    console.log(
      `\n${((Date.now() - began) / 1000).toFixed(1)} s, at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB of memory\n`,
    );
    console.log(await describeDemo({ DATABASE_OWNER_URL: ownerUrl, FIELD_KEY: fieldKey }));
  } finally {
    await stop();
  }
}

function wholeNumber(
  name: 'accounts' | 'seed' | 'bill-months' | 'book-months',
  low: number,
  high: number,
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high)
    throw new Error(`--${name}: expected a whole number from ${low} to ${high}`);
  return value;
}

async function openTarget(): Promise<{ ownerUrl: string; fieldKey: string; stop: () => Promise<void> }> {
  const url = values.url || process.env['DATABASE_OWNER_URL'] || process.env['DATABASE_URL'];
  if (url) {
    const fieldKey = process.env['FIELD_KEY'];
    if (!fieldKey) throw new Error('FIELD_KEY: expected the base64 key that this database is used with');
    return { ownerUrl: url, fieldKey, stop: async () => {} };
  }
  const folder = join(
    process.env['DATA_DIR'] ? process.cwd() : projectRoot,
    process.env['DATA_DIR'] || '.data',
  );
  mkdirSync(folder, { recursive: true });
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  await migrate(postgres.ownerUrl);
  await markDatabase(postgres.ownerUrl, 'demo');
  return {
    ownerUrl: postgres.ownerUrl,
    fieldKey: process.env['FIELD_KEY'] || keptFieldKey(folder),
    stop: postgres.stop,
  };
}

/** The same file that `npm start` keeps its key in. */
function keptFieldKey(folder: string): string {
  const file = join(folder, 'field-key.secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

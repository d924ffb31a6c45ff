/**
 * `npm run seed -- --accounts N --cases N --seed S --until YYYY-MM-DD`: fills a demo database. It is the one of DATABASE_OWNER_URL (or
 * `--url`), else the embedded one that `npm start` uses, in DATA_DIR.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { refuseMalformed, takeSecretFiles } from '../../server/src/config/env.ts';

const { values } = parseArgs({
  options: {
    accounts: { type: 'string' },
    cases: { type: 'string' },
    seed: { type: 'string' },
    until: { type: 'string' },
    'bill-months': { type: 'string' },
    'book-months': { type: 'string' },
    url: { type: 'string' },
  },
});

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
process.exit(0);

async function main(): Promise<void> {
  if (process.env['HALL_MODE'] === 'production')
    throw new Error('HALL_MODE: demo data is for the demo, and production is never seeded');
  takeSecretFiles();
  refuseMalformed();
  const options = {
    accounts: wholeNumber('accounts', 1, 5_000_000),
    cases: wholeNumber('cases', 0, 1_000_000),
    seed: wholeNumber('seed', 0, 2 ** 31),
    billMonths: wholeNumber('bill-months', 1, 36),
    bookMonths: wholeNumber('book-months', 1, 36),
    until: values.until,
  };
  const say = (line: string) => console.log(line);
  // The Prisma client must be there before what uses it is loaded.
  await build(['prisma'], { say });
  const { openTarget } = await import('./open-target.ts');
  const { seed } = await import('./seed.ts');
  const { describeDemo } = await import('./describe-demo.ts');
  const { createProgress } = await import('./progress.ts');
  const { ownerUrl, setting, fieldKey, close } = await openTarget(values.url);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(130)));
  try {
    const began = Date.now();
    const wish = { ownerUrl, setting, fieldKey, ...options, say, progress: createProgress() };
    const { size, filled } = await seed(wish);
    if (!filled && options.accounts !== undefined)
      throw new Error(
        '--accounts: nothing was filled, name an empty place: DATA_DIR=.data-large npm run seed -- --accounts 200000',
      );
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    say(`\n${seconds} s, at most ${megabytes} MB of memory here, ${size} on disk\n`);
    say(await describeDemo({ DATABASE_OWNER_URL: ownerUrl, FIELD_KEY: fieldKey }));
  } finally {
    await close();
  }
}

function wholeNumber(
  name: 'accounts' | 'cases' | 'seed' | 'bill-months' | 'book-months',
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

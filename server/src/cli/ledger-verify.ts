/**
 * `npm run ledger:verify`: prints the trial balance, recomputes from the postings everything that is kept beside them, and
 * fails on any difference. Looks at DATABASE_URL, or at the demo's own database, whether `npm start` is running or not.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readDatabaseAddress } from '../config/env.ts';
import { openDatabase } from '../infra/database.ts';
import { runningOwnerUrl, startEmbeddedPostgres } from '../infra/embedded-postgres.ts';
import { projectRoot } from '../infra/project-root.ts';
import { ledgerChecks, openLedger, renderDifferences, renderTrialBalance } from '../modules/ledger/index.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
let stop = async () => {};
try {
  const { url, ...found } = await findDatabase();
  stop = found.stop;
  const db = openDatabase({ url, poolSize: 1, applicationName: 'ledger:verify' });
  const ledger = openLedger({ db });
  const [accounts, differences] = [await ledger.trialBalance(), await ledger.differences()];
  await db.close();
  console.log(renderTrialBalance(accounts));
  console.log(renderDifferences(differences, Object.keys(ledgerChecks)));
  process.exitCode = differences.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await stop();
}

async function findDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const address = readDatabaseAddress();
  if (address.url) return { url: address.url, stop: async () => {} };
  const dataDir = join(address.dataDir ? resolve(address.dataDir) : join(projectRoot, '.data'), 'postgres');
  const running = existsSync(dataDir) ? runningOwnerUrl(dataDir) : undefined;
  if (running) return { url: running, stop: async () => {} };
  if (!existsSync(dataDir))
    throw new Error(`DATABASE_URL is not set, and there is no demo database in ${dataDir}`);
  const embedded = await startEmbeddedPostgres({ dataDir });
  return { url: embedded.ownerUrl, stop: () => embedded.stop() };
}

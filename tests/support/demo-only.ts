/**
 * Tests, chaos and benchmarks make a database of their own and write to no other. Yet they fill the disk, take the whole
 * machine and kill what they started: where the settings name a database that is no demo, they do not begin.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { takeSecretFiles } from '../../server/src/config/env.ts';
import { refuseUnlessDemo } from '../../server/src/infra/migrate.ts';
import { StartError } from '../../server/src/shared/start-error.ts';

/** @throws StartError, SettingsError */
export async function refuseOutsideDemo(given: NodeJS.ProcessEnv = process.env): Promise<void> {
  const environment = { ...(existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}), ...given };
  takeSecretFiles(environment);
  if (environment['HALL_MODE'] === 'production')
    throw new StartError('HALL_MODE: expected demo; tests, chaos and benchmarks never run in production');
  for (const setting of ['DATABASE_OWNER_URL', 'DATABASE_URL']) {
    const url = environment[setting];
    if (url) await refuseUnlessDemo(url, setting);
  }
}

/** The same for a program: says why, and ends. */
export async function endOutsideDemo(): Promise<void> {
  await refuseOutsideDemo().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}

/** `npm run migrate`: brings the database of DATABASE_OWNER_URL (or DATABASE_URL) up to date and marks it by HALL_MODE. */
import { existsSync } from 'node:fs';
import { refuseMalformed, takeSecretFiles } from '../server/src/config/env.ts';
import { markDatabase, migrate, refuseOtherMode } from '../server/src/infra/migrate.ts';

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  takeSecretFiles();
  refuseMalformed();
  const url = process.env['DATABASE_OWNER_URL'] || process.env['DATABASE_URL'];
  if (!url)
    throw new Error(
      'DATABASE_OWNER_URL: missing, expected the address of the database as a role that may create tables and roles',
    );
  const mode = process.env['HALL_MODE'] === 'production' ? 'production' : 'demo';
  await refuseOtherMode(url, mode);
  const applied = await migrate(url);
  await markDatabase(url, mode);
  console.log(applied.length ? `applied ${applied.join(', ')}` : 'the database is up to date');
} catch (error) {
  console.error(error instanceof Error ? error.message || error : error);
  process.exit(1);
}

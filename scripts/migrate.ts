/** `npm run migrate`: brings the database of DATABASE_OWNER_URL (or DATABASE_URL) up to date and marks it by HALL_MODE. */
import { markDatabase, migrate } from '../server/src/infra/migrate.ts';

const url = process.env['DATABASE_OWNER_URL'] || process.env['DATABASE_URL'];
if (!url) {
  console.error('DATABASE_OWNER_URL: missing, expected the address of the database as a role that may create tables and roles');
  process.exit(1);
}
const applied = await migrate(url);
await markDatabase(url, process.env['HALL_MODE'] === 'production' ? 'production' : 'demo');
console.log(applied.length ? `applied ${applied.join(', ')}` : 'the database is up to date');

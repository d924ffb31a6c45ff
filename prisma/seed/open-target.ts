/** Which database is seeded: the one named, or the demo's own, whether `npm start` is running or not. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runningOwnerUrl, startEmbeddedPostgres } from '../../server/src/infra/embedded-postgres.ts';
import { markDatabase, migrate } from '../../server/src/infra/migrate.ts';
import { projectRoot } from '../../server/src/infra/project-root.ts';

export interface SeedTarget {
  ownerUrl: string;
  /** What named the database, where somebody did. */
  setting?: string;
  fieldKey: string;
  close(): Promise<void>;
}

export async function openTarget(url: string | undefined): Promise<SeedTarget> {
  const { DATABASE_OWNER_URL, DATABASE_URL } = process.env;
  const named = Object.entries({ '--url': url, DATABASE_OWNER_URL, DATABASE_URL });
  const [setting, given] = named.find(([, address]) => address) ?? [];
  if (given) {
    if (!URL.canParse(given)) throw new Error('--url: expected an address beginning with postgresql://');
    const fieldKey = process.env['FIELD_KEY'];
    if (!fieldKey) throw new Error('FIELD_KEY: expected the base64 key that this database is used with');
    return { ownerUrl: given, setting, fieldKey, close: async () => {} };
  }
  const folder = process.env['DATA_DIR'] ? resolve(process.env['DATA_DIR']) : join(projectRoot, '.data');
  mkdirSync(folder, { recursive: true });
  const fieldKey = process.env['FIELD_KEY'] || keptFieldKey(folder);
  const dataDir = join(folder, 'postgres');
  const running = existsSync(dataDir) ? runningOwnerUrl(dataDir) : undefined;
  if (running) return { ownerUrl: running, fieldKey, close: async () => {} };
  const postgres = await startEmbeddedPostgres({ dataDir });
  await migrate(postgres.ownerUrl);
  await markDatabase(postgres.ownerUrl, 'demo');
  return { ownerUrl: postgres.ownerUrl, fieldKey, close: () => postgres.stop() };
}

/** The same file that `npm start` keeps its key in. */
function keptFieldKey(folder: string): string {
  const file = join(folder, 'field-key.secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

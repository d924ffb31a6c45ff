/** The demo's database: the embedded PostgreSQL, or the one that DATABASE_URL names, migrated and filled. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../server/src/infra/embedded-postgres.ts';
import { ensureAppLogin, markDatabase, migrate, refuseOtherMode } from '../server/src/infra/migrate.ts';
import { projectRoot } from '../server/src/infra/project-root.ts';
import { newest } from './build.ts';

export interface DemoDatabase {
  /** What the server needs to know of it. */
  environment: { DATABASE_URL: string; FIELD_KEY: string };
  ownerUrl: string;
}

export interface DemoDatabaseOptions {
  dataFolder: string;
  say: (line: string) => void;
  /** Called before anything else is done, with how to stop the embedded server. */
  onStarting: (stop: () => Promise<void>) => void;
  onDeath: (reason: string) => void;
}

export async function prepareDemoDatabase(options: DemoDatabaseOptions): Promise<DemoDatabase> {
  const { dataFolder, say } = options;
  const fieldKey = process.env['FIELD_KEY'] || demoSecret(dataFolder, 'field-key');
  const given = process.env['DATABASE_URL'];
  const ownerUrl = process.env['DATABASE_OWNER_URL'] || given || (await startEmbedded(options));
  await refuseOtherMode(ownerUrl, 'demo');
  const applied = await migrate(ownerUrl);
  if (applied.length) say(`applied ${applied.length} migrations`);
  await markDatabase(ownerUrl, 'demo');
  // A single address is the owner's, as which the server must not work: it gets a login of its own.
  const appUrl =
    given && process.env['DATABASE_OWNER_URL']
      ? given
      : await appLogin(ownerUrl, demoSecret(dataFolder, 'database-password'));
  const stamp = join(dataFolder, 'filled');
  if (given || applied.length > 0 || !isFilled(stamp)) {
    const began = new Date();
    // Half of the server comes with it, which a second start need not wait for.
    const { seed } = await import('../prisma/seed/seed.ts');
    await seed({ ownerUrl, fieldKey, say });
    writeFileSync(stamp, began.toISOString());
  } else say('Demo data is there already; it is left alone');
  return { environment: { DATABASE_URL: appUrl, FIELD_KEY: fieldKey }, ownerUrl };
}

/** Filled by the sources as they are: whoever changes what a town is made of has it looked at again. */
function isFilled(stamp: string): boolean {
  if (!existsSync(stamp)) return false;
  const filled = Date.parse(readFileSync(stamp, 'utf8'));
  return ['prisma', 'server/src'].every(source => newest(join(projectRoot, source)) <= filled);
}

async function startEmbedded({ dataFolder, say, onStarting, onDeath }: DemoDatabaseOptions): Promise<string> {
  const dataDir = join(dataFolder, 'postgres');
  const starting = startEmbeddedPostgres({ dataDir });
  let stopping = false;
  onStarting(async () => {
    stopping = true;
    await (await starting.catch(() => undefined))?.stop();
  });
  const postgres = await starting;
  void postgres.ended.then(words => {
    if (!stopping) onDeath(`the database has stopped:\n${words}`);
  });
  if (postgres.dataDir !== dataDir)
    say(`the database lies in ${postgres.dataDir}, because its user cannot enter ${dataFolder}`);
  return postgres.ownerUrl;
}

/** Named after the database: several on one server must not change each other's password. */
async function appLogin(ownerUrl: string, password: string): Promise<string> {
  const url = new URL(ownerUrl);
  const login = `hall_${decodeURIComponent(url.pathname.slice(1))}`.slice(0, 63);
  await ensureAppLogin(ownerUrl, login, password);
  url.username = encodeURIComponent(login);
  url.password = password;
  return url.toString();
}

/** Secrets of this demo, made once and kept with its data. */
function demoSecret(dataFolder: string, name: 'field-key' | 'database-password'): string {
  const file = join(dataFolder, `${name}.secret`);
  const encoding = name === 'field-key' ? 'base64' : 'hex';
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString(encoding), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

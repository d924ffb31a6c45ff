/** Whoever fills, strains or kills begins nothing on a machine whose settings name a database that is no demo. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/cluster.ts';
import { refuseOutsideDemo } from '../../support/demo-only.ts';
import { startProgram } from '../../support/program.ts';
import { testFieldKey } from '../../support/world.ts';

let demo: TestDatabase;
let production: TestDatabase;
let empty: TestDatabase;

async function asOwner(database: TestDatabase, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

beforeAll(async () => {
  [demo, production, empty] = await Promise.all([
    createTestDatabase(),
    createTestDatabase(),
    createTestDatabase(),
  ]);
  await asOwner(production, `UPDATE database_marks SET value = 'production' WHERE name = 'mode'`);
  await asOwner(
    empty,
    'DROP SCHEMA public CASCADE; DROP SCHEMA graphile_worker CASCADE; CREATE SCHEMA public',
  );
});
afterAll(() => Promise.all([demo, production, empty].map(database => database.drop())));

const programs = ['seed', 'test', 'chaos', 'bench', 'bench-web'] as const;

describe.each(programs)('npm run %s', program => {
  test('leaves a database of production alone, and one without any mark; it says what it expects', async () => {
    const run = (DATABASE_URL: string) =>
      startProgram(program, { DATABASE_URL, FIELD_KEY: testFieldKey }).ended;
    const [marked, unmarked] = [await run(production.ownerUrl), await run(empty.ownerUrl)];
    for (const [{ code, output }, found] of [
      [marked, 'marked production'],
      [unmarked, 'not marked'],
    ] as const) {
      expect(code).toBe(1);
      expect(output.trimEnd().split('\n').at(-1)).toBe(
        `DATABASE_URL: this database is ${found}, expected one marked demo; it is left alone`,
      );
    }
    expect(await asOwner(production, 'SELECT count(*)::int AS homes FROM supply_accounts')).toEqual([
      { homes: 0 },
    ]);
    expect(
      await asOwner(empty, `SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'`),
    ).toEqual([{ tables: 0 }]);
  }, 120_000);
});

test('with a demo, or without any database named, tests, chaos and benchmarks begin; in production never', async () => {
  await refuseOutsideDemo({ DATABASE_URL: demo.url, DATABASE_OWNER_URL: demo.ownerUrl });
  await refuseOutsideDemo({});
  await expect(refuseOutsideDemo({ HALL_MODE: 'production', DATABASE_URL: demo.url })).rejects.toThrow(
    /^HALL_MODE: expected demo/,
  );
});

test('the database is found where the server finds it: named by its owner, or in a file', async () => {
  const address = { DATABASE_URL: demo.url, DATABASE_OWNER_URL: production.ownerUrl };
  await expect(refuseOutsideDemo(address)).rejects.toThrow(/^DATABASE_OWNER_URL: this database is marked/);
  const folder = mkdtempSync(join(tmpdir(), 'dianting-demo-only-'));
  writeFileSync(join(folder, 'url'), production.url);
  await expect(refuseOutsideDemo({ DATABASE_URL_FILE: join(folder, 'url') })).rejects.toThrow(
    /^DATABASE_URL: this database is marked production/,
  );
  rmSync(folder, { recursive: true });
});

/** A sweep that dies half-way, as in a power cut, and is run again: everybody is told once, nobody twice. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { createTestDatabase, ownerPool, type TestDatabase } from '../../support/cluster.ts';
import { eventually } from '../../support/hall.ts';
import { type Program, startProgram } from '../../support/program.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';
import { createWorld, testFieldKey } from '../../support/world.ts';

const homes = 30;
let database: TestDatabase;
let sandbox: Sandbox;
let owner: pg.Pool;
const programs: Program[] = [];

beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
  owner = ownerPool(database);
}, 60_000);
afterAll(async () => {
  await Promise.all(programs.map(program => program.stop()));
  await owner.end();
  await sandbox.close();
  await database.drop();
});

function worker(more: Record<string, string>): Program {
  const program = startProgram('worker', {
    ...sandbox.credentials,
    HALL_MODE: 'demo',
    PUBLIC_BASE_URL: 'http://127.0.0.1:3000',
    DATABASE_URL: database.url,
    FIELD_KEY: testFieldKey,
    SANDBOX_URL: sandbox.url,
    LOG_LEVEL: 'error',
    ALERT_SWEEP_ACCOUNTS: '10',
    ...more,
  });
  programs.push(program);
  return program;
}

const count = async (sql: string) => (await owner.query<{ count: number }>(sql)).rows[0]!.count;
const told = () =>
  count(`SELECT count(*)::int FROM notices WHERE event = 'overdue' AND dedupe_key LIKE 'alert:%'`);

test('killed after the first ten of thirty accounts; the next worker tells the other twenty, and each of the thirty once', async () => {
  const world = createWorld(owner);
  for (let index = 0; index < homes; index += 1) {
    const home = await world.household();
    const resident = await world.resident();
    await world.bind(resident, home, { level: 'pay-only' });
    await world.bill(home);
  }
  // Bills are never edited; of a test it may be said when they were due.
  await owner.query('ALTER TABLE bills DISABLE TRIGGER USER');
  await owner.query('UPDATE bills SET due_on = current_date - 5');
  await owner.query('ALTER TABLE bills ENABLE TRIGGER USER');

  const first = worker({ HALL_CRASH_POINT: 'alerts-queued:1' });
  await eventually(
    () => count('SELECT count(*)::int FROM account_estimates'),
    kept => kept === homes,
    60_000,
  );
  await owner.query(`SELECT graphile_worker.add_job('sweep-alerts')`);
  await first.ended;
  expect(await told()).toBe(10);
  expect(await count('SELECT count(*)::int FROM alert_sweeps WHERE finished_at IS NULL')).toBe(1);

  // A job that was under way when its worker died is locked for hours; what is due meanwhile is a new one.
  worker({});
  await owner.query(`SELECT graphile_worker.add_job('sweep-alerts')`);
  await eventually(told, notices => notices === homes, 60_000);
  const finished = () =>
    count('SELECT count(*)::int FROM alert_sweeps WHERE accounts = 30 AND finished_at IS NOT NULL');
  const before = await finished();
  await owner.query(`SELECT graphile_worker.add_job('sweep-alerts')`);
  await eventually(finished, now => now > before, 60_000);
  expect(await told()).toBe(homes);
  expect(
    await count(`SELECT count(DISTINCT person_id)::int AS count FROM notices WHERE event = 'overdue'`),
  ).toBe(homes);
}, 240_000);

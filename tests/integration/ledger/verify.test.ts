/** `npm run ledger:verify` as a person runs it: a table and a clean exit, or the place where something differs. */
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createTestDatabase, ownerPool, type TestDatabase } from '../../support/cluster.ts';
import { createWorld, type Household } from '../../support/world.ts';

let database: TestDatabase;
let owner: pg.Pool;
let household: Household;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = ownerPool(database);
  const world = createWorld(owner);
  household = await world.household();
  await world.bill(household, { amountFen: 123_456 });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

function verify(): Promise<{ code: number | null; output: string }> {
  const program = new URL('../../../server/src/cli/ledger-verify.ts', import.meta.url).pathname;
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    env: { ...environment, DATABASE_URL: database.url },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
  return new Promise(done => child.once('exit', code => done({ code, output })));
}

it('prints the trial balance, whose sides are equal, and finds no difference', async () => {
  const { code, output } = await verify();
  expect(output).toMatch(/receivable\s+应收电费\s+¥1,234\.56\s+¥0\.00\s+¥1,234\.56/);
  expect(output).toMatch(/Total\s+¥1,234\.56\s+¥1,234\.56\s+¥0\.00/);
  expect(output).not.toContain('✗');
  expect(code).toBe(0);
});

it('a balance that was changed beside the books is named, and the exit code says so', async () => {
  await owner.query(
    'UPDATE customer_balances SET balance_fen = balance_fen + 500 WHERE holder_period_id = $1',
    [household.holderPeriodId],
  );
  const { code, output } = await verify();
  expect(output).toContain('✗ customer balances');
  expect(output).toContain(`holder ${household.holderPeriodId}: books ¥0.00, kept ¥5.00`);
  expect(code).toBe(1);
});

/** The books only grow, and always in balance: tried as the application's own role, and as the tables' owner. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, ownerPool, type TestDatabase } from '../../support/cluster.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;
let app: pg.Pool;
let owner: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  app = new pg.Pool({ connectionString: database.url, max: 2 });
  app.on('error', () => {});
  owner = ownerPool(database);
  const world = createWorld(owner);
  await world.bill(await world.household(), { amountFen: 5_000 });
});
afterAll(async () => {
  await app.end();
  await owner.end();
  await database.drop();
});

const changes = ['ledger_transactions', 'ledger_postings', 'payment_events'].flatMap(table => [
  `UPDATE ${table} SET id = id`,
  `DELETE FROM ${table}`,
  `TRUNCATE ${table} CASCADE`,
]);

describe.each(changes)('%s', sql => {
  it('is refused to the application', async () => {
    await expect(app.query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('is refused to the owner as well', async () => {
    await expect(owner.query(sql)).rejects.toMatchObject({
      code: '42501',
      message: expect.stringContaining('append-only'),
    });
  });
});

it.each([
  'ALTER TABLE ledger_postings DISABLE TRIGGER ALL',
  'DROP TRIGGER ledger_postings_balanced ON ledger_postings',
  'DROP TABLE ledger_postings',
  'ALTER TABLE collections DROP CONSTRAINT collections_refundable_check',
  'CREATE OR REPLACE FUNCTION ledger_check_balance() RETURNS trigger LANGUAGE sql AS $$ SELECT NULL $$',
  `INSERT INTO ledger_accounts VALUES ('mine', '我的', 'Mine', 'asset')`,
  `SET session_replication_role = replica`,
])('the application cannot get round it: %s', async sql => {
  await expect(app.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^42/) });
});

it.each([
  'UPDATE collections SET amount_fen = 1',
  `UPDATE collections SET source = 'elsewhere'`,
  'UPDATE allocations SET amount_fen = 1',
  'UPDATE payment_items SET amount_fen = 1',
  'DELETE FROM collections',
  'DELETE FROM inbox_messages',
  'DELETE FROM refunds',
  'DELETE FROM receipts',
])('money that came in keeps its sum, source and record: %s', async sql => {
  await expect(app.query(sql)).rejects.toMatchObject({ code: '42501' });
});

const post = (client: pg.Pool | pg.PoolClient, amounts: number[], reference: string) =>
  client.query(
    `WITH t AS (INSERT INTO ledger_transactions (kind, reference, business_date) VALUES ('test', $1, '2026-11-22') RETURNING id)
     INSERT INTO ledger_postings (transaction_id, account_code, amount_fen)
       SELECT t.id, CASE WHEN place % 2 = 0 THEN 'receivable' ELSE 'energy-income' END, amount FROM t, unnest($2::bigint[]) WITH ORDINALITY AS a (amount, place)`,
    [reference, amounts],
  );

it('a transaction whose debits and credits differ by one fen is refused', async () => {
  await expect(post(app, [500, -499], 'unbalanced')).rejects.toMatchObject({
    constraint: 'ledger_postings_balanced',
  });
  await expect(post(app, [500], 'one-sided')).rejects.toMatchObject({
    constraint: 'ledger_postings_balanced',
  });
  await expect(post(app, [500, -500], 'balanced')).resolves.toMatchObject({ rowCount: 2 });
});

it('a single posting cannot be added to a transaction that balanced', async () => {
  const sql = `INSERT INTO ledger_postings (transaction_id, account_code, amount_fen) SELECT id, 'receivable', 1 FROM ledger_transactions LIMIT 1`;
  await expect(app.query(sql)).rejects.toMatchObject({ constraint: 'ledger_postings_balanced' });
});

it('a transaction that posts nothing is refused, and so is a posting of nothing', async () => {
  const empty = app.query(
    `INSERT INTO ledger_transactions (kind, reference, business_date) VALUES ('test', 'empty', '2026-11-22')`,
  );
  await expect(empty).rejects.toMatchObject({ constraint: 'ledger_transactions_not_empty' });
  await expect(post(app, [0, 0], 'nothing')).rejects.toMatchObject({
    constraint: 'ledger_postings_amount_check',
  });
});

it('the same event is posted once', async () => {
  await expect(post(app, [500, -500], 'balanced')).rejects.toMatchObject({ code: '23505' });
});

it('issuing a bill twice posts it once', async () => {
  const count = async () =>
    (await owner.query('SELECT count(*)::int AS count FROM ledger_transactions')).rows[0].count;
  const before = await count();
  const { rows } = await app.query('SELECT post_bills(ARRAY(SELECT id FROM bills)) AS posted');
  expect(rows[0].posted).toBe(0);
  expect(await count()).toBe(before);
});

/** A list read through a cursor is what it was when it was asked for, and gives its connection back. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../../../server/src/infra/database.ts';
import { everyRow } from '../../../server/src/infra/every-row.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';

let hall: RunningHall;
let db: Database;
const most = 2_500;

beforeAll(async () => {
  hall = await startHall();
  db = openDatabase({ url: hall.owner.options.connectionString!, poolSize: 1 });
  await hall.owner.query(
    `CREATE TABLE numbers AS SELECT g AS id, g <= 2000 AS open FROM generate_series(1, ${most}) g`,
  );
});
afterAll(async () => {
  await db?.close();
  await hall?.close();
});

const all = () =>
  everyRow<{ id: number }>(db.pool, 'SELECT id FROM numbers WHERE open = $1 ORDER BY id', [true]);

test('each row once and none missing, though rows change, come and go while it is read', async () => {
  const ids: number[] = [];
  for await (const { id } of all()) {
    if (ids.push(id) !== 1) continue;
    await hall.owner.query(`UPDATE numbers SET open = NOT open WHERE id BETWEEN 1500 AND ${most}`);
    await hall.owner.query('DELETE FROM numbers WHERE id % 2 = 0');
    await hall.owner.query('INSERT INTO numbers SELECT g, true FROM generate_series(-500, 0) g');
  }
  expect(ids).toEqual(Array.from({ length: 2000 }, (_, index) => index + 1));
});

test('a reader who goes away amid it, and one whose list cannot be read, leave the only connection to the next', async () => {
  for await (const { id } of all()) if (id > 0) break;
  const broken = everyRow(db.pool, 'SELECT 1 / $1::int AS id', [0]);
  await expect(broken.next()).rejects.toThrow('division by zero');
  const { rows } = await db.pool.query('SELECT 1 AS one');
  expect(rows).toEqual([{ one: 1 }]);
});

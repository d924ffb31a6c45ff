import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPrismaSchema } from '../../../scripts/read-prisma-schema.ts';
import { type Database, openDatabase } from '../../../server/src/infra/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/cluster.ts';

describe('the database as the application sees it', () => {
  let database: TestDatabase;
  let app: Database;

  beforeAll(async () => {
    database = await createTestDatabase();
    app = openDatabase({ url: database.url, poolSize: 2 });
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  test('the pool reads bigint as number and Prisma reads it as bigint, over the same connections', async () => {
    const { rows } = await app.pool.query(
      `SELECT 9007199254740991::bigint AS big, ARRAY[1,2]::bigint[] AS list`,
    );
    expect(rows[0]).toEqual({ big: Number.MAX_SAFE_INTEGER, list: [1, 2] });
    const [row] = await app.prisma.$queryRaw<{ big: bigint }[]>`SELECT 7::bigint AS big`;
    expect(row?.big).toBe(7n);
  });

  test('a bigint beyond what a number holds exactly is refused, not rounded', async () => {
    await expect(app.pool.query('SELECT 9007199254740993::bigint')).rejects.toThrow(RangeError);
  });

  test('the application may not mark a database as demo, nor touch the migration log', async () => {
    await expect(app.pool.query(`UPDATE database_marks SET value = 'production'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(app.pool.query('DELETE FROM _prisma_migrations')).rejects.toThrow(/permission denied/);
  });

  test('docs/database.md has every column that there is, by its name and type', async () => {
    const { rows } = await app.pool.query<{ column: string }>(
      `SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, NULL) AS column
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> '_prisma_migrations'`,
    );
    const shortNames: Record<string, string> = {
      'timestamp with time zone': 'timestamptz',
      'time without time zone': 'time',
      'double precision': 'float8',
    };
    const inDatabase = rows.map(({ column }) => {
      const [name, ...type] = column.split(' ');
      return `${name} ${shortNames[type.join(' ')] ?? type.join(' ')}`;
    });
    const described = readPrismaSchema(new URL('../../../prisma/schema', import.meta.url).pathname)
      .flatMap(({ tables }) => tables)
      .flatMap(({ name, columns }) => columns.map(column => `${name}.${column.name} ${column.type}`));
    expect(described.sort()).toEqual(inDatabase.sort());
  });
});

/** A large town is loaded without the indexes that no constraint needs; afterwards every one of them is there again. */
import { expect, test } from '@jest/globals';
import { setIndexesAside } from '../../../prisma/seed/set-indexes-aside.ts';
import { createTestDatabase, ownerPool } from '../../support/cluster.ts';

test('indexes that are set aside come back as they were, and those of constraints stay', async () => {
  const database = await createTestDatabase();
  const owner = ownerPool(database);
  const client = await owner.connect();
  const tables = ['bills', 'premises', 'ledger_transactions', 'customers'];
  const indexes = async () => {
    const text = 'SELECT indexdef FROM pg_indexes WHERE tablename = ANY ($1) ORDER BY 1';
    return (await client.query<{ indexdef: string }>(text, [tables])).rows.map(({ indexdef }) => indexdef);
  };
  try {
    await client.query('BEGIN');
    const before = await indexes();
    const makeAgain = await setIndexesAside(client, tables);
    const meanwhile = await indexes();
    expect(meanwhile.length).toBeLessThan(before.length - 5);
    expect(meanwhile.filter(each => each.includes('UNIQUE'))).toEqual(
      before.filter(each => each.includes('UNIQUE')),
    );
    expect(meanwhile.some(each => each.includes('bills_days_once'))).toBe(true);
    await makeAgain();
    expect(await indexes()).toEqual(before);
    await client.query('COMMIT');
  } finally {
    client.release();
    await owner.end();
    await database.drop();
  }
});

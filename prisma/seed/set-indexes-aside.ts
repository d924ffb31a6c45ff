/** Loading without the indexes that no constraint needs: made of all rows at once they take a fraction of the time. */
import type pg from 'pg';

/** @returns makes them again, as they were; it is one transaction with the loading, so a failure brings them back by itself */
export async function setIndexesAside(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = ANY ($1::regclass[]) AND NOT indisunique AND NOT indisexclusion`,
    [tables],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return async () => {
    await client.query(`SET LOCAL maintenance_work_mem = '256MB'`);
    for (const { definition } of rows) await client.query(definition);
  };
}

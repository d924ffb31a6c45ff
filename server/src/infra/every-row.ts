/** A whole list through a cursor: all of it as it was at one moment, whatever changes while it is read, and only some rows in memory. */
import type { Pool, QueryResultRow } from 'pg';

const rowsAtOnce = 1_000;

/** @param text one SELECT. A reader who pauses for longer than `idle_in_transaction_session_timeout` loses the rest. */
export async function* everyRow<Row extends QueryResultRow>(
  pool: Pick<Pool, 'connect'>,
  text: string,
  values: unknown[],
): AsyncGenerator<Row> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN TRANSACTION READ ONLY');
    await client.query(`DECLARE every_row NO SCROLL CURSOR FOR ${text}`, values);
    for (;;) {
      const { rows } = await client.query<Row>(`FETCH ${rowsAtOnce} FROM every_row`);
      yield* rows;
      if (rows.length < rowsAtOnce) break;
    }
  } finally {
    // Also when the reader goes away amid it.
    const broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    client.release(broken);
  }
}

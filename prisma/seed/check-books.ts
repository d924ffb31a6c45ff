/** The checks of `npm run ledger:verify`, made before the loaded town is committed; they want its statistics (ANALYZE). */
import type pg from 'pg';
import { ledgerChecks } from '../../server/src/modules/ledger/index.ts';

export async function checkBooks(client: pg.ClientBase): Promise<void> {
  for (const [check, sql] of Object.entries(ledgerChecks)) {
    // Materialized: planned for all rows. Planned for the first one alone, millions of rows are joined by nested loops.
    const { rows } = await client.query<{ subject: string }>(
      `WITH differences AS MATERIALIZED (${sql}) SELECT subject FROM differences LIMIT 1`,
    );
    if (rows[0]) throw new Error(`The demo data is wrong: ${check} fails for ${rows[0].subject}`);
  }
}

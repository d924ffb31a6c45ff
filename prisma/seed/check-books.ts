/** The checks of `npm run ledger:verify`, made before the loaded town is committed. */
import type pg from 'pg';
import { ledgerChecks } from '../../server/src/modules/ledger/index.ts';

export async function checkBooks(client: pg.ClientBase): Promise<void> {
  for (const [check, sql] of Object.entries(ledgerChecks)) {
    const { rows } = await client.query<{ subject: string }>(`SELECT subject FROM (${sql}) d LIMIT 1`);
    if (rows[0]) throw new Error(`The demo data is wrong: ${check} fails for ${rows[0].subject}`);
  }
}

/** Goes on with sales until the acquirer has said what became of them: reversals, and voids that a supervisor wants. */
import type { DeskCore } from '../desk-core.ts';
import type { SaleRow } from './pos.repository.ts';
import { later, reverseSale } from './reverse-sale.ts';
import { followVoid } from './void-sale.ts';

const batchSize = 20;

/** Everything that is due. One sale that fails never holds up the others; it stays claimed for a minute. */
export async function followDueSales(core: DeskCore, signal: AbortSignal): Promise<void> {
  if (!core.acquirer) return;
  while (!signal.aborted) {
    const sales = await core.pos.claimSales(core.clock.now(), batchSize);
    for (const result of await Promise.allSettled(sales.map(sale => followSale(sale, core))))
      if (result.status === 'rejected') core.logger.error({ err: result.reason }, 'card sale: tried again');
    if (sales.length < batchSize) return;
  }
}

async function followSale(sale: SaleRow, core: DeskCore): Promise<void> {
  if (sale.status === 'voiding') return followVoid(sale, core);
  if (sale.status === 'asking') {
    // Whoever waited for the answer has died, or has stopped waiting: nobody knows what it was.
    if (!(await core.pos.beginReversal(sale.id, 'ABANDONED', later(sale, core)))) return;
  }
  await reverseSale(sale, core);
}

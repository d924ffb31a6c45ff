/** A report that nobody waits on any more: taken back, answered at the desk, joined to another case, or no fault at all. */
import type { PoolClient } from 'pg';
import type { Heard, RepairCase } from '../cases/index.ts';
import { cancelOrder } from './act-on-order.ts';
import { isRunning, statusAfter } from './repair-order.ts';
import { type RepairsCore, writeDown } from './repairs-core.ts';

/**
 * In the transaction that changes the case. As long as somebody else waits for the crew, it goes; a crew that is at the place says itself
 * what it found.
 */
export async function leaveFault(
  core: RepairsCore,
  tx: PoolClient,
  { id, caseNo }: Pick<RepairCase, 'id' | 'caseNo'>,
  /** Was it never a fault, it does not count as a report, either. */
  { noFault, ...by }: Heard & { noFault?: boolean },
): Promise<'left' | 'crew-there'> {
  const { faults, orders } = core;
  const found = await orders.ofCase(id, tx);
  if (!found || !isRunning(found.status)) return 'left';
  await faults.holdOfOrder(tx, found.orderNo);
  const order = (await orders.lock(tx, found.orderNo))!;
  if (!isRunning(order.status)) return 'left';
  const detail = { case: caseNo };
  if (await faults.othersWait(tx, order.faultId, id)) {
    if (!noFault) return 'left';
    await faults.leave(tx, order.faultId, caseNo);
    await orders.change(tx, order.id, {});
    await writeDown(core, tx, order, { act: 'separate', ...by, detail });
    return 'left';
  }
  if (!statusAfter(order.status, 'cancel')) return 'crew-there';
  await cancelOrder(core, tx, order);
  await writeDown(core, tx, order, { act: 'cancel', ...by, detail });
  return 'left';
}

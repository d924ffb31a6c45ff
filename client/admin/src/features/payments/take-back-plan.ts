/**
 * What a refund would take back, in the order in which the server does it: first what lies as balance or in suspense, then
 * the bills, the last one first; those become owed again. The server decides; this shows it beforehand. Pure.
 */
import type { Allocation, Collection } from '../../api/payments.types.ts';

export interface TakeBackLine {
  title: string | null;
  accountCode: string;
  isBill: boolean;
  beforeFen: number;
  afterFen: number;
}

export function takeBackPlan(
  collection: Collection,
  allocations: Allocation[],
  amountFen: number,
): TakeBackLine[] {
  const own = allocations.filter(
    line => line.collectionId === collection.id && line.amountFen > line.takenBackFen,
  );
  const order = [...own].sort(
    (a, b) => Number(a.payableId !== null) - Number(b.payableId !== null) || b.id - a.id,
  );
  let left = amountFen;
  return order.flatMap(line => {
    const beforeFen = line.amountFen - line.takenBackFen;
    const taken = Math.min(left, beforeFen);
    left -= taken;
    return taken > 0
      ? [
          {
            title: line.title,
            accountCode: line.accountCode,
            isBill: line.payableId !== null,
            beforeFen,
            afterFen: beforeFen - taken,
          },
        ]
      : [];
  });
}

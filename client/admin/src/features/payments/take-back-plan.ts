/**
 * What a refund would take back, in the order in which the server does it: first what lies as balance or in suspense, then
 * the bills, the last one first; those become owed again. The server decides; this shows it beforehand. Pure.
 */
import type { Collection } from '../../api/payments.types.ts';

export interface TakeBackLine {
  key: number;
  accountNo: string | null;
  accountCode: string;
  isBill: boolean;
  beforeFen: number;
  afterFen: number;
}

export function takeBackPlan(
  { allocations }: Pick<Collection, 'allocations'>,
  amountFen: number,
): TakeBackLine[] {
  const numbered = allocations
    .map((line, key) => ({ ...line, key }))
    .filter(line => line.amountFen > line.takenBackFen);
  const order = numbered.sort(
    (a, b) => Number(a.payableId !== null) - Number(b.payableId !== null) || b.key - a.key,
  );
  let left = amountFen;
  return order.flatMap(({ key, accountNo, accountCode, payableId, ...line }) => {
    const beforeFen = line.amountFen - line.takenBackFen;
    const taken = Math.min(left, beforeFen);
    left -= taken;
    if (taken === 0) return [];
    return [
      {
        key,
        accountNo,
        accountCode,
        isBill: accountCode === 'receivable' && payableId !== null,
        beforeFen,
        afterFen: beforeFen - taken,
      },
    ];
  });
}

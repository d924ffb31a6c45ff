import { describe, expect, test } from '@jest/globals';
import { takeBackPlan } from './take-back-plan.ts';

const bill = (payableId: number, amountFen: number, takenBackFen = 0) => ({
  payableId,
  accountNo: `A${payableId}`,
  accountCode: 'receivable',
  amountFen,
  takenBackFen,
});
const balance = (amountFen: number) => ({
  payableId: null,
  accountNo: 'A1',
  accountCode: 'customer-balance',
  amountFen,
  takenBackFen: 0,
});

describe('what a refund would take back', () => {
  test('comes first from the balance, so that no bill is owed again while there is surplus', () => {
    const plan = takeBackPlan({ allocations: [bill(1, 10_000), balance(500)] }, 400);
    expect(plan).toMatchObject([
      { accountCode: 'customer-balance', isBill: false, beforeFen: 500, afterFen: 100 },
    ]);
  });

  test('then from the bills, the last one first', () => {
    const plan = takeBackPlan({ allocations: [bill(1, 10_000), bill(2, 3_000), balance(500)] }, 4_000);
    expect(plan.map(({ accountNo, beforeFen, afterFen }) => [accountNo, beforeFen, afterFen])).toEqual([
      ['A1', 500, 0],
      ['A2', 3_000, 0],
      ['A1', 10_000, 9_500],
    ]);
  });

  test('leaves out what was taken back before', () => {
    expect(takeBackPlan({ allocations: [bill(1, 10_000), bill(2, 3_000, 3_000)] }, 1_000)).toMatchObject([
      { accountNo: 'A1', afterFen: 9_000 },
    ]);
  });
});

import { accountNo, household, parents, parentsSummary, summary } from '../../../test/answers';
import { billsOrder, chosenOf, householdsOf, prepaymentAllowed, prepaymentOrder, totalOf } from './to-pay';

const open = [
  { household, payables: summary.openPayables },
  { household: parents, payables: parentsSummary.openPayables },
];
const way = { channel: 'wechat', method: 'wechat', product: 'mini' } as const;

test('bills of two households are paid in one payment, to the fen', () => {
  const chosen = new Set([11, 21]);
  expect(totalOf(chosenOf(open, chosen))).toBe(21_345);
  expect(householdsOf(open, chosen)).toEqual([household, parents]);
  expect(billsOrder(chosenOf(open, chosen), way)).toEqual({
    ...way,
    items: [
      { payableId: 11, amountFen: 12_345 },
      { payableId: 21, amountFen: 9_000 },
    ],
  });
});

test('only the households something is paid for are asked to be checked', () => {
  expect(householdsOf(open, new Set([21]))).toEqual([parents]);
});

test('a prepayment keeps within the utility’s limits', () => {
  const limits = { minFen: 100, maxFen: 1_000_000 };
  expect([99, 100, 1_000_000, 1_000_001, null].map(fen => prepaymentAllowed(fen, limits))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
  expect(prepaymentOrder(accountNo, 10_000, way, '/back')).toEqual({
    ...way,
    prepayments: [{ accountNo, amountFen: 10_000 }],
    returnUrl: '/back',
  });
});

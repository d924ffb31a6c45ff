import type { AlertRule } from '@api/types';
import { choicesOf } from './alert-limits';

const rule: AlertRule = {
  rule: 'low-balance',
  enabled: true,
  amountFen: 3_000,
  days: 3,
  percent: null,
  thresholds: ['amountFen', 'days'],
  own: false,
};

test('a few limits are offered, and one set elsewhere stays among them in order', () => {
  expect(choicesOf(rule, 'amountFen')).toEqual([2_000, 3_000, 5_000, 10_000]);
  expect(choicesOf({ ...rule, amountFen: 4_500 }, 'amountFen')).toEqual([2_000, 3_000, 4_500, 5_000, 10_000]);
  expect(choicesOf({ ...rule, rule: 'overdue' }, 'days')).toEqual([3]);
});

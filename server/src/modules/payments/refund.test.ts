import { expect, it } from '@jest/globals';
import type { Fen } from '../../shared/money.ts';
import { nextRefundQueryAt, planRefund, refundTransitions } from './refund.ts';

const now = new Date('2026-11-22T04:00:00Z');
const rules = { termDays: 365, approvalAboveFen: 50_000 as Fen };
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

it.each([
  ['a small sum within the term goes back at once', 50_000, 0, 365, 'gateway', 'pending'],
  ['a large sum waits for a second person', 50_001, 0, 1, 'gateway', 'awaiting-approval'],
  ['a large sum in small parts is a large sum', 40_000, 40_000, 1, 'gateway', 'awaiting-approval'],
  ['past the term it is a payout, which always waits', 1, 0, 366, 'payout', 'awaiting-approval'],
])('%s', (_, amount, refunded, days, way, status) => {
  const request = { amountFen: amount as Fen, refundedFen: refunded as Fen, paidAt: daysAgo(days) };
  expect(planRefund(request, rules, now)).toMatchObject({ way, status });
});

it('a silent refund is asked about for ever, at the last interval', () => {
  const seconds = [0, 1, 9].map(
    count => (nextRefundQueryAt(count, [10, 60], now).getTime() - now.getTime()) / 1000,
  );
  expect(seconds).toEqual([10, 60, 60]);
});

it('a large sum reaches its payer only through an approval', () => {
  const { status } = planRefund(
    { amountFen: 50_001 as Fen, refundedFen: 0 as Fen, paidAt: daysAgo(1) },
    rules,
    now,
  );
  expect(refundTransitions[status]).toEqual(['pending', 'rejected']);
  expect(refundTransitions.pending).toContain('succeeded');
});

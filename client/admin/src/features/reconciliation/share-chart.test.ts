import { expect, test } from '@jest/globals';
import { channelsBySum, lookOf, weekBars } from './share-chart.ts';

const shares = [
  { week: '2026-11-16', channel: 'counter', count: 1, amountFen: 2_500 },
  { week: '2026-11-16', channel: 'wechat', count: 3, amountFen: 7_500 },
  { week: '2026-11-09', channel: 'counter', count: 2, amountFen: 4_000 },
];

test('a bar shows of each channel what part of its week it brought, from the bottom up, the largest channel first', () => {
  expect(channelsBySum(shares)).toEqual(['wechat', 'counter']);
  expect(weekBars(shares)).toEqual([
    {
      week: '2026-11-09',
      amountFen: 4_000,
      pieces: [{ channel: 'counter', count: 2, amountFen: 4_000, share: 1, from: 0 }],
    },
    {
      week: '2026-11-16',
      amountFen: 10_000,
      pieces: [
        { channel: 'wechat', count: 3, amountFen: 7_500, share: 0.75, from: 0 },
        { channel: 'counter', count: 1, amountFen: 2_500, share: 0.25, from: 0.75 },
      ],
    },
  ]);
});

test('a week that brought nothing has no pieces, and no two of eighteen channels look alike', () => {
  expect(weekBars([{ week: '2026-11-16', channel: 'wechat', count: 0, amountFen: 0 }])).toEqual([
    { week: '2026-11-16', amountFen: 0, pieces: [] },
  ]);
  const looks = Array.from({ length: 18 }, (_, place) => JSON.stringify(lookOf(place)));
  expect(new Set(looks).size).toBe(18);
});

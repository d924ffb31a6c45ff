/** Stacked bars of what each channel brings, week by week: where each piece lies. Pure. */
import type { Shares } from './reconciliation.queries.ts';

export interface Piece {
  channel: string;
  amountFen: number;
  count: number;
  /** Of the week, 0 to 1. */
  share: number;
  /** Where it begins from the bottom, 0 to 1. */
  from: number;
}

export interface WeekBar {
  week: string;
  amountFen: number;
  pieces: Piece[];
}

/** The channel that brings most lies at the bottom of every bar, and comes first. */
export function channelsBySum(shares: Shares): string[] {
  const sums = new Map<string, number>();
  for (const { channel, amountFen } of shares) sums.set(channel, (sums.get(channel) ?? 0) + amountFen);
  return [...sums].sort(([, left], [, right]) => right - left).map(([channel]) => channel);
}

export function weekBars(shares: Shares): WeekBar[] {
  const order = channelsBySum(shares);
  const weeks = [...new Set(shares.map(({ week }) => week))].sort();
  return weeks.map(week => {
    const rows = shares.filter(row => row.week === week);
    const amountFen = rows.reduce((sum, row) => sum + row.amountFen, 0);
    let from = 0;
    const pieces = order.flatMap(channel => {
      const row = rows.find(each => each.channel === channel);
      if (!row || amountFen === 0) return [];
      const share = row.amountFen / amountFen;
      from += share;
      return [{ channel, amountFen: row.amountFen, count: row.count, share, from: from - share }];
    });
    return { week, amountFen, pieces };
  });
}

/** Eighteen ways need more than hue: each has its own of six shades crossed with three fillings. */
const shades = ['#0A7C6C', '#3E6FB0', '#B45309', '#7A5AA6', '#5B7F2B', '#A2486B'];
const fillings = ['plain', 'lines', 'dots'] as const;

export interface Look {
  shade: string;
  filling: (typeof fillings)[number];
}

export function lookOf(place: number): Look {
  return {
    shade: shades[place % shades.length]!,
    filling: fillings[Math.floor(place / shades.length) % fillings.length]!,
  };
}

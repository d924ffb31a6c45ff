/** Reliability figures of one period over all kinds of outages. Pure. */
import type { Figures } from './outages.queries.ts';

export interface PeriodFigures {
  period: string;
  outages: number;
  noticeKept: number;
  restored: number;
  restoredInTime: number;
  cancelled: number;
  changed: number;
  minutes: number;
  told: number;
}

export function byPeriod(figures: Figures): PeriodFigures[] {
  const periods = new Map<string, PeriodFigures>();
  for (const { kind: _kind, ...row } of figures) {
    const before = periods.get(row.period);
    if (!before) periods.set(row.period, { ...row });
    else
      for (const name of Object.keys(row) as (keyof PeriodFigures)[])
        if (name !== 'period') before[name] += row[name];
  }
  return [...periods.values()].sort((left, right) => left.period.localeCompare(right.period));
}

/** "92 %"; a dash where there is nothing to share. */
export const percent = (part: number, whole: number) =>
  whole === 0 ? '—' : `${Math.round((100 * part) / whole)} %`;

/** The latest day beside the days before it. Pure; energies in 0.01 kWh. */
import { addDays, type BusinessDate } from '../../shared/dates.ts';
import type { Usage } from '../tariffs/index.ts';
import { windowDays } from './typical-day.ts';

/** Of fewer days nothing is usual yet. */
const enoughDays = 7;

/** Null when the latest stretch is longer than a day, or when too few days before it were measured. */
export function unusualDay(
  stretches: readonly Usage[],
): { on: BusinessDate; use: number; usual: number } | null {
  const last = stretches.at(-1);
  if (!last || last.from !== last.to) return null;
  const first = addDays(last.from, -windowDays);
  const before = stretches.slice(0, -1).filter(one => one.from === one.to && one.to >= first);
  if (before.length < enoughDays) return null;
  const usual = Math.round(before.reduce((sum, { total }) => sum + total, 0) / before.length);
  return { on: last.to, use: last.total, usual };
}

/** Ranges of business days, which are Shanghai's whatever the reader's clock says. */
import { shanghaiToday } from '../../app/format.ts';

const dayMs = 86_400_000;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The days up to the last that is over. */
export function lastDays(count: number, to = addDays(shanghaiToday(), -1)): { from: string; to: string } {
  return { from: addDays(to, 1 - count), to };
}

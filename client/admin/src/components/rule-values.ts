/** How the value of a dated rule is read and written: a number, a time of day in minutes, or yes and no. Pure. */
export type RuleEntry = 'number' | 'clock' | 'yes';

export function clockOf(minutes: number): string {
  const two = (count: number) => String(count).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** @returns undefined for what is no time of a day */
export function minutesOf(clock: string): number | undefined {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/.exec(clock.trim());
  if (!found) return undefined;
  return found[1] === undefined ? 1440 : Number(found[1]) * 60 + Number(found[2]);
}

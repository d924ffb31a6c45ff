/**
 * What became of the second of two who paid one bill in the same instant, when it was last recorded:
 * `RECORD_CHANNELS=1 npm run jest -- tests/contract/pairs`, then `npm run docs`. docs/channels.md shows it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `balance`: both were taken, and one lies on the balance. `refused`: one was refused before money changed hands. */
type PairOutcome = 'balance' | 'refused' | 'failed';
export type PairOutcomes = Record<string, PairOutcome>;

const file = join(import.meta.dirname, 'outcomes.json');

export const pairOf = (one: string, other: string): string => [one, other].sort().join(' + ');

export function keepOutcomes(outcomes: PairOutcomes): void {
  if (!process.env['RECORD_CHANNELS']) return;
  const all = Object.entries({ ...recordedOutcomes(), ...outcomes }).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

export const recordedOutcomes = (): PairOutcomes =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PairOutcomes) : {};

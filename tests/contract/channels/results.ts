/**
 * What became of each case when it was last recorded: `RECORD_CHANNELS=1 npm run jest -- tests/contract/channels`, then
 * `npm run docs`. docs/channels.md shows it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseId } from './cases.ts';

export type Results = Partial<Record<CaseId, 'passed' | 'failed'>>;

const folder = join(import.meta.dirname, 'results');
const fileOf = (channel: string) => join(folder, `${channel}.json`);

/** A run of a part of the cases changes what is known of these alone. */
export function keepResults(channel: string, results: Results): void {
  if (!process.env['RECORD_CHANNELS']) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(channel), `${JSON.stringify({ ...resultsOf(channel), ...results }, null, 2)}\n`);
}

/** One failure is a failure of all. */
export function worstOf(all: readonly Results[]): Results {
  const failed = all.map(results => Object.entries(results).filter(([, result]) => result === 'failed'));
  return Object.assign({}, ...all, ...failed.map(entries => Object.fromEntries(entries)));
}

export const resultsOf = (channel: string): Results =>
  existsSync(fileOf(channel)) ? (JSON.parse(readFileSync(fileOf(channel), 'utf8')) as Results) : {};

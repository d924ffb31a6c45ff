/**
 * `npm run reconcile -- --date 2026-11-21 [--source wechat-pay:1900000001]`: fetches the files of a day, matches them and says
 * what it found. Doing it again changes nothing. Without `--source` every source is reconciled; a prefix is enough.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createHall } from '../app.ts';
import { readSettings } from '../config/env.ts';
import type { DayResult, Progress } from '../modules/reconciliation/index.ts';
import { addDays, businessDate, parseBusinessDate } from '../shared/dates.ts';

const { values } = parseArgs({ options: { date: { type: 'string' }, source: { type: 'string' } } });
if (existsSync('.env')) process.loadEnvFile('.env');

try {
  const day = values.date ? parseBusinessDate(values.date) : addDays(businessDate(new Date()), -1);
  if (day >= businessDate(new Date())) throw new Error(`${day} is not over yet`);
  const hall = await createHall(readSettings());
  try {
    await hall.keepKeys();
    const all = await hall.reconciliation.sources(day);
    const sources = all.filter(({ source }) => !values.source || source.startsWith(values.source));
    if (sources.length === 0)
      throw new Error(
        `no source ${values.source ?? ''}; there are ${all.map(({ source }) => source).join(', ')}`,
      );
    for (const source of sources) {
      const result = await hall.reconciliation.run(source, day, tell);
      process.stderr.write('\r\x1b[K');
      console.log(describe(result));
      if (result.status !== 'matched') process.exitCode = 1;
    }
  } finally {
    await hall.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function tell({ source, stage, done, total }: Progress): void {
  const share =
    total > 0 ? `${Math.min(100, Math.floor((done * 100) / total))} %` : `${Math.ceil(done / 1024)} KiB`;
  process.stderr.write(`\r\x1b[K${source}: ${stage} ${share}`);
}

function describe({ source, day, status, rows, matched, open, posted, problem }: DayResult): string {
  const counts = `${rows} rows, ${matched} matched, ${open} open differences, ${posted} posted`;
  const why = problem
    ? ` (${problem.reason}${problem.part ? ` in ${problem.part}` : ''}${problem.line ? `, line ${problem.line}` : ''}${problem.detail ? `: ${problem.detail}` : ''})`
    : '';
  return `${status === 'matched' ? '✓' : '✗'} ${source} ${day}: ${status}${why}; ${counts}`;
}

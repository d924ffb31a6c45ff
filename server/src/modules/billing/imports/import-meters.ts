/** Takes in meters: a first one for an account, or one that replaces what hangs there. */

import { type Cell, copyLine } from '../../../infra/copy-rows.ts';
import { type BusinessDate, businessDate } from '../../../shared/dates.ts';
import { defaultPlausibility } from '../meter-registers.ts';
import { billedProblem } from './billed-days.ts';
import { dayOf, energyOf, wholeOf, yesOf } from './cells.ts';
import type { CsvRow } from './csv.ts';
import { problem, type RowProblem, type Rule, type Tally } from './import-row.ts';
import { judgeReading } from './judge-reading.ts';
import type { MeterGone, MetersStaging } from './meters-staging.repository.ts';

export const meterColumns = ['asset_no', 'account_no', 'installed_on', 'opening_total_kwh'] as const;
const opening = ['opening_total_kwh', 'opening_peak_kwh', 'opening_valley_kwh'] as const;
const registers = [...opening, 'previous_total_kwh', 'previous_peak_kwh', 'previous_valley_kwh'] as const;

export async function importMeters(
  rows: AsyncIterable<CsvRow>,
  staging: MetersStaging,
  tally: Tally,
  options: { source: 'file' | 'api'; now: Date },
): Promise<void> {
  await staging.stage(readableRows(rows, businessDate(options.now), tally));
  await staging.judge();
  for await (const changes of staging.changes()) await staging.refuse(changes.flatMap(faultOf));
  for (const { line, outcome, times } of await staging.outcomes()) {
    if (outcome === 'unchanged') tally.unchanged += times;
    else if (outcome === 'new') tally.accepted += times;
    else {
      const [field, rule] = outcome.split(/:(.*)/) as [string, string];
      tally.reject(billedProblem(line, field, rule) ?? problem(line, field, rule as Rule));
    }
  }
  await staging.write(options.source);
}

/** The last registers of a meter that goes are billed like any reading, so they are judged like one. */
function faultOf(gone: MeterGone): { line: number; outcome: string }[] {
  const verdict = judgeReading(gone, gone, gone.before, gone.after, defaultPlausibility);
  return verdict ? [{ line: gone.line, outcome: `previous_${verdict.field}:${verdict.rule}` }] : [];
}

async function* readableRows(
  rows: AsyncIterable<CsvRow>,
  today: BusinessDate,
  tally: Tally,
): AsyncGenerator<string> {
  for await (const { line, cells } of rows) {
    const wrong = firstProblem(line, cells, today);
    if (wrong) tally.reject(wrong);
    else yield copyLine([line, ...stagedCells(cells)]);
  }
}

function firstProblem(line: number, cells: Record<string, string>, today: BusinessDate): RowProblem | null {
  for (const field of meterColumns) if (!cells[field]) return problem(line, field, 'required');
  if (!/^[\w-]{1,40}$/.test(cells['asset_no']!)) return problem(line, 'asset_no', 'format-asset-no');
  const digits = wholeOf(cells['digits'], 6);
  if (digits === 'bad' || digits < 3 || digits > 10) return problem(line, 'digits', 'format-whole');
  const multiplier = wholeOf(cells['multiplier'], 1);
  if (multiplier === 'bad' || multiplier < 1) return problem(line, 'multiplier', 'format-whole');
  if (yesOf(cells['time_of_use']) === 'bad') return problem(line, 'time_of_use', 'one-of');
  const on = dayOf(cells['installed_on']!);
  if (on === null) return problem(line, 'installed_on', 'format-date');
  if (on > today) return problem(line, 'installed_on', 'future');
  for (const field of registers)
    if (energyOf(cells[field]) === 'bad') return problem(line, field, 'format-number');
  const [total, peak, valley] = opening.map(field => energyOf(cells[field]) as number | null);
  const verdict = judgeReading(
    { on, total: total!, peak: peak!, valley: valley! },
    { digits, multiplier, category: 'residential' },
    null,
    null,
    defaultPlausibility,
  );
  return verdict && problem(line, `opening_${verdict.field}`, verdict.rule);
}

/** In the order of the staging table's columns. */
function stagedCells(cells: Record<string, string>): Cell[] {
  return [
    cells['asset_no']!,
    cells['account_no']!,
    wholeOf(cells['digits'], 6) as number,
    wholeOf(cells['multiplier'], 1) as number,
    yesOf(cells['time_of_use']) as boolean,
    cells['installed_on']!,
    ...registers.map(field => energyOf(cells[field]) as number | null),
  ];
}

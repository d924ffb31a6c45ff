/** Takes in meters: a first one for an account, or one that replaces what hangs there. */

import { type Cell, copyLine } from '../../../infra/copy-rows.ts';
import { type BusinessDate, businessDate } from '../../../shared/dates.ts';
import { dayOf, energyOf, wholeOf, yesOf } from './cells.ts';
import type { CsvRow } from './csv.ts';
import { problem, type RowProblem, type Rule, type Tally } from './import-row.ts';
import type { MetersStaging } from './meters-staging.repository.ts';

export const meterColumns = ['asset_no', 'account_no', 'installed_on', 'opening_total_kwh'] as const;
const registers = [
  'opening_total_kwh',
  'opening_peak_kwh',
  'opening_valley_kwh',
  'previous_total_kwh',
  'previous_peak_kwh',
  'previous_valley_kwh',
] as const;

export async function importMeters(
  rows: AsyncIterable<CsvRow>,
  staging: MetersStaging,
  tally: Tally,
  options: { source: 'file' | 'api'; now: Date },
): Promise<void> {
  await staging.stage(readableRows(rows, businessDate(options.now), tally));
  for (const { line, outcome, times } of await staging.judge()) {
    if (outcome === 'unchanged') tally.unchanged += times;
    else if (outcome === 'new') tally.accepted += times;
    else {
      const { field, rule } = fault(outcome);
      tally.reject(problem(line, field, rule));
    }
  }
  await staging.write(options.source);
}

/** Which cell is at fault, and by which rule. */
function fault(outcome: string): { field: string; rule: Rule } {
  switch (outcome) {
    case 'unknown-account':
      return { field: 'account_no', rule: outcome };
    case 'before-meter':
      return { field: 'installed_on', rule: outcome };
    case 'first-changed':
      return { field: 'opening_total_kwh', rule: 'changed' };
    case 'eve-changed':
      return { field: 'previous_total_kwh', rule: 'changed' };
    case 'old-required':
      return { field: 'previous_total_kwh', rule: 'required' };
    case 'backwards':
      return { field: 'previous_total_kwh', rule: outcome };
    default:
      return { field: 'asset_no', rule: outcome as Rule };
  }
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
  for (const field of registers) {
    const value = energyOf(cells[field]);
    if (value === 'bad') return problem(line, field, 'format-number');
    if ((value ?? 0) >= 10 ** digits * 100 && field.startsWith('opening'))
      return problem(line, field, 'beyond-register');
  }
  return null;
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

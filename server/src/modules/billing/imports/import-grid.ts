/** Takes in grid points (网格抢修点) with their teams, and the streets that each of them answers for. */

import { type Cell, copyLine } from '../../../infra/copy-rows.ts';
import type { CsvRow } from './csv.ts';
import type { GridStaging } from './grid-staging.repository.ts';
import { problem, type RowProblem, type Rule, type Tally } from './import-row.ts';

export const gridPointColumns = ['code', 'name', 'region', 'area_kind', 'lat', 'lon'] as const;
export const gridStreetColumns = ['point_code', 'district', 'street', 'area_kind', 'lat', 'lon'] as const;

const longest = 60;

export const importGridPoints = (rows: AsyncIterable<CsvRow>, staging: GridStaging, tally: Tally) =>
  importGrid(rows, staging, tally, gridPointColumns, cells => [arrayOf(teamsOf(cells))]);

export const importGridStreets = (rows: AsyncIterable<CsvRow>, staging: GridStaging, tally: Tally) =>
  importGrid(rows, staging, tally, gridStreetColumns, () => []);

async function importGrid(
  rows: AsyncIterable<CsvRow>,
  staging: GridStaging,
  tally: Tally,
  columns: readonly string[],
  more: (cells: CsvRow['cells']) => Cell[],
): Promise<void> {
  async function* readableRows(): AsyncGenerator<string> {
    for await (const { line, cells } of rows) {
      const wrong = firstProblem(line, cells, columns);
      if (wrong) tally.reject(wrong);
      else yield copyLine([line, ...columns.map(column => cells[column]!), ...more(cells)]);
    }
  }
  await staging.stage(readableRows());
  for (const { line, outcome, times } of await staging.judge()) {
    if (outcome === 'unchanged') tally.unchanged += times;
    else if (outcome === 'new') tally.accepted += times;
    else {
      const [field, rule] = outcome.split(':') as [string, Rule];
      tally.reject(problem(line, field, rule));
    }
  }
  await staging.write();
}

function firstProblem(line: number, cells: CsvRow['cells'], columns: readonly string[]): RowProblem | null {
  for (const field of columns) {
    if (!cells[field]) return problem(line, field, 'required');
    if (cells[field].length > longest) return problem(line, field, 'too-long');
  }
  for (const field of ['code', 'point_code'])
    if (cells[field] && columns.includes(field) && !/^[\w-]{1,40}$/.test(cells[field]))
      return problem(line, field, 'format-code');
  if (!['city', 'rural', 'remote'].includes(cells['area_kind']!)) return problem(line, 'area_kind', 'one-of');
  for (const [field, most] of [
    ['lat', 90],
    ['lon', 180],
  ] as const)
    if (!/^-?\d{1,3}(\.\d{1,8})?$/.test(cells[field]!) || Math.abs(Number(cells[field])) > most)
      return problem(line, field, 'format-degrees');
  if (teamsOf(cells).some(team => team.length > longest)) return problem(line, 'teams', 'too-long');
  return null;
}

/** Several are set apart by a semicolon, in either script. */
function teamsOf(cells: CsvRow['cells']): string[] {
  const names = (cells['teams'] ?? '').split(/[;；]/).map(name => name.trim());
  return [...new Set(names.filter(Boolean))];
}

/** As PostgreSQL writes an array. */
const arrayOf = (names: readonly string[]) => `{${names.map(name => JSON.stringify(name)).join(',')}}`;

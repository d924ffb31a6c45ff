/** Takes in readings: unreadable rows are reported, known ones left alone, estimates replaced, everything else judged. */

import { copyLine } from '../../../infra/copy-rows.ts';
import { type BusinessDate, businessDate } from '../../../shared/dates.ts';
import { defaultPlausibility } from '../meter-registers.ts';
import { dayOf, energyOf } from './cells.ts';
import type { CsvRow } from './csv.ts';
import { problem, type RowProblem, type Tally } from './import-row.ts';
import { judgeReading, type Registers } from './judge-reading.ts';
import type { GoodReading, ReadingsStaging, StagedReading } from './readings-staging.repository.ts';

export const readingColumns = ['meter_asset_no', 'read_on', 'total_kwh'] as const;

export async function importReadings(
  rows: AsyncIterable<CsvRow>,
  staging: ReadingsStaging,
  tally: Tally,
  options: { source: 'file' | 'api'; now: Date },
): Promise<void> {
  const today = businessDate(options.now);
  await staging.stage(readableRows(rows, today, tally));
  const progress: Progress = { last: null };
  for await (const batch of staging.judged()) {
    const good: GoodReading[] = [];
    for (const row of batch) {
      const verdict = judge(row, progress);
      if (verdict === 'unchanged') tally.unchanged += 1;
      else if (verdict) tally.reject(verdict);
      else {
        tally.accepted += 1;
        good.push({
          meterId: row.meterId!,
          on: row.on,
          total: row.total,
          peak: row.peak,
          valley: row.valley,
        });
      }
    }
    await staging.write(good, options.source);
  }
}

/** The last good row of the meter at hand, in this import. */
interface Progress {
  last: (Registers & { meterId: number }) | null;
}

function judge(row: StagedReading, progress: Progress): RowProblem | 'unchanged' | null {
  const refuse = (field: string, rule: Parameters<typeof problem>[2]) => problem(row.line, field, rule);
  if (row.meterId === null) return refuse('meter_asset_no', 'unknown-meter');
  if (!row.installed) return refuse('read_on', 'not-installed');
  const earlier = progress.last?.meterId === row.meterId ? progress.last : null;
  if (earlier?.on === row.on)
    return sameRegisters(earlier, row) ? 'unchanged' : refuse('total_kwh', 'repeated');
  if (row.known?.quality === 'actual')
    return sameRegisters(row.known, row) ? 'unchanged' : refuse('total_kwh', 'changed');
  const before = earlier && (!row.before || earlier.on > row.before.on) ? earlier : row.before;
  const verdict = judgeReading(row, row, before, row.after, defaultPlausibility);
  if (verdict) return refuse(verdict.field, verdict.rule);
  progress.last = { meterId: row.meterId, on: row.on, total: row.total, peak: row.peak, valley: row.valley };
  return null;
}

function sameRegisters(left: Registers, right: Registers): boolean {
  return left.total === right.total && left.peak === right.peak && left.valley === right.valley;
}

async function* readableRows(
  rows: AsyncIterable<CsvRow>,
  today: BusinessDate,
  tally: Tally,
): AsyncGenerator<string> {
  for await (const { line, cells } of rows) {
    const row = readCells(line, cells, today);
    if ('rule' in row) tally.reject(row);
    else yield copyLine([line, cells['meter_asset_no']!, row.on, row.total, row.peak, row.valley]);
  }
}

function readCells(line: number, cells: Record<string, string>, today: BusinessDate): Registers | RowProblem {
  const assetNo = cells['meter_asset_no'] ?? '';
  if (assetNo === '') return problem(line, 'meter_asset_no', 'required');
  if (!/^[\w-]{1,40}$/.test(assetNo)) return problem(line, 'meter_asset_no', 'unknown-meter');
  const on = dayOf(cells['read_on'] ?? '');
  if (on === null) return problem(line, 'read_on', 'format-date');
  if (on > today) return problem(line, 'read_on', 'future');
  const [total, peak, valley] = [
    energyOf(cells['total_kwh']),
    energyOf(cells['peak_kwh']),
    energyOf(cells['valley_kwh']),
  ];
  if (total === null) return problem(line, 'total_kwh', 'required');
  for (const [field, value] of Object.entries({ total_kwh: total, peak_kwh: peak, valley_kwh: valley }))
    if (value === 'bad') return problem(line, field, 'format-number');
  return { on, total: total as number, peak: peak as number | null, valley: valley as number | null };
}

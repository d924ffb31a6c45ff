/** Takes in what accounts used of their tier year before the hall's first bill, for a utility that begins in mid-year. */

import { copyLine } from '../../../infra/copy-rows.ts';
import {
  addDays,
  type BusinessDate,
  businessDate,
  daysBetween,
  laterDay,
  monthOf,
} from '../../../shared/dates.ts';
import { expectedLimits, spreadOverTiers, type TariffVersion, tierYearOn } from '../../tariffs/index.ts';
import { defaultPlausibility } from '../meter-registers.ts';
import type { OpeningEnergy } from '../opening-energy.repository.ts';
import { dayOf, energyOf } from './cells.ts';
import type { CsvRow } from './csv.ts';
import { problem, type RowProblem, type Rule, type Tally } from './import-row.ts';
import type {
  GoodOpening,
  OpeningEnergyStaging,
  StagedOpening,
} from './opening-energy-staging.repository.ts';

export const openingEnergyColumns = ['account_no', 'used_to', 'energy_kwh'] as const;

/** Editions of a region and category. */
export type VersionsOf = (regionCode: string, category: string) => readonly TariffVersion[];

export async function importOpeningEnergy(
  rows: AsyncIterable<CsvRow>,
  staging: OpeningEnergyStaging,
  tally: Tally,
  options: { versionsOf: VersionsOf; now: Date },
): Promise<void> {
  await staging.stage(readableRows(rows, businessDate(options.now), tally));
  let last: GoodOpening | null = null;
  for await (const batch of staging.judged()) {
    const good: GoodOpening[] = [];
    for (const row of batch) {
      const verdict = judge(row, last, options.versionsOf);
      if (verdict === 'unchanged') tally.unchanged += 1;
      else if ('rule' in verdict) tally.reject(verdict);
      else {
        tally.accepted += 1;
        good.push(verdict);
        last = verdict;
      }
    }
    await staging.write(good);
  }
}

/** @param last the last good row of this import */
function judge(
  row: StagedOpening,
  last: GoodOpening | null,
  versionsOf: VersionsOf,
): RowProblem | 'unchanged' | GoodOpening {
  const refuse = (field: string, rule: Rule) => problem(row.line, field, rule);
  const { regionCode, category, holderPeriodId, heldFrom, usedTo, energy } = row;
  if (regionCode === null) return refuse('account_no', 'unknown-account');
  if (holderPeriodId === null) return refuse('used_to', 'no-holder');
  const versions = versionsOf(regionCode, category);
  if (versions.length === 0) return refuse('account_no', 'no-tiers');
  const year = tierYearOn(versions, usedTo);
  const limits = expectedLimits(year, heldFrom, versions, row.options);
  if (limits.length === 0) return refuse('account_no', 'no-tiers');
  if (monthOf(usedTo) === year.to) return refuse('used_to', 'year-over');
  const same = (other: Pick<OpeningEnergy, 'yearFrom' | 'usedTo' | 'energy'>) =>
    other.usedTo === usedTo && other.energy === energy;
  if (last?.holderPeriodId === holderPeriodId && last.yearFrom === year.from)
    return same(last) ? 'unchanged' : refuse('account_no', 'repeated');
  const known = row.known.find(({ yearFrom }) => yearFrom === year.from);
  if (known && same(known)) return 'unchanged';
  if (row.billedMonth !== null)
    return refuse('energy_kwh', row.billedMonth >= year.from ? 'year-billed' : 'billed-here');
  if (row.runMonth !== null && row.runMonth >= year.from) return refuse('energy_kwh', 'run-open');
  const days = daysBetween(laterDay(heldFrom, `${year.from}-01` as BusinessDate), usedTo) + 1;
  if (energy > defaultPlausibility[category] * days) return refuse('energy_kwh', 'too-much');
  const parts = spreadOverTiers(0, energy, limits);
  return { holderPeriodId, yearFrom: year.from, usedTo, energy, parts };
}

async function* readableRows(
  rows: AsyncIterable<CsvRow>,
  today: BusinessDate,
  tally: Tally,
): AsyncGenerator<string> {
  for await (const { line, cells } of rows) {
    const row = readCells(line, cells, today);
    if ('rule' in row) tally.reject(row);
    else yield copyLine([line, cells['account_no']!, row.usedTo, row.energy]);
  }
}

function readCells(
  line: number,
  cells: Record<string, string>,
  today: BusinessDate,
): { usedTo: BusinessDate; energy: number } | RowProblem {
  for (const field of openingEnergyColumns) if (!cells[field]) return problem(line, field, 'required');
  if (!/^\d{1,20}$/.test(cells['account_no']!)) return problem(line, 'account_no', 'unknown-account');
  const usedTo = dayOf(cells['used_to']!);
  if (usedTo === null) return problem(line, 'used_to', 'format-date');
  if (usedTo > today) return problem(line, 'used_to', 'future');
  if (!addDays(usedTo, 1).endsWith('-01')) return problem(line, 'used_to', 'month-end');
  const energy = energyOf(cells['energy_kwh']);
  if (energy === null || energy === 'bad') return problem(line, 'energy_kwh', 'format-number');
  return { usedTo, energy };
}

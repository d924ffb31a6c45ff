/** Takes in accounts: where, who, and under which contract. Personal data is sealed before it is stored anywhere. */

import { type Cell, copyLine } from '../../../infra/copy-rows.ts';
import type { FieldCipher } from '../../../infra/crypto.ts';
import { tidyIdentityNo } from '../../../shared/identity-numbers.ts';
import type { AccountsStaging } from './accounts-staging.repository.ts';
import { billedProblem } from './billed-days.ts';
import { dayOf, wholeOf, yesOf } from './cells.ts';
import type { CsvRow } from './csv.ts';
import type { VersionsOf } from './import-opening-energy.ts';
import { problem, type RowProblem, type Rule, type Tally } from './import-row.ts';

export const accountColumns = [
  'account_no',
  'region',
  'category',
  'district',
  'street',
  'building',
  'room',
  'holder_name',
  'contract_no',
  'held_from',
] as const;
const texts = [
  'district',
  'street',
  'building',
  'unit',
  'room',
  'holder_name',
  'contract_no',
  'transformer_area',
] as const;
const optionalTexts: readonly string[] = ['unit', 'transformer_area'];
const longest = 60;

export async function importAccounts(
  rows: AsyncIterable<CsvRow>,
  staging: AccountsStaging,
  cipher: FieldCipher,
  tally: Tally,
  versionsOf: VersionsOf,
): Promise<void> {
  await staging.stage(readableRows(rows, cipher, tally));
  for (const { line, outcome, times } of await staging.judge(versionsOf)) {
    if (outcome === 'unchanged') tally.unchanged += times;
    else if (['new', 'phone', 'move-in'].includes(outcome)) tally.accepted += times;
    else if (outcome.startsWith('kept:')) tally.reject(problem(line, outcome.slice('kept:'.length), 'kept'));
    else
      tally.reject(
        billedProblem(line, 'held_from', outcome) ?? problem(line, fieldOf(outcome), outcome as Rule),
      );
  }
  await staging.write();
}

function fieldOf(outcome: string): string {
  const fields: Record<string, string> = {
    'unknown-region': 'region',
    'place-changed': 'building',
    'holder-changed': 'holder_name',
    'before-holder': 'held_from',
    'supply-paused': 'held_from',
    'contract-taken': 'contract_no',
  };
  return fields[outcome] ?? 'account_no';
}

async function* readableRows(
  rows: AsyncIterable<CsvRow>,
  cipher: FieldCipher,
  tally: Tally,
): AsyncGenerator<string> {
  for await (const { line, cells } of rows) {
    const wrong = firstProblem(line, cells);
    if (wrong) tally.reject(wrong);
    else yield copyLine([line, ...stagedCells(cells, cipher)]);
  }
}

function firstProblem(line: number, cells: Record<string, string>): RowProblem | null {
  for (const field of accountColumns) if (!cells[field]) return problem(line, field, 'required');
  for (const field of texts)
    if ((cells[field] ?? '').length > longest) return problem(line, field, 'too-long');
  if (!['residential', 'commercial'].includes(cells['category']!)) return problem(line, 'category', 'one-of');
  if (!['', 'flat', 'time-of-use'].includes(cells['plan'] ?? '')) return problem(line, 'plan', 'one-of');
  if (cells['holder_phone'] && !/^1[3-9]\d{9}$/.test(cells['holder_phone']))
    return problem(line, 'holder_phone', 'format-phone');
  if (dayOf(cells['held_from']!) === null) return problem(line, 'held_from', 'format-date');
  if (wholeOf(cells['people'], 0) === 'bad') return problem(line, 'people', 'format-whole');
  if (yesOf(cells['low_income']) === 'bad') return problem(line, 'low_income', 'one-of');
  return null;
}

/** In the order of the staging table's columns. */
function stagedCells(cells: Record<string, string>, cipher: FieldCipher): Cell[] {
  const text = (field: string) => cells[field] ?? (optionalTexts.includes(field) ? '' : null);
  const sealed = (kind: string, field: string): Cell[] =>
    cells[field] ? [cipher.encrypt(cells[field]), cipher.hash(kind, cells[field])] : [null, null];
  // Found by whoever types it, with a small x or with spaces; what is told is compared with what is on file as it was told.
  const identity = (): Cell[] => {
    const [told, toldHash] = sealed('identity-no', 'identity_no') as [Buffer | null, Buffer | null];
    return [told, told && cipher.hash('identity-no', tidyIdentityNo(cells['identity_no']!)), toldHash];
  };
  return [
    ...[
      'account_no',
      'region',
      'category',
      'district',
      'street',
      'building',
      'unit',
      'room',
      'transformer_area',
    ].map(text),
    ...sealed('name', 'holder_name'),
    ...sealed('phone', 'holder_phone'),
    ...identity(),
    cells['contract_no']!,
    cells['held_from']!,
    cells['plan'] || null,
    cells['people'] ? (wholeOf(cells['people'], 0) as number) : null,
    cells['low_income'] ? (yesOf(cells['low_income']) as boolean) : null,
  ];
}

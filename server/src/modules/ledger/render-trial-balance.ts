import { fen, showYuan } from '../../shared/money.ts';
import type { Difference, TrialBalanceRow } from './ledger.repository.ts';

/** A table for the terminal; Chinese characters count as two columns. */
export function renderTrialBalance(accounts: readonly TrialBalanceRow[]): string {
  const side = (key: 'debitFen' | 'creditFen') => accounts.reduce((sum, account) => sum + account[key], 0);
  const rows = accounts.map(account => [
    account.code,
    account.nameZh,
    yuan(account.debitFen),
    yuan(account.creditFen),
    yuan(account.balanceFen),
  ]);
  const total = [
    '',
    '合计 Total',
    yuan(side('debitFen')),
    yuan(side('creditFen')),
    yuan(side('debitFen') - side('creditFen')),
  ];
  return table([['科目 Account', '名称 Name', '借方 Debit', '贷方 Credit', '余额 Balance'], ...rows, total]);
}

export function renderDifferences(differences: readonly Difference[], checks: readonly string[]): string {
  return checks
    .map(check => {
      const found = differences.filter(difference => difference.check === check);
      const lines = found.map(
        ({ subject, booksFen, keptFen }) =>
          `      ${subject}: books ${yuan(booksFen)}, kept ${yuan(keptFen)}`,
      );
      return [`  ${found.length === 0 ? '✓' : '✗'} ${check}`, ...lines].join('\n');
    })
    .join('\n');
}

const yuan = (amount: number) => showYuan(fen(amount));

function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => width(row[column]!))));
  const lines = rows.map(row =>
    row.map((cell, column) => pad(cell, widths[column]!, column >= 2)).join('  '),
  );
  const ruler = widths.map(columns => '-'.repeat(columns)).join('  ');
  return [lines[0], ruler, ...lines.slice(1, -1), ruler, lines.at(-1)].join('\n');
}

function pad(text: string, columns: number, right: boolean): string {
  const space = ' '.repeat(columns - width(text));
  return right ? space + text : text + space;
}

function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2E80-\uFFEF]/.test(character) ? 2 : 1), 0);
}

/** Every debit bank's day file (DKDAY), as reconciliation reads it once it has arrived and was taken. */
import type { Readable } from 'node:stream';
import type { BusinessDate } from '../../shared/dates.ts';
import {
  type BatchDebit,
  type DebitDayRow,
  FileRefused,
  type StatementContent,
  type StatementLine,
  StatementProblem,
  type StatementSource,
  type StatementTotals,
  statementProblem,
} from '../payments/index.ts';
import type { Bank } from './manage-banks.ts';

const beijingMs = 8 * 3_600_000;

interface StatedBank extends Pick<Bank, 'keys'> {
  row: Pick<Bank['row'], 'code' | 'nameZh' | 'nameEn' | 'utilityCode'>;
}

export function bankStatement(
  { row: { code, nameZh, nameEn, utilityCode }, keys }: StatedBank,
  format: BatchDebit,
  dayFile: (bankCode: string, name: string) => Promise<Readable | undefined>,
): StatementSource {
  const nameOf = (day: BusinessDate) => `DKDAY_${code}_${day.replaceAll('-', '')}.txt`;
  return {
    source: `debit-bank:${code}`,
    name: { zh: nameZh, en: nameEn },
    parts: [
      {
        code: 'day',
        isDetail: true,
        async open(day) {
          const content = await dayFile(code, nameOf(day));
          return content && { content };
        },
        read: (content, day) => readDay(content, nameOf(day)),
      },
    ],
  };

  async function* readDay(
    content: StatementContent,
    name: string,
  ): AsyncGenerator<StatementLine[], StatementTotals> {
    try {
      const file = await format.readDay(name, content, keys);
      if (file.utility !== utilityCode) throw new StatementProblem('wrong-merchant', 1, file.utility);
      const sums = { rows: 0, paidFen: 0, refundedFen: 0 };
      for await (const rows of file.rows()) {
        const first = sums.rows + 2;
        for (const { kind, amountFen } of rows)
          sums[kind === 'debit' ? 'paidFen' : 'refundedFen'] += amountFen;
        sums.rows += rows.length;
        yield rows.map((row, index) => lineOf(code, row, first + index));
      }
      const { rows, paidFen, refundedFen } = sums;
      return { rows, settled: { paidFen, refundedFen, feeFen: 0, netFen: paidFen - refundedFen } };
    } catch (error) {
      throw error instanceof FileRefused ? statementProblem(error) : error;
    }
  }
}

/** A return (退回) has a serial of its own; the debit that it gives back goes by its number, as the debit itself does. */
function lineOf(
  bankCode: string,
  { bankSerial, debitNo, kind, amountFen, at }: DebitDayRow,
  line: number,
): StatementLine {
  return {
    line,
    kind: kind === 'debit' ? 'payment' : 'refund',
    state: 'done',
    tradeNo: bankSerial,
    orderNo: debitNo,
    refundNo: kind === 'return' ? `${bankCode}-${bankSerial}` : null,
    accountNo: null,
    amountFen,
    feeMilli: 0,
    at: new Date(at.getTime() + beijingMs).toISOString().slice(0, 19).replace('T', ' '),
    place: null,
  };
}

/** Every debit bank's day file (DKDAY), as reconciliation reads it once it has arrived and was taken. */
import { Readable } from 'node:stream';
import type { BusinessDate } from '../../shared/dates.ts';
import {
  type BatchDebit,
  type DebitDayRow,
  FileRefused,
  type StatementLine,
  StatementProblem,
  type StatementSource,
  type StatementTotals,
} from '../payments/index.ts';
import type { Bank } from './manage-banks.ts';

const beijingMs = 8 * 3_600_000;

export function bankStatement(
  { row: { code, nameZh, nameEn, utilityCode }, keys }: Bank,
  format: BatchDebit,
  dayFile: (bankCode: string, name: string) => Promise<Buffer | undefined>,
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
          return content && { content: Readable.from([content]) };
        },
        async *read(content, day): AsyncGenerator<StatementLine[], StatementTotals> {
          const { rows, utility } = readDay(format, nameOf(day), await content.read(0, content.size), keys);
          if (utility !== utilityCode) throw new StatementProblem('wrong-merchant', 1, utility);
          const lines = rows.map((row, index) => lineOf(code, row, index));
          const sum = (kind: StatementLine['kind']) =>
            lines.filter(line => line.kind === kind).reduce((total, line) => total + line.amountFen, 0);
          const [paidFen, refundedFen] = [sum('payment'), sum('refund')];
          yield lines;
          const settled = { paidFen, refundedFen, feeFen: 0, netFen: paidFen - refundedFen };
          return { rows: lines.length, settled };
        },
      },
    ],
  };
}

function readDay(format: BatchDebit, name: string, bytes: Buffer, keys: Bank['keys']) {
  try {
    return format.readDay(name, bytes, keys);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const reasons = {
      encoding: 'encoding',
      totals: 'totals',
      mac: 'hash',
      hash: 'hash',
      header: 'wrong-day',
    } as const;
    const reason = error.fault in reasons ? reasons[error.fault as keyof typeof reasons] : 'row';
    throw new StatementProblem(reason, error.line || null, error.fault);
  }
}

/** A return (退回) has a serial of its own; the debit that it gives back goes by its number, as the debit itself does. */
function lineOf(
  bankCode: string,
  { bankSerial, debitNo, kind, amountFen, at }: DebitDayRow,
  index: number,
): StatementLine {
  return {
    line: index + 2,
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

/** The day file `PARTNER_YYYYMMDD.txt` (agency-json/README.md, "Day file"): GBK, LF, `count|total`, then a line a payment or reversal. */
import { type Fen, fen } from '../../../../shared/money.ts';
import { AgencyRefusal, type AmountUnit, subChannels } from './agency.ts';
import { readAmount, readDate, writeAmount } from './amounts.ts';
import { decodeGbk, encodeGbk } from './gbk.ts';

export interface DayLine {
  /** Of the payment, also where the line is its reversal: YYYYMMDD */
  date: string;
  serial: string;
  accountNo: string;
  amountFen: Fen;
  subChannel: string;
  type: 'payment' | 'reversal';
}

export const dayFileName = (partner: string, date: string): string =>
  `${partner}_${date.replaceAll('-', '')}.txt`;

export function writeDayFile(lines: readonly DayLine[], unit: AmountUnit): Buffer {
  const total = fen(
    lines.reduce((sum, line) => sum + (line.type === 'payment' ? line.amountFen : -line.amountFen), 0),
  );
  const rows = lines.map(({ date, serial, accountNo, amountFen, subChannel, type }) =>
    [date, serial, accountNo, writeAmount(amountFen, unit), subChannel, type === 'payment' ? '1' : '2'].join(
      '|',
    ),
  );
  return encodeGbk([`${lines.length}|${writeAmount(total, unit)}`, ...rows, ''].join('\n'));
}

export interface DayFile {
  lines: DayLine[];
  totalFen: Fen;
}

/** @throws AgencyRefusal 1006, or 1001 when a line has not the form or count or total does not agree */
export function readDayFile(content: Buffer, unit: AmountUnit): DayFile {
  const [head = '', ...rows] = textOf(content).replace(/\n$/, '').split('\n');
  const lines = rows.map(row => readDayLine(row, unit));
  const totalFen = fen(
    lines.reduce((sum, line) => sum + (line.type === 'payment' ? line.amountFen : -line.amountFen), 0),
  );
  if (head !== `${lines.length}|${writeAmount(totalFen, unit)}`) throw new AgencyRefusal('1001', 'form');
  return { lines, totalFen };
}

function textOf(content: Buffer): string {
  try {
    return decodeGbk(content);
  } catch {
    throw new AgencyRefusal('1006', 'encoding');
  }
}

/** @throws AgencyRefusal 1001 */
export function readDayLine(row: string, unit: AmountUnit): DayLine {
  const [date = '', serial = '', accountNo = '', amount = '', subChannel = '', type = '', ...more] =
    row.split('|');
  readDate(date);
  if (!/^[0-9A-Za-z]{1,32}$/.test(serial) || !/^[0-9A-Za-z]{4,20}$/.test(accountNo) || more.length > 0)
    throw new AgencyRefusal('1001', 'form');
  if (!(subChannel in subChannels) || !/^[12]$/.test(type)) throw new AgencyRefusal('1001', 'form');
  const line = { date, serial, accountNo, subChannel, amountFen: readAmount(amount, unit) };
  return { ...line, type: type === '1' ? 'payment' : 'reversal' };
}

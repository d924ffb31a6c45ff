/** The day file `PARTNER_YYYYMMDD.txt` (agency-json/README.md, "Day file"): GBK, LF, `count|total`, then a line a payment or reversal. */
import { addDays, type BusinessDate } from '../../../../shared/dates.ts';
import { type Fen, fen } from '../../../../shared/money.ts';
import { AgencyRefusal, type AmountUnit, subChannels } from './agency.ts';
import { readAmount, readDate, writeAmount, writeDate } from './amounts.ts';
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

/** Of the dates that payments of a clearing date can bear, the first and the last: YYYYMMDD */
export interface DateRange {
  first: string;
  last: string;
}

/**
 * A partner's date is yesterday, today or tomorrow by our clock (agency-json/README.md, "Fields"). With a cut-off within the day a
 * clearing date begins on the day before.
 */
export const datesOf = (clearingOn: BusinessDate, cutOff: string): DateRange => ({
  first: writeDate(addDays(clearingOn, cutOff === '24:00:00' ? -1 : -2)),
  last: writeDate(addDays(clearingOn, 1)),
});

/** A reversal bears the date of its payment, which may be any that has been. */
export const isOfDay = ({ date, type }: DayLine, { first, last }: DateRange): boolean =>
  date <= last && (type === 'reversal' || date >= first);

/** @throws AgencyRefusal 1001 when a line cannot be of the clearing date whose file this is said to be */
export function refuseOtherDays({ lines }: DayFile, dates: DateRange): void {
  const wrong = lines.findIndex(line => !isOfDay(line, dates));
  if (wrong >= 0) throw new AgencyRefusal('1001', 'form', `line ${wrong + 2}, ${lines[wrong]!.date}`);
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

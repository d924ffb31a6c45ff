/** Bodies of the trades (README, "Trades"). */
import { fen } from '../../../../../shared/money.ts';
import {
  type AgencyCode,
  type AgencyMessage,
  AgencyRefusal,
  type AgencyTrade,
  type AmountUnit,
  type QueryResult,
  type ResultOf,
  subChannels,
  wordsOf,
} from '../agency.ts';
import { readAmount, readDate, readMonth, readTime, tradeKeyOf, writeAmount, writeDate } from '../amounts.ts';
import { createFieldReader, digits, type FieldReader, text } from './fields.ts';

/** @public reached through the family's namespace */
export const signOnTrade = '0001';
/** @public reached through the family's namespace */
export const echoTrade = '0002';
/** @public reached through the family's namespace */
export const fetchFileTrade = '5001';
/** @public reached through the family's namespace */
export const handInFileTrade = '5002';

export const tradeOf: Readonly<Record<string, AgencyTrade>> = {
  '1001': 'inquire',
  '2001': 'pay',
  '3001': 'query',
  '4001': 'reverse',
};

/** A quote lists so many bills at most: the count field has two digits and the frame an end. */
export const mostBills = 24;

const amountLength = 12;

/** @param serial of the frame's head. @throws AgencyRefusal 1001, 1006 */
export function readBody(trade: AgencyTrade, body: Buffer, serial: string, unit: AmountUnit): AgencyMessage {
  const read = createFieldReader(body);
  const message = readers[trade](read, serial, unit);
  read.end();
  return message;
}

type Reader = (read: FieldReader, serial: string, unit: AmountUnit) => AgencyMessage;

const readers: Record<AgencyTrade, Reader> = {
  inquire(read, serial) {
    const channel = readSubChannel(read);
    const accountNo = readToken(read, 20, /^[0-9A-Za-z]{4,20}$/);
    const month = readMonth(read.text(8));
    // An inquiry has no date of its own; it is asked anew each time.
    return { trade: 'inquire', tradeKey: serial, accountNo, month, channel, terminalNo: readTerminal(read) };
  },
  pay(read, serial, unit) {
    const channel = readSubChannel(read);
    const tradeKey = keyOf(read.latin(8), serial);
    const quoteId = readToken(read, 24, /^[0-9A-Za-z]{1,24}$/);
    const accountNo = readToken(read, 20, /^[0-9A-Za-z]{4,20}$/);
    const amountFen = readPadded(read, unit);
    const paidAt = readTime(read.latin(14));
    const terminalNo = readTerminal(read);
    return { trade: 'pay', tradeKey, quoteId, accountNo, amountFen, paidAt, channel, terminalNo };
  },
  query(read) {
    const originalKey = keyOf(read.latin(8), readToken(read, 20, /^[0-9A-Za-z]{1,20}$/));
    return { trade: 'query', tradeKey: originalKey, originalKey };
  },
  reverse(read, serial, unit) {
    const tradeKey = keyOf(read.latin(8), serial);
    const originalKey = keyOf(read.latin(8), readToken(read, 20, /^[0-9A-Za-z]{1,20}$/));
    return {
      trade: 'reverse',
      tradeKey,
      originalKey,
      amountFen: readPadded(read, unit),
      reason: read.text(40),
    };
  },
};

function readSubChannel(read: FieldReader): string {
  const channel = subChannels[read.latin(2)];
  if (channel === undefined) throw new AgencyRefusal('1001', 'form');
  return channel;
}

function readToken(read: FieldReader, length: number, pattern: RegExp): string {
  const value = read.text(length);
  if (!pattern.test(value)) throw new AgencyRefusal('1001', 'form');
  return value;
}

function readTerminal(read: FieldReader): string | undefined {
  const value = read.text(16);
  if (value === '') return undefined;
  if (!/^[0-9A-Za-z-]{1,16}$/.test(value)) throw new AgencyRefusal('1001', 'form');
  return value;
}

function readPadded(read: FieldReader, unit: AmountUnit) {
  const field = read.latin(amountLength);
  return readAmount(unit === 'yuan' ? field.replace(/^0+(?=\d\d*\.)/, '') : field, unit);
}

function keyOf(date: string, serial: string): string {
  readDate(date);
  return tradeKeyOf(date, serial);
}

export const writeMessage = (code: AgencyCode, detail?: string): Buffer => text(wordsOf(code, detail), 60);

export function writeBody<T extends AgencyTrade>(trade: T, result: ResultOf[T], unit: AmountUnit): Buffer {
  return Buffer.concat(writers[trade](result as never, unit));
}

const amount = (value: number, unit: AmountUnit): Buffer =>
  digits(writeAmount(fen(value), unit), amountLength);

const writers: { [T in AgencyTrade]: (result: ResultOf[T], unit: AmountUnit) => Buffer[] } = {
  inquire: ({ quoteId, accountNo, name, address, amountFen, balanceFen, bills }, unit) => [
    text(quoteId, 24),
    text(accountNo, 20),
    text(name, 40),
    text(address, 80),
    amount(amountFen, unit),
    amount(balanceFen, unit),
    digits(bills.length, 2),
    ...bills.flatMap(bill => [
      text(bill.month.replace('-', ''), 6),
      amount(bill.amountFen, unit),
      text(writeDate(bill.dueOn), 8),
    ]),
  ],
  pay: ({ receiptNo, clearingOn, amountFen }, unit) => [
    text(receiptNo, 32),
    text(writeDate(clearingOn), 8),
    amount(amountFen, unit),
  ],
  query: ({ status, refusal, receiptNo, clearingOn, amountFen }, unit) => [
    text(statusDigits[status], 1),
    digits(refusal ?? '0000', 4),
    text(receiptNo ?? '', 32),
    digits(clearingOn ? writeDate(clearingOn) : 0, 8),
    amountFen ? amount(amountFen, unit) : digits(0, amountLength),
  ],
  reverse: ({ result, clearingOn, amountFen }, unit) => [
    text(result === 'reversed' ? '1' : '0', 1),
    text(writeDate(clearingOn), 8),
    amount(amountFen, unit),
  ],
};

const statusDigits: Record<QueryResult['status'], string> = {
  absent: '0',
  paid: '1',
  reversed: '2',
  refused: '3',
  processing: '4',
};

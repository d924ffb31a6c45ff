/** Requests and replies as JSON (README, "Fields"). */
import { z } from 'zod';
import { shanghaiIso } from '../../../../../shared/dates.ts';
import {
  type AgencyCode,
  type AgencyMessage,
  AgencyRefusal,
  type AgencyTrade,
  type AmountUnit,
  agencyCodes,
  channelsOfForm,
  type QueryResult,
  type ResultOf,
  wordsOf,
} from '../agency.ts';
import { readAmount, readDate, readMonth, tradeKeyOf, writeAmount, writeDate } from '../amounts.ts';
import { AccountNo, Amount, DateText, Instant, Serial } from './fields.ts';

const place = {
  channel: z.enum(channelsOfForm('agency-json')).optional(),
  terminal: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,16}$/)
    .optional(),
};

/** Also what `docs/partners` is generated from. */
export const requestSchemas = {
  inquire: z.strictObject({
    serial: Serial,
    date: DateText,
    accountNo: AccountNo,
    month: z.string().regex(/^(\d{6}|99999999)$/),
    ...place,
  }),
  pay: z.strictObject({
    serial: Serial,
    date: DateText,
    quoteId: z.string().min(1).max(24),
    accountNo: AccountNo,
    amount: Amount,
    paidAt: Instant,
    ...place,
  }),
  query: z.strictObject({ date: DateText, serial: Serial }),
  reverse: z.strictObject({
    serial: Serial,
    date: DateText,
    originalSerial: Serial,
    originalDate: DateText,
    amount: Amount,
    reason: z.string().max(40),
    ...place,
  }),
};

type Body<T extends AgencyTrade> = z.output<(typeof requestSchemas)[T]>;

/** Longest body of a trade in bytes. */
export const longestBody = 16 * 1024;

/** @throws AgencyRefusal 1001, 1006, 1007 */
export function readRequest(trade: AgencyTrade, body: Buffer, unit: AmountUnit): AgencyMessage {
  const parsed = requestSchemas[trade].safeParse(parseJson(body));
  if (!parsed.success) throw new AgencyRefusal('1001', 'form');
  switch (trade) {
    case 'inquire':
      return inquiry(parsed.data as Body<'inquire'>);
    case 'pay':
      return payment(parsed.data as Body<'pay'>, unit);
    case 'query': {
      const { date, serial } = parsed.data as Body<'query'>;
      readDate(date);
      return { trade, tradeKey: tradeKeyOf(date, serial), originalKey: tradeKeyOf(date, serial) };
    }
    case 'reverse':
      return reversal(parsed.data as Body<'reverse'>, unit);
  }
}

function parseJson(body: Buffer): unknown {
  if (body.length > longestBody) throw new AgencyRefusal('1007', 'length');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new AgencyRefusal('1006', 'encoding');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new AgencyRefusal('1001', 'form');
  }
}

function inquiry({ serial, date, accountNo, month, channel, terminal }: Body<'inquire'>): AgencyMessage {
  readDate(date);
  const tradeKey = tradeKeyOf(date, serial);
  return { trade: 'inquire', tradeKey, accountNo, month: readMonth(month), channel, terminalNo: terminal };
}

function payment(body: Body<'pay'>, unit: AmountUnit): AgencyMessage {
  const { serial, date, quoteId, accountNo, amount, paidAt, channel, terminal } = body;
  readDate(date);
  const at = new Date(paidAt);
  if (Number.isNaN(at.getTime())) throw new AgencyRefusal('1001', 'form');
  const what = {
    tradeKey: tradeKeyOf(date, serial),
    quoteId,
    accountNo,
    amountFen: readAmount(amount, unit),
    paidAt: at,
  };
  return { trade: 'pay', ...what, channel, terminalNo: terminal };
}

function reversal(body: Body<'reverse'>, unit: AmountUnit): AgencyMessage {
  const { serial, date, originalSerial, originalDate, amount, reason, channel, terminal } = body;
  readDate(date);
  readDate(originalDate);
  const what = {
    tradeKey: tradeKeyOf(date, serial),
    originalKey: tradeKeyOf(originalDate, originalSerial),
    amountFen: readAmount(amount, unit),
    reason,
  };
  return { trade: 'reverse', ...what, channel, terminalNo: terminal };
}

export function writeRefusal(code: AgencyCode, detail?: string): Buffer {
  return json({ code, message: wordsOf(code, detail) });
}

/** @param tradeKey of the message answered; the serial in the reply is its part after the date */
export function writeResult<T extends AgencyTrade>(
  trade: T,
  result: ResultOf[T],
  tradeKey: string,
  unit: AmountUnit,
): Buffer {
  const serial = tradeKey.slice(tradeKey.indexOf('-') + 1);
  const written: Record<AgencyTrade, () => object> = {
    inquire: () => writeInquiry(result as ResultOf['inquire'], unit),
    pay: () => ({ serial, ...writeBooked(result as ResultOf['pay'], unit) }),
    query: () => ({ serial, ...writeQuery(result as QueryResult, unit) }),
    reverse: () => {
      const { result: outcome, clearingOn, amountFen } = result as ResultOf['reverse'];
      return {
        serial,
        result: outcome,
        clearingDate: writeDate(clearingOn),
        amount: writeAmount(amountFen, unit),
      };
    },
  };
  return json({ code: '0000', message: agencyCodes['0000'].zh, ...written[trade]() });
}

function writeInquiry(result: ResultOf['inquire'], unit: AmountUnit): object {
  const { quoteId, accountNo, name, address, amountFen, balanceFen, bills, expiresAt } = result;
  return {
    quoteId,
    accountNo,
    name,
    address,
    amount: writeAmount(amountFen, unit),
    balance: writeAmount(balanceFen, unit),
    bills: bills.map(bill => ({
      month: bill.month.replace('-', ''),
      amount: writeAmount(bill.amountFen, unit),
      dueOn: writeDate(bill.dueOn),
    })),
    expiresAt: shanghaiIso(expiresAt),
  };
}

const writeBooked = ({ receiptNo, clearingOn, amountFen }: ResultOf['pay'], unit: AmountUnit): object => ({
  receiptNo,
  clearingDate: writeDate(clearingOn),
  amount: writeAmount(amountFen, unit),
});

function writeQuery({ status, refusal, ...booked }: QueryResult, unit: AmountUnit): object {
  if (status === 'paid' || status === 'reversed')
    return { status, ...writeBooked(booked as ResultOf['pay'], unit) };
  return status === 'refused' ? { status, refusal } : { status };
}

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

/** HTTP status of a code: 200 for everything that is business. @public */
export function statusOf(code: AgencyCode): number {
  const statuses: Partial<Record<AgencyCode, number>> = {
    '1001': 400,
    '1002': 401,
    '1003': 401,
    '1004': 401,
    '1005': 403,
    '1006': 400,
    '1007': 413,
    '1008': 429,
    '1009': 404,
    '9001': 503,
  };
  return statuses[code] ?? 200;
}

/** What we say to the acquirer, and how its answers are to be taken. No answer that can be believed is `unknown`. */
import type { Clock } from '../../../../infra/clock.ts';
import { type HttpClient, HttpUnreachable } from '../../../../infra/http-client.ts';
import type { Metrics } from '../../../../infra/metrics.ts';
import { type BusinessDate, shanghaiIso } from '../../../../shared/dates.ts';
import { type Fen, fen } from '../../../../shared/money.ts';
import {
  type FieldsOf,
  type MessageType,
  type Numbers,
  openReply,
  seal,
  type TerminalKey,
  UnreadableReply,
} from './message.ts';
import type { AcquirerSettings } from './settings.ts';

/** An approved sale. */
export interface Approval {
  reference: string;
  authorisation: string;
  /** First six and last four digits; may be empty. */
  cardMasked: string;
  at: Date;
  settlesOn: BusinessDate;
}

/** `reason` is a code for staff: `TIMEOUT`, `mac`, `98`. */
export interface NoAnswer {
  status: 'unknown';
  reason: string;
}

export type SaleAnswer =
  | ({ status: 'approved' } & Approval)
  /** No money moved. The code is the acquirer's. */
  | { status: 'refused'; code: string }
  | NoAnswer;

export type ReversalAnswer =
  /** No money stays, now or ever under these numbers. */
  | { status: 'reversed'; code: string }
  /** The batch is closed: the sale stands as it is. */
  | { status: 'too-late' }
  | NoAnswer;

export type VoidAnswer =
  | { status: 'voided'; reference: string; at: Date; settlesOn: BusinessDate }
  | { status: 'refused'; code: string }
  | NoAnswer;

export type QueryAnswer =
  | ({ status: 'approved' | 'voided' } & Approval)
  | { status: 'declined' | 'reversed' | 'pending' | 'not-found' }
  | NoAnswer;

export interface BatchTotals {
  sales: number;
  salesFen: Fen;
  voids: number;
  voidsFen: Fen;
}

export type SettlementAnswer =
  | { status: 'equal' | 'different'; theirs: BatchTotals; at: Date }
  | { status: 'refused'; code: string }
  | NoAnswer;

export interface Acquirer {
  merchant: string;
  sale(terminal: TerminalKey, sale: Numbers & { amountFen: Fen }): Promise<SaleAnswer>;
  reverse(
    terminal: TerminalKey,
    sale: Numbers & { amountFen: Fen; reason: '98' | 'A0' | '06' },
  ): Promise<ReversalAnswer>;
  /** Numbers of the void itself. @param of the sale's trace and reference */
  void(
    terminal: TerminalKey,
    request: Numbers & { amountFen: Fen; originalTrace: number; reference: string; at: Date },
  ): Promise<VoidAnswer>;
  query(terminal: TerminalKey, sale: Numbers & { amountFen: Fen }): Promise<QueryAnswer>;
  settle(terminal: TerminalKey, batch: Numbers & BatchTotals): Promise<SettlementAnswer>;
}

const otherTimeoutMs = 10_000;
/** Of a sale: nothing was charged. */
const refusals = new Set([
  '05',
  '51',
  '54',
  '55',
  '61',
  '17',
  '12',
  '13',
  '30',
  '77',
  '94',
  '03',
  '97',
  'A0',
]);

export function createAcquirer(
  settings: AcquirerSettings,
  { http, clock, metrics }: { http: HttpClient; clock: Clock; metrics: Metrics },
): Acquirer {
  async function ask<T extends 'sale' | 'reversal' | 'void' | 'query' | 'settlement'>(
    type: T,
    terminal: TerminalKey,
    numbers: Numbers,
    fields: FieldsOf<T>,
  ): Promise<Reply<T> | NoAnswer> {
    try {
      const { status, body } = await http.request({
        method: 'POST',
        url: `${settings.url}/pos/v1/messages`,
        headers: { 'content-type': 'text/plain; charset=us-ascii' },
        body: seal(type, numbers, fields, terminal),
        timeoutMs: type === 'sale' ? settings.saleTimeoutMs : otherTimeoutMs,
        maxBytes: 1024,
      });
      if (status !== 200) return { status: 'unknown', reason: `HTTP_${status}` };
      return openReply(`${type}-reply` as const, body, numbers, terminal) as Reply<T>;
    } catch (error) {
      if (error instanceof HttpUnreachable) return { status: 'unknown', reason: error.code };
      if (!(error instanceof UnreadableReply)) throw error;
      metrics.count('hall_untrusted_total', { source: `acquirer:${settings.merchant}`, reason: error.why });
      return { status: 'unknown', reason: error.why };
    }
  }

  return {
    merchant: settings.merchant,
    async sale(terminal, { amountFen, ...numbers }) {
      const sent = { amount: String(amountFen), time: compactTime(clock.now()) };
      const reply = await ask('sale', terminal, numbers, sent);
      if ('status' in reply) return reply;
      if ('refused' in reply) return refusedOr(reply.code);
      // What the acquirer says of another sum is not about this sale.
      if (reply.amount !== sent.amount) return { status: 'unknown', reason: 'amount' };
      return reply.code === '00' ? approved('approved', reply) : refusedOr(reply.code);
    },
    async reverse(terminal, { amountFen, reason, ...numbers }) {
      const reply = await ask('reversal', terminal, numbers, { amount: String(amountFen), reason });
      if ('status' in reply) return reply;
      if (['00', '25', '40'].includes(reply.code)) return { status: 'reversed', code: reply.code };
      return reply.code === '77' ? { status: 'too-late' } : { status: 'unknown', reason: reply.code };
    },
    async void(terminal, { amountFen, originalTrace, reference, at, ...numbers }) {
      const original = String(originalTrace).padStart(6, '0');
      const sent = { amount: String(amountFen), original, reference, time: compactTime(at) };
      const reply = await ask('void', terminal, numbers, sent);
      if ('status' in reply) return reply;
      if ('refused' in reply || reply.code !== '00')
        return refusals.has(reply.code) || ['25', '40'].includes(reply.code)
          ? { status: 'refused', code: reply.code }
          : { status: 'unknown', reason: reply.code };
      const [settledAt, settlesOn] = [instantOf(reply.time), dateOf(reply.settles)];
      if (!settledAt || !settlesOn || reply.amount !== sent.amount)
        return { status: 'unknown', reason: 'form' };
      return { status: 'voided', reference: reply.reference, at: settledAt, settlesOn };
    },
    async query(terminal, { amountFen, ...numbers }) {
      const reply = await ask('query', terminal, numbers, { amount: String(amountFen) });
      if ('status' in reply) return reply;
      if ('refused' in reply) return { status: 'unknown', reason: reply.code };
      if (reply.code === '25') return { status: 'not-found' };
      if (reply.code !== '00') return { status: 'unknown', reason: reply.code };
      const { state } = reply;
      if (state === 'approved' || state === 'voided') return approved(state, reply);
      if (state === 'declined' || state === 'reversed' || state === 'pending') return { status: state };
      return { status: 'unknown', reason: 'form' };
    },
    async settle(terminal, { sales, salesFen, voids, voidsFen, ...numbers }) {
      const ours = { sales, 'sales-amount': salesFen, voids, 'voids-amount': voidsFen };
      const sent = Object.fromEntries(Object.entries(ours).map(([name, value]) => [name, String(value)]));
      const reply = await ask('settlement', terminal, numbers, sent as FieldsOf<'settlement'>);
      if ('status' in reply) return reply;
      if ('refused' in reply) return { status: 'refused', code: reply.code };
      const theirs = totalsOf(reply);
      const at = instantOf(reply.time);
      if ((reply.code !== '00' && reply.code !== '95') || !theirs || !at)
        return reply.code === '77'
          ? { status: 'refused', code: '77' }
          : { status: 'unknown', reason: reply.code };
      return { status: reply.code === '00' ? 'equal' : 'different', theirs, at };
    },
  };
}

type ReplyType<T extends string> = `${T}-reply` & MessageType;
type Reply<T extends string> = FieldsOf<ReplyType<T>> | (FieldsOf<'error-reply'> & { refused: true });

const refusedOr = (code: string): SaleAnswer =>
  refusals.has(code) ? { status: 'refused', code } : { status: 'unknown', reason: code };

function approved<S extends 'approved' | 'voided'>(
  status: S,
  reply: FieldsOf<'sale-reply'>,
): ({ status: S } & Approval) | NoAnswer {
  const { reference, authorisation, card: cardMasked } = reply;
  const [at, settlesOn] = [instantOf(reply.time), dateOf(reply.settles)];
  if (!/^\d{12}$/.test(reference) || !at || !settlesOn || !/^([\d*]{16,19})?$/.test(cardMasked))
    return { status: 'unknown', reason: 'form' };
  return { status, reference, authorisation, cardMasked, at, settlesOn };
}

function totalsOf(reply: FieldsOf<'settlement-reply'>): BatchTotals | undefined {
  const values = [reply.sales, reply['sales-amount'], reply.voids, reply['voids-amount']];
  if (values.some(value => !/^\d{1,15}$/.test(value))) return undefined;
  const [sales, salesFen, voids, voidsFen] = values.map(Number) as [number, number, number, number];
  return { sales, salesFen: fen(salesFen), voids, voidsFen: fen(voidsFen) };
}

/** "20261122101500", Beijing time. */
export function compactTime(at: Date): string {
  return shanghaiIso(at).slice(0, 19).replace(/\D/g, '');
}

function instantOf(text: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function dateOf(text: string): BusinessDate | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  return parts ? (`${parts[1]}-${parts[2]}-${parts[3]}` as BusinessDate) : undefined;
}

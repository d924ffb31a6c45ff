/** Money that a source has received for us, and its reversal. Each is one function of the database and one transaction. */
import type { Pool, PoolClient } from 'pg';
import type { BusinessDate } from '../../shared/dates.ts';
import type { PaymentNo, RefundNo } from '../../shared/ids.ts';
import type { Fen } from '../../shared/money.ts';
import type { SettlementResult } from './payment.ts';

export interface ReceivedRow {
  paymentNo: PaymentNo;
  channel: string;
  source: string;
  tradeNo: string;
  product: string;
  personId: string | null;
  description: string;
  items: readonly { payableId: number; amountFen: Fen }[];
  prepayments: readonly { holderPeriodId: number; amountFen: Fen }[];
  paidAt: Date;
  clearingOn: BusinessDate;
  origin: string;
  strict: boolean;
  detail: Record<string, unknown>;
}

export interface Received {
  /** Of the first one, when the trade is a repeat; none (null) when that one was money of which no order was known. */
  paymentNo: PaymentNo | null;
  result: SettlementResult;
  collectionId: number;
}

export interface ReversalRow {
  source: string;
  tradeNo: string;
  reversalNo: RefundNo;
  /** What the source says it was; undefined where it says nothing. */
  amountFen?: Fen;
  /** The clearing day it is asked on; undefined where a later day is allowed. */
  on?: BusinessDate;
  /** Where a later day is allowed: the one it has in the source's file. */
  clearsOn: BusinessDate;
  by: string;
  reason: string;
}

/** `unseen`: no such trade; it is blocked should it arrive later. */
export type ReversalResult = 'reversed' | 'repeat' | 'unseen';

/** `tx`: take part in the caller's transaction, so that its own rows and the money stand or fall together. */
export interface ReceptionRepository {
  receive(row: ReceivedRow, tx?: PoolClient): Promise<Received>;
  reverse(row: ReversalRow, tx?: PoolClient): Promise<ReversalResult>;
  reserve(
    row: Pick<ReversalRow, 'source' | 'tradeNo' | 'reversalNo' | 'amountFen' | 'by' | 'reason'>,
    tx: PoolClient,
  ): Promise<void>;
  /** False: it had been booked as gone before. */
  release(trade: { source: string; tradeNo: string }, reason: string, tx: PoolClient): Promise<boolean>;
}

export function createReceptionRepository(pool: Pool): ReceptionRepository {
  return {
    async receive(row, tx) {
      const { rows } = await (tx ?? pool).query<Received>({
        name: 'receive-payment',
        text: `SELECT payment_no AS "paymentNo", result, collection_id AS "collectionId"
          FROM receive_payment($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)`,
        values: [
          row.paymentNo,
          row.channel,
          row.source,
          row.tradeNo,
          row.product,
          row.personId,
          row.description,
          row.items.map(item => item.payableId),
          row.items.map(item => item.amountFen),
          row.prepayments.map(item => item.holderPeriodId),
          row.prepayments.map(item => item.amountFen),
          row.paidAt,
          row.clearingOn,
          row.origin,
          row.strict,
          JSON.stringify(row.detail),
        ],
      });
      return rows[0]!;
    },
    async reverse({ source, tradeNo, reversalNo, amountFen, on, by, reason, clearsOn }, tx) {
      const { rows } = await (tx ?? pool).query<{ result: ReversalResult }>({
        name: 'reverse-collection',
        text: 'SELECT reverse_collection($1,$2,$3,$4,$5,$6,$7,$8) AS result',
        values: [source, tradeNo, reversalNo, amountFen ?? null, on ?? null, by, reason, clearsOn],
      });
      return rows[0]!.result;
    },
    async reserve({ source, tradeNo, reversalNo, amountFen, by, reason }, tx) {
      const text = 'SELECT reserve_reversal($1,$2,$3,$4,$5,$6)';
      await tx.query(text, [source, tradeNo, reversalNo, amountFen, by, reason]);
    },
    async release({ source, tradeNo }, reason, tx) {
      const text = 'SELECT release_reversal($1,$2,$3) AS released';
      return (await tx.query<{ released: boolean }>(text, [source, tradeNo, reason])).rows[0]!.released;
    },
  };
}

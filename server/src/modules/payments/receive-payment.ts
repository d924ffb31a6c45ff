/**
 * Money that did not come through a gateway's order: a partner, a desk, a card, a debit file tells us of it. It becomes a
 * payment like every other, settled at once, so that history, receipts, refunds and reconciliation know one kind only.
 */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { type BusinessDate, businessDate } from '../../shared/dates.ts';
import { newPaymentNo, newRefundNo } from '../../shared/ids.ts';
import type { Fen } from '../../shared/money.ts';
import { isOdd } from './payment.ts';
import { refusals } from './payments.errors.ts';
import type { Received, ReceptionRepository, ReversalResult } from './reception.repository.ts';

export interface ReceiveRequest {
  channel: string;
  /** File source, `<prefix>:<id>`; its prefix decides the ledger account (`source_account`). */
  source: string;
  /** Unique at the source: the same one again is answered as a repeat. */
  tradeNo: string;
  /** How it was paid there: cash, cheque, card, sale … */
  product: string;
  personId?: string;
  /** Shown on the receipt; without personal data. */
  description: string;
  items: readonly { payableId: number; amountFen: Fen }[];
  /** What is meant for the balance from the start: a prepayment, or the surplus of a kiosk that gives no change. */
  prepayments?: readonly { holderPeriodId: number; amountFen: Fen }[];
  paidAt: Date;
  /** The day whose file must list it; default: the Beijing day of `paidAt`. */
  clearingOn?: BusinessDate;
  /** Which door it came through: partner, desk, file … */
  origin: string;
  /** Refuse what cannot be paid right now. False once the money is ours: it is then booked whatever happened meanwhile. */
  strict: boolean;
  /** For the payment's timeline; without personal data. */
  detail?: Record<string, unknown>;
}

export interface ReverseRequest {
  source: string;
  tradeNo: string;
  /** What the source says it was. Another sum is refused. */
  amountFen?: Fen;
  /** The clearing day it is asked on; left out where a later day is allowed (a cheque that bounced). */
  on?: BusinessDate;
  /** Where a later day is allowed: the one it has in the source's file. Default: today. */
  clearsOn?: BusinessDate;
  /** staff:<username>, partner:<code>, … */
  by: string;
  reason: string;
}

/** With `tx` both take part in the caller's transaction: its own rows and the money stand or fall together. */
export interface Reception {
  /** @throws AppError payable-not-payable, amount-too-large, payable-locked (strict), reversed-before */
  receive(request: ReceiveRequest, tx?: PoolClient): Promise<Received>;
  /** @throws AppError reversal-amount, reversal-other-day, refund-balance-used, refund-too-large */
  reverse(request: ReverseRequest, tx?: PoolClient): Promise<ReversalResult>;
  /**
   * Where somebody else gives the money back and `reverse` follows when they have: takes it back before they are asked, so that
   * nothing else can be done with it meanwhile.
   * @throws AppError payment-not-found, reversal-amount, refund-balance-used, refund-too-large
   */
  reserveReversal(request: ReservedReversal, tx: PoolClient): Promise<void>;
  /** They refuse: the money goes back where it was. False when `reverse` was booked before. */
  releaseReversal(
    trade: { source: string; tradeNo: string },
    reason: string,
    tx: PoolClient,
  ): Promise<boolean>;
}

type ReservedReversal = Pick<ReverseRequest, 'source' | 'tradeNo' | 'by' | 'reason'> & { amountFen: Fen };

export interface ReceptionDependencies {
  reception: ReceptionRepository;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
}

export function createReception({ reception, clock, logger, metrics }: ReceptionDependencies): Reception {
  return {
    async receive(request, tx) {
      const row = {
        ...request,
        paymentNo: newPaymentNo(clock.now()),
        personId: request.personId ?? null,
        prepayments: request.prepayments ?? [],
        clearingOn: request.clearingOn ?? businessDate(request.paidAt),
        detail: request.detail ?? {},
      };
      const received = await refusals(reception.receive(row, tx));
      const { paymentNo, result } = received;
      metrics.count('hall_payments_total', { channel: request.channel, result });
      if (isOdd(result)) logger.warn({ paymentNo, kind: result }, 'odd payment queued for staff');
      return received;
    },
    reverse(request, tx) {
      const now = clock.now();
      const row = { clearsOn: businessDate(now), ...request, reversalNo: newRefundNo(now) };
      return refusals(reception.reverse(row, tx));
    },
    reserveReversal: (request, tx) =>
      refusals(reception.reserve({ ...request, reversalNo: newRefundNo(clock.now()) }, tx)),
    releaseReversal: (trade, reason, tx) => refusals(reception.release(trade, reason, tx)),
  };
}

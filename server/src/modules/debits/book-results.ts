/** Rows that a bank has answered, onto the books: each in a transaction of its own, once, wherever a process was cut off. */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import { addDays, businessDate } from '../../shared/dates.ts';
import { fen } from '../../shared/money.ts';
import { queueNotice, sealValue } from '../messages/index.ts';
import type { BatchDebit, Reception } from '../payments/index.ts';
import { channelCode, reasonFor, sourceOf } from './debit.ts';
import type { ResultsRepository, ToldItem } from './results.repository.ts';

export interface PayLinkWish {
  accountNo: string;
  holderPeriodId: number;
  items: readonly { payableId: number; amountFen: number }[];
  reason: 'debit-failed';
}

export interface BookDependencies {
  results: ResultsRepository;
  reception: Reception;
  format: BatchDebit;
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  /** Deliver now what was queued for people. */
  nudgeMessages(): void;
  /** The address of a page that leads to these bills. */
  payLink(tx: PoolClient, wish: PayLinkWish): Promise<string>;
  cipher: FieldCipher;
  clock: Clock;
  crashPoints: CrashPoints;
  logger: Logger;
}

const atOnce = 200;
const taken = '0000';

export function createBookResults(dependencies: BookDependencies) {
  const { results, inTransaction, logger, nudgeMessages, crashPoints } = dependencies;

  async function bookOne(id: number): Promise<boolean> {
    return inTransaction(async tx => {
      const item = await results.lockTold(tx, id);
      if (!item) return false;
      if (item.code === taken) await bookTaken(tx, item, dependencies);
      else await bookFailed(tx, item, dependencies);
      return true;
    });
  }

  /** Returns how many were booked; a row that cannot be booked is left for the next run and holds up no other. */
  async function bookTold(): Promise<number> {
    let booked = 0;
    for (;;) {
      const ids = await results.toldIds(atOnce);
      const before = booked;
      for (const id of ids)
        try {
          if (await bookOne(id)) booked += 1;
          crashPoints.reach('debit-row-booked');
        } catch (error) {
          logger.error({ debitItem: id, err: error }, 'debit result not booked');
        }
      if (ids.length < atOnce || booked === before) break;
    }
    if (booked > 0) nudgeMessages();
    return booked;
  }

  return {
    bookTold,
    job: {
      name: 'book-debit-results',
      lane: 'books',
      everySeconds: 30,
      run: async () => void (await bookTold()),
    } satisfies Job,
  };
}

export type BookResults = ReturnType<typeof createBookResults>;

/** The bank has taken it, so it is ours: booked whatever became of the bill meanwhile. */
async function bookTaken(
  tx: PoolClient,
  item: ToldItem,
  { reception, results }: BookDependencies,
): Promise<void> {
  const { month, payableId, mandateNo, debitNo, lateFee, released } = item;
  const { paymentNo } = await reception.receive(
    {
      channel: channelCode,
      source: sourceOf(item.bankCode),
      tradeNo: item.bankSerial!,
      product: 'debit',
      ...(item.personId ? { personId: item.personId } : {}),
      description: `${month.slice(0, 4)}年${Number(month.slice(4))}月电费${lateFee ? '违约金' : ''}`,
      items: [{ payableId, amountFen: fen(item.amountFen) }],
      paidAt: item.decidedAt,
      clearingOn: item.clearingOn,
      origin: 'file',
      strict: false,
      detail: { debitNo, mandateNo },
    },
    tx,
  );
  // Its day file came first and named no debit: the money is in the queue of odd payments, where a person credits it; the bill is free.
  if (!paymentNo) return results.bookFailed(tx, item.id, null);
  await results.bookTaken(tx, item.id, paymentNo);
  if (released) await results.queueLate(tx, paymentNo, debitNo);
}

async function bookFailed(tx: PoolClient, item: ToldItem, dependencies: BookDependencies): Promise<void> {
  const { results, format, clock } = dependencies;
  const plan = format.planFor(item.code);
  const today = businessDate(clock.now());
  const again =
    plan.retry && item.failures + 1 < plan.retry.tries ? addDays(today, plan.retry.afterDays) : null;
  await results.bookFailed(tx, item.id, again);
  if (plan.mandate !== 'keep')
    await results.changeMandate(tx, item.mandateId, plan.mandate, item.code, clock.now());
  // What the bank merely did not get to is tried again and is no news; the last try is.
  // Of a late fee its bill's row has said it.
  if (item.lateFee || (item.code === '1008' && again)) return;
  await tellWhy(tx, item, dependencies);
}

async function tellWhy(tx: PoolClient, item: ToldItem, { payLink, cipher }: BookDependencies): Promise<void> {
  const { personId, accountNo, holderPeriodId, payableId, amountFen, month } = item;
  const link = await payLink(tx, {
    accountNo,
    holderPeriodId,
    items: [{ payableId, amountFen }],
    reason: 'debit-failed',
  });
  const reason = reasonFor(item.code);
  // Whoever gave the mandate; given on paper, the holder on file.
  await queueNotice(tx, {
    dedupeKey: `debit-failed:${item.debitNo}`,
    event: 'debit-failed',
    personId,
    holderPeriodId,
    params: {
      accountTail: accountNo.slice(-4),
      month: `${month.slice(0, 4)}-${month.slice(4)}`,
      amountFen,
      reasonZh: reason.zh,
      reasonEn: reason.en,
      linkSealed: sealValue(cipher, link),
    },
    source: { table: 'debit_items', id: item.id },
  });
}

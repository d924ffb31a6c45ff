/**
 * The books of the past: each bill posted, each payment collected, in the same rows as the ledger's functions write
 * (`post_bills`, `settle_round`), but set down in bulk. `npm run ledger:verify` holds afterwards.
 */
import {
  addDays,
  addMonths,
  type BusinessDate,
  businessDate,
  earlierDay,
  laterDay,
  type Month,
  monthOf,
  startOfDay,
} from '../../server/src/shared/dates.ts';
import type { BilledMonth } from './bill-history.ts';
import type { Rows } from './copy-tables.ts';
import type { Paying } from './households.ts';
import { handedOver, postTransaction, type Way, wayOf, writePayment } from './payment-history.ts';
import type { Random } from './random.ts';

export interface HolderMoney {
  holderPeriodId: number;
  accountId: number;
  /** Who pays, when it is one of the demo's people. */
  personId: string | null;
  paying: Paying;
  /** Of a holder who has left: nothing stays open. */
  settled: boolean;
}

export interface MoneySettings {
  /** Bills before this month were settled before the books began: they have neither payable nor postings. */
  booksFrom: Month;
  until: BusinessDate;
  newBillNo(month: Month): string;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The latest bill was issued at most so many days before the latest reading; it is due after twenty. */
const longestIssued = 16;

export function writeMoney(
  rows: Rows,
  bills: BilledMonth[],
  holder: HolderMoney,
  settings: MoneySettings,
  random: Random,
): void {
  const last = bills.length - 1;
  let balance = 0;
  let prepaid = 0;
  bills.forEach((billed, index) => {
    const issuedAt = timeOfIssue(billed.month, settings.until);
    const booked = billed.month >= settings.booksFrom;
    const payableId = booked ? rows.id('payables') : null;
    writeBill(rows, billed, holder, { issuedAt, payableId, billNo: settings.newBillNo(billed.month) });
    if (payableId === null) return;
    const { totalFen } = billed.bill;
    const open = !holder.settled && staysOpen(holder.paying, last - index, settings.until);
    const used = Math.min(balance, totalFen);
    balance -= used;
    writePayable(rows, 'bill', {
      id: payableId,
      holder,
      amountFen: totalFen,
      paidFen: open ? used : totalFen,
      balanceTimes: used > 0 ? 1 : 0,
      at: issuedAt,
    });
    if (used > 0) applyBalance(rows, holder, payableId, used, issuedAt);
    if (open || totalFen === used) return;
    const way = wayFor(holder, random);
    const amountFen = totalFen - used;
    const given = index === last && holder.paying === 'surplus' ? random.whole(10, 60) * 100 : 0;
    const surplusFen = given || handedOver(way, amountFen) - amountFen;
    const paidAt = paymentTime(issuedAt, settings.until, random);
    const description = `${Number(billed.month.slice(0, 4))}年${Number(billed.month.slice(5))}月电费`;
    writePayment(rows, holder, paidAt, way, {
      payableId,
      amountFen,
      surplusFen,
      creditAccount: 'receivable',
      description,
    });
    balance += surplusFen;
    if (index === last && holder.paying === 'prepaying')
      prepaid = prepay(rows, holder, new Date(paidAt.getTime() + hourMs), random);
  });
  rows.add('customer_balances', {
    holder_period_id: holder.holderPeriodId,
    balance_fen: balance,
    prepaid_fen: prepaid,
  });
}

/** The people of the demo pay to the fen, so that their stories stay as they are told. */
function wayFor(holder: HolderMoney, random: Random): Way {
  for (;;) {
    const way = wayOf(random);
    if (!way.faces || (holder.personId === null && holder.paying !== 'surplus' && !holder.settled))
      return way;
  }
}

/** What an earlier payment left over pays the next bill first. */
function applyBalance(rows: Rows, holder: HolderMoney, payableId: number, usedFen: number, at: Date): void {
  postTransaction(rows, 'balance-applied', `payable:${payableId}`, at, [
    ['customer-balance', holder.holderPeriodId, usedFen],
    ['receivable', holder.holderPeriodId, -usedFen],
  ]);
}

/**
 * The fifth of the next month, at ten. The latest bill was issued sooner or later than that, where it would not be issued yet, or
 * due already: whatever day it is, most people have paid it and the rest may still do so.
 */
function timeOfIssue(month: Month, until: BusinessDate): Date {
  const fifth = `${addMonths(month, 1)}-05` as BusinessDate;
  const latest = addMonths(month, 1) === monthOf(until);
  const on = latest ? earlierDay(until, laterDay(fifth, addDays(until, -longestIssued))) : fifth;
  return new Date(startOfDay(on).getTime() + 10 * hourMs);
}

/** The oldest bill left open; none for -1. */
const openFor: Record<Paying, number> = {
  prompt: -1,
  surplus: -1,
  prepaying: -1,
  'latest-open': 0,
  behind: 1,
  'far-behind': 2,
};

/**
 * Whoever is far behind has a debt that is old enough to be cut off for: early in a month it is one bill more.
 * @param age 0 for the latest bill
 */
function staysOpen(paying: Paying, age: number, until: BusinessDate): boolean {
  const more = paying === 'far-behind' && isEarly(until) ? 1 : 0;
  return age <= openFor[paying] + more;
}

const isEarly = (until: BusinessDate) => Number(until.slice(8)) < 21;

/** When the oldest bill of whoever is far behind was due. */
export const farBehindSince = (until: BusinessDate) =>
  `${addMonths(monthOf(until), isEarly(until) ? -3 : -2)}-25` as BusinessDate;

function paymentTime(issuedAt: Date, until: BusinessDate, random: Random): Date {
  const first = issuedAt.getTime() + hourMs;
  const latest = startOfDay(until).getTime() + 20 * hourMs;
  const paidAt = first + random.next() * Math.min(14 * dayMs, latest - first);
  return new Date(Math.floor(paidAt / 1000) * 1000);
}

interface Issue {
  billNo: string;
  payableId: number | null;
  issuedAt: Date;
}

function writeBill(
  rows: Rows,
  { month, bill }: BilledMonth,
  holder: HolderMoney,
  { billNo, payableId, issuedAt }: Issue,
): void {
  rows.add('bills', {
    id: rows.id('bills'),
    bill_no: billNo,
    holder_period_id: holder.holderPeriodId,
    account_id: holder.accountId,
    payable_id: payableId,
    month,
    from_date: bill.from,
    to_date: bill.to,
    issued_at: issuedAt.toISOString(),
    due_on: businessDate(new Date(issuedAt.getTime() + 20 * dayMs)),
    energy: bill.energy,
    energy_fen: bill.energyFen,
    adjustment_fen: bill.adjustmentFen,
    total_fen: bill.totalFen,
    estimated: bill.estimated,
    content: JSON.stringify(bill.content),
  });
  if (payableId === null || bill.totalFen === 0) return;
  postTransaction(rows, 'bill-issued', billNo, issuedAt, [
    ['receivable', holder.holderPeriodId, bill.totalFen],
    ['energy-income', null, -bill.totalFen],
  ]);
}

interface PayableRow {
  id: number;
  holder: HolderMoney;
  amountFen: number;
  paidFen: number;
  /** How often a balance paid for it. */
  balanceTimes?: number;
  at: Date;
}

function writePayable(
  rows: Rows,
  kind: 'bill' | 'prepayment',
  { id, holder, amountFen, paidFen, balanceTimes = 0, at }: PayableRow,
): void {
  rows.add('payables', {
    id,
    kind,
    holder_period_id: holder.holderPeriodId,
    amount_fen: amountFen,
    paid_fen: paidFen,
    status: 'open',
    credit_account: kind === 'bill' ? 'receivable' : 'customer-prepaid',
    balance_times: balanceTimes,
    created_at: at.toISOString(),
  });
}

/** @returns the sum, in fen */
function prepay(rows: Rows, holder: HolderMoney, paidAt: Date, random: Random): number {
  const payableId = rows.id('payables');
  const amountFen = random.whole(1, 4) * 10_000;
  writePayable(rows, 'prepayment', { id: payableId, holder, amountFen, paidFen: amountFen, at: paidAt });
  writePayment(rows, holder, paidAt, wayOf(random), {
    payableId,
    amountFen,
    surplusFen: 0,
    creditAccount: 'customer-prepaid',
    description: '预存电费',
  });
  return amountFen;
}

/**
 * The books of the past: each bill posted, each payment collected, in the same rows as the ledger's functions write
 * (`post_bills`, `settle_round`), but set down in bulk. `npm run ledger:verify` holds afterwards.
 */
import { type BusinessDate, businessDate, type Month, startOfDay } from '../../server/src/shared/dates.ts';
import type { BilledMonth } from './bill-history.ts';
import type { Rows } from './copy-tables.ts';
import type { Paying } from './households.ts';
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
/** The merchant of the past: today's gateways never hear of it. */
const merchant = 'history';

export function writeMoney(
  rows: Rows,
  bills: BilledMonth[],
  holder: HolderMoney,
  settings: MoneySettings,
  random: Random,
): void {
  const last = bills.length - 1;
  let balanceFen = 0;
  let prepaidFen = 0;
  bills.forEach(({ month, bill }, index) => {
    const issuedAt = new Date(startOfDay(`${nextMonth(month)}-05` as BusinessDate).getTime() + 10 * hourMs);
    const booked = month >= settings.booksFrom;
    const open = booked && !holder.settled && staysOpen(holder.paying, last - index);
    const payableId = booked ? rows.id('payables') : null;
    writeBill(rows, { month, bill }, holder, { issuedAt, payableId, billNo: settings.newBillNo(month) });
    if (payableId === null) return;
    writePayable(
      rows,
      payableId,
      'bill',
      holder.holderPeriodId,
      bill.totalFen,
      open ? 0 : bill.totalFen,
      issuedAt,
    );
    if (open || bill.totalFen === 0) return;
    const surplus = index === last && holder.paying === 'surplus' ? random.whole(10, 60) * 100 : 0;
    const paidAt = paymentTime(issuedAt, settings.until, random);
    collect(rows, holder, paidAt, random, {
      payableId,
      amountFen: bill.totalFen,
      surplusFen: surplus,
      credit: 'receivable',
      text: `${month} 电费`,
    });
    balanceFen += surplus;
    if (index !== last || holder.paying !== 'prepaying') return;
    prepaidFen = random.whole(1, 4) * 10_000;
    prepay(rows, holder, prepaidFen, new Date(paidAt.getTime() + hourMs), random);
  });
  rows.add('customer_balances', [holder.holderPeriodId, balanceFen, prepaidFen]);
}

/** @param age 0 for the latest bill */
function staysOpen(paying: Paying, age: number): boolean {
  return (paying === 'latest-open' && age === 0) || (paying === 'behind' && age <= 1);
}

function paymentTime(issuedAt: Date, until: BusinessDate, random: Random): Date {
  const latest = startOfDay(until).getTime() + 20 * hourMs;
  const wished = issuedAt.getTime() + hourMs + random.next() * 14 * dayMs;
  return new Date(Math.floor(Math.min(wished, latest) / 1000) * 1000);
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
  const dueOn = businessDate(new Date(issuedAt.getTime() + 20 * dayMs));
  const sums = [
    bill.energy,
    bill.energyFen,
    bill.adjustmentFen,
    bill.totalFen,
    bill.estimated,
    JSON.stringify(bill.content),
  ];
  const dates = [month, bill.from, bill.to, issuedAt.toISOString(), dueOn];
  rows.add('bills', [
    rows.id('bills'),
    billNo,
    holder.holderPeriodId,
    holder.accountId,
    payableId,
    ...dates,
    ...sums,
  ]);
  if (payableId === null || bill.totalFen === 0) return;
  post(rows, 'bill-issued', billNo, issuedAt, [
    ['receivable', holder.holderPeriodId, bill.totalFen],
    ['energy-income', null, -bill.totalFen],
  ]);
}

function writePayable(
  rows: Rows,
  id: number,
  kind: 'bill' | 'prepayment',
  holder: number,
  amount: number,
  paid: number,
  at: Date,
): void {
  const credit = kind === 'bill' ? 'receivable' : 'customer-prepaid';
  rows.add('payables', [id, kind, holder, amount, paid, 'open', credit, at.toISOString()]);
}

function prepay(rows: Rows, holder: HolderMoney, amountFen: number, paidAt: Date, random: Random): void {
  const payableId = rows.id('payables');
  writePayable(rows, payableId, 'prepayment', holder.holderPeriodId, amountFen, amountFen, paidAt);
  collect(rows, holder, paidAt, random, {
    payableId,
    amountFen,
    surplusFen: 0,
    credit: 'customer-prepaid',
    text: '预存电费',
  });
}

interface Sum {
  payableId: number;
  amountFen: number;
  surplusFen: number;
  credit: string;
  text: string;
}

/** One settled payment: order, item, collection, where it went, receipt, event and postings. */
function collect(rows: Rows, holder: HolderMoney, paidAt: Date, random: Random, sum: Sum): void {
  const [channel, gateway, product] = random.pick([
    ['wechat', 'wechat-pay', 'mini'],
    ['alipay', 'alipay', 'create'],
  ] as const);
  const paymentId = rows.id('payments');
  const collectionId = rows.id('collections');
  const total = sum.amountFen + sum.surplusFen;
  const date = businessDate(paidAt).replaceAll('-', '');
  const paymentNo = `P${date}${String(paymentId).padStart(14, '0')}`;
  const tradeNo = `${gateway === 'alipay' ? '2' : '4'}${date}${String(paymentId).padStart(15, '0')}`;
  const source = `${gateway}:${merchant}`;
  const at = paidAt.toISOString();
  const started = new Date(paidAt.getTime() - 40_000).toISOString();
  const expires = new Date(paidAt.getTime() + 2 * hourMs).toISOString();
  rows.add('payments', [
    paymentId,
    paymentNo,
    holder.personId,
    channel,
    gateway,
    product,
    total,
    'settled',
    sum.text,
    started,
    expires,
    at,
  ]);
  rows.add('payment_items', [rows.id('payment_items'), paymentId, sum.payableId, total]);
  rows.add('collections', [
    collectionId,
    paymentId,
    source,
    tradeNo,
    paymentNo,
    total,
    at,
    'notification',
    at,
  ]);
  const postings: Posting[] = [
    [`gateway:${gateway}`, null, total],
    [sum.credit, holder.holderPeriodId, -sum.amountFen],
  ];
  rows.add('allocations', [
    rows.id('allocations'),
    collectionId,
    sum.payableId,
    holder.holderPeriodId,
    sum.credit,
    sum.amountFen,
  ]);
  if (sum.surplusFen > 0) {
    rows.add('allocations', [
      rows.id('allocations'),
      collectionId,
      null,
      holder.holderPeriodId,
      'customer-balance',
      sum.surplusFen,
    ]);
    postings.push(['customer-balance', holder.holderPeriodId, -sum.surplusFen]);
  }
  const receiptId = rows.id('receipts');
  rows.add('receipts', [
    receiptId,
    `SJ${date}${String(receiptId).padStart(8, '0')}`,
    collectionId,
    checkCode(random),
    at,
  ]);
  const detail = JSON.stringify({
    origin: 'notification',
    tradeNo,
    amountFen: total,
    surplusFen: sum.surplusFen,
  });
  rows.add('payment_events', [rows.id('payment_events'), paymentId, at, 'settled', detail]);
  post(rows, 'collection', `${source}:${tradeNo}`, paidAt, postings);
}

type Posting = [account: string, holderPeriodId: number | null, amountFen: number];

function post(rows: Rows, kind: string, reference: string, at: Date, postings: Posting[]): void {
  const id = rows.id('ledger_transactions');
  rows.add('ledger_transactions', [id, kind, reference, businessDate(at), at.toISOString()]);
  for (const posting of postings) rows.add('ledger_postings', [rows.id('ledger_postings'), id, ...posting]);
}

function checkCode(random: Random): string {
  return Array.from({ length: 4 }, () =>
    random
      .whole(0, 2 ** 32 - 1)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}

function nextMonth(month: Month): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/** What can be paid now, and what was chosen of it: pure, so that sums are tested without a page. */
import type { Household, Payable, PaymentStart } from '@api/types';
import type { PayWay } from '@/platform/contract';

export interface OpenHousehold {
  household: Household;
  payables: Payable[];
}

/** A bill that a bank is being asked for is never among them: it would be paid twice. */
export const chosenOf = (open: OpenHousehold[], chosen: ReadonlySet<number>): Payable[] =>
  open
    .flatMap(({ payables }) => payables)
    .filter(({ payableId, locked }) => !locked && chosen.has(payableId));

/** What one came to pay: bills by their numbers, a month, a household; nothing named is everything. */
interface AskedFor {
  accountNo?: string | undefined;
  month?: string | undefined;
  payables?: string | undefined;
}

/** Of what was asked for only what is open: where that is paid, nothing else takes its place. */
function askedOf(open: OpenHousehold[], { accountNo, month, payables }: AskedFor): Payable[] {
  const mine = open
    .filter(({ household }) => accountNo === undefined || household.accountNo === accountNo)
    .flatMap(one => one.payables);
  if (payables !== undefined) {
    const numbers = new Set(payables.split(',').map(Number));
    return mine.filter(({ payableId }) => numbers.has(payableId));
  }
  return month === undefined ? mine : mine.filter(payable => payable.month === month);
}

export const nothingOpen = (open: OpenHousehold[], asked: AskedFor): boolean =>
  askedOf(open, asked).length === 0;

export const firstChoice = (open: OpenHousehold[], asked: AskedFor): ReadonlySet<number> =>
  new Set(
    askedOf(open, asked)
      .filter(({ locked }) => !locked)
      .map(({ payableId }) => payableId),
  );

export const totalOf = (payables: Payable[]): number =>
  payables.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0);

/** The households something is paid for: their masked names and addresses are confirmed before paying. */
export const householdsOf = (open: OpenHousehold[], chosen: ReadonlySet<number>): Household[] =>
  open
    .filter(({ payables }) => payables.some(({ payableId }) => chosen.has(payableId)))
    .map(({ household }) => household);

export function billsOrder(payables: Payable[], way: PayWay, returnUrl?: string): PaymentStart {
  const items = payables.map(({ payableId, outstandingFen }) => ({ payableId, amountFen: outstandingFen }));
  return { ...way, items, returnUrl };
}

export function prepaymentOrder(
  accountNo: string,
  amountFen: number,
  way: PayWay,
  returnUrl?: string,
): PaymentStart {
  return { ...way, prepayments: [{ accountNo, amountFen }], returnUrl };
}

/** Whoever comes by the link of a text message pays with the same wallets, and the payment is counted there. */
export function waysVia(via: 'sms' | undefined, ways: PayWay[]): PayWay[] {
  const wallets = ways.filter(({ channel, method }) => channel === 'web-hall' && method !== 'unionpay');
  return via && wallets.length > 0 ? wallets.map(way => ({ ...way, channel: via })) : ways;
}

export interface PrepaymentLimits {
  minFen: number;
  maxFen: number;
}

export function prepaymentAllowed(fen: number | null, { minFen, maxFen }: PrepaymentLimits): fen is number {
  return fen !== null && fen >= minFen && fen <= maxFen;
}

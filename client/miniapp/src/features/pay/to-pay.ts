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

/** What a customer at a counter or a machine wants to pay, checked against what is owed now. */
import { type Fen, fen, sumFen } from '../../shared/money.ts';
import type { DeskQuote, Quote, QuoteAtDesk } from '../payments/index.ts';
import { accountUnknown, itemNotOwed, nothingToPay, prepaymentForNobody } from './desk.errors.ts';

export interface OrderRequest {
  accountNo: string;
  /** Of those who have something to pay there; without, whom the quote names by itself. */
  holder?: number | undefined;
  items: readonly { payableId: number; amountFen: Fen }[];
  prepaymentFen: Fen;
}

export interface Order {
  quote: DeskQuote;
  items: readonly { payableId: number; amountFen: Fen }[];
  prepayments: readonly { holderPeriodId: number; amountFen: Fen }[];
  amountFen: Fen;
  /** Chinese, without personal data: gateways and receipts show it. */
  description: string;
}

/** @throws AppError account-not-found, item-not-owed, nothing-to-pay, prepayment-for-nobody */
export async function prepareOrder(request: OrderRequest, quoteAtDesk: QuoteAtDesk): Promise<Order> {
  const quote = await quoteAtDesk(request.accountNo, request.holder);
  if (!quote) throw accountUnknown();
  if (request.prepaymentFen > 0 && quote.standing !== 'present') throw prepaymentForNobody();
  const titles = request.items.map(({ payableId, amountFen }) => {
    const item = quote.items.find(owed => owed.payableId === payableId);
    if (!item || item.locked || amountFen > item.outstandingFen) throw itemNotOwed();
    return item.title.zh;
  });
  const { prepaymentFen } = request;
  const prepayments =
    prepaymentFen > 0 ? [{ holderPeriodId: quote.holderPeriodId, amountFen: prepaymentFen }] : [];
  if (prepaymentFen > 0) titles.push('预存电费');
  const amountFen = sumFen([...request.items.map(item => item.amountFen), prepaymentFen]);
  if (amountFen <= 0) throw nothingToPay();
  return { quote, items: request.items, prepayments, amountFen, description: describe(titles) };
}

/** The oldest bills first, as far as the money reaches; what is left becomes balance. */
export function spreadOver(quote: Quote, amountFen: Fen): Pick<Order, 'items' | 'prepayments'> {
  let left: number = amountFen;
  const items = quote.items.flatMap(({ payableId, outstandingFen, locked }) => {
    const part = locked ? 0 : Math.min(left, outstandingFen);
    left -= part;
    return part > 0 ? [{ payableId, amountFen: fen(part) }] : [];
  });
  return {
    items,
    prepayments: left > 0 ? [{ holderPeriodId: quote.holderPeriodId, amountFen: fen(left) }] : [],
  };
}

export function describe(titles: readonly string[]): string {
  const [first = '电费'] = titles;
  return titles.length > 1 ? `${first}等${titles.length}项` : first;
}

import { randomInt } from 'node:crypto';
import { businessDate } from '../../shared/dates.ts';
import { sumFen } from '../../shared/money.ts';
import { agencyTcp, agencyWire, type Quote } from '../payments/index.ts';
import type { QuoteToStore } from './messages.repository.ts';

const { AgencyRefusal } = agencyWire;

/** How long a quote binds; the database judges by the same (`partner_payment_refusal`). */
const quoteHours = 2;

export interface QuoteForPartner {
  result: agencyWire.InquiryResult;
  toStore: QuoteToStore;
}

/**
 * What a partner is told is owed. Bills that a batch debit has out are left out.
 * @throws AgencyRefusal 2001 no such account, 2002 nothing owed, 2005 all of it locked
 */
export function quoteFor(quote: Quote | undefined, month: string | undefined, now: Date): QuoteForPartner {
  if (!quote) throw new AgencyRefusal('2001');
  const asked = quote.items.filter(item => month === undefined || item.month === month);
  const free = asked.filter(item => !item.locked).slice(0, agencyTcp.mostBills);
  if (free.length === 0) throw new AgencyRefusal(asked.length > 0 ? '2005' : '2002');
  const { accountNo, holderPeriodId, nameMasked: name, addressMasked: address, balanceFen } = quote;
  const quoteId = newQuoteId(now);
  const today = businessDate(now);
  const amountFen = sumFen(free.map(item => item.outstandingFen));
  const items = free.map(({ payableId, outstandingFen }) => ({ payableId, amountFen: outstandingFen }));
  const bills = free.map(item => ({
    month: item.month ?? today.slice(0, 7),
    amountFen: item.outstandingFen,
    dueOn: item.dueOn ?? today,
  }));
  const expiresAt = new Date(now.getTime() + quoteHours * 3_600_000);
  return {
    result: { quoteId, accountNo, name, address, amountFen, balanceFen, bills, expiresAt },
    toStore: { quoteId, accountNo, holderPeriodId, items, amountFen },
  };
}

/** 23 characters: Q, date, 14 random digits. Nobody can guess another's. */
function newQuoteId(now: Date): string {
  return `Q${businessDate(now).replaceAll('-', '')}${String(randomInt(10 ** 14)).padStart(14, '0')}`;
}

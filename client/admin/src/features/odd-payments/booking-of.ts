/** What a decision will put on the books, shown before it is made. The server books; this only tells beforehand. Pure. */
import type { OddAction, OddPayment } from '../../api/payments.types.ts';

export interface BookingLine {
  account: string;
  side: 'debit' | 'credit';
}

/** Money of an unknown order lies in suspense; all other odd money was booked to the holder's balance as it came. */
export function bookingOf(odd: Pick<OddPayment, 'kind' | 'detail'>, action: OddAction): BookingLine[] {
  const from = odd.kind === 'unknown-payment' ? 'unidentified' : 'customer-balance';
  switch (action) {
    case 'credit':
      return from === 'unidentified'
        ? [
            { account: from, side: 'debit' },
            { account: 'customer-balance', side: 'credit' },
          ]
        : [];
    case 'refund':
      return [
        { account: from, side: 'debit' },
        { account: 'refunds-in-flight', side: 'credit' },
      ];
    case 'link':
      if (/refund/.test(odd.kind))
        return [
          { account: 'receivable', side: 'debit' },
          { account: `gateway:${String(odd.detail['source'] ?? '').split(':')[0]}`, side: 'credit' },
        ];
      return [
        { account: from, side: 'debit' },
        { account: 'receivable', side: 'credit' },
      ];
    case 'dismiss':
      return [];
  }
}

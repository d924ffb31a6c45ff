/** What a decision will put on the books, shown before it is made. The server books; this only tells beforehand. Pure. */
import type { OddAction, OddPayment } from '../../api/payments.types.ts';

export interface BookingLine {
  account: string;
  side: 'debit' | 'credit';
  /** Of a balance: which household's, where it is not plain. */
  household?: 'first' | 'other';
}

/**
 * Money of an unknown order lies in suspense; all other odd money was booked to the holder's balance as it came.
 * @param toAnother a credit to a household that was named, and not to the balance on which the money lies
 */
export function bookingOf(
  odd: Pick<OddPayment, 'kind' | 'detail'>,
  action: OddAction,
  toAnother = false,
): BookingLine[] {
  const from = odd.kind === 'unknown-payment' ? 'unidentified' : 'customer-balance';
  switch (action) {
    case 'credit':
      if (from === 'unidentified')
        return [
          { account: from, side: 'debit' },
          { account: 'customer-balance', side: 'credit' },
        ];
      return toAnother
        ? [
            { account: from, side: 'debit', household: 'first' },
            { account: from, side: 'credit', household: 'other' },
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
          { account: sourceAccount(String(odd.detail['source'] ?? '')), side: 'credit' },
        ];
      return [
        { account: from, side: 'debit' },
        { account: 'receivable', side: 'credit' },
      ];
    case 'dismiss':
      return [];
  }
}

const sourceAccount = (source: string): string => {
  const [kind = ''] = source.split(':');
  return kind === 'partner' ? 'partner-clearing' : `gateway:${kind}`;
};

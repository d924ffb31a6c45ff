/** What a decision will put on the books, shown before it is made. The server books; this only tells beforehand. Pure. */
import type { OddAction, OddPayment } from '../../api/payments.types.ts';

export interface BookingLine {
  account: string;
  side: 'debit' | 'credit';
  amountFen: number;
  /** Whose balance or bill. */
  accountNo?: string;
}

export interface Booking {
  lines: BookingLine[];
  /** What becomes owed again: a bill loses what had paid it. */
  owedAgainFen: number;
  /** What cannot be credited to another household, since it has paid a bill or was used for one: the server refuses the whole. */
  stuckFen: number;
  /** Which of a payment's money leaves is known only to the server: balances first, then bills. */
  fromThePayment: boolean;
}

type Odd = Pick<OddPayment, 'kind' | 'detail' | 'lies'>;
type Money = OddPayment['lies'][number];

const free = new Set(['unidentified', 'customer-balance']);
const nothing: Booking = { lines: [], owedAgainFen: 0, stuckFen: 0, fromThePayment: false };

/** @param accountNo of the household that was named, '' where none was */
export function bookingOf(odd: Odd, action: OddAction, accountNo: string, amountFen: number): Booking {
  switch (action) {
    case 'credit':
      return credit(odd, accountNo, amountFen);
    case 'refund':
      return refund(odd, amountFen);
    case 'link':
      return link(odd, amountFen);
    case 'dismiss':
      return nothing;
  }
}

/** Money that nobody is named for stays where it lies; out of suspense it must go to somebody. */
function credit({ lies }: Odd, accountNo: string, amountFen: number): Booking {
  const inSuspense = lies.filter(({ accountCode }) => accountCode === 'unidentified');
  const movable = accountNo
    ? lies.filter(money => isFree(money) && money.accountNo !== accountNo)
    : inSuspense;
  const lines = taken(movable, amountFen);
  const movedFen = sumOf(lines);
  const to = { account: 'customer-balance', side: 'credit', amountFen: movedFen } as const;
  const thereFen = sumOf(lies.filter(money => money.accountNo === accountNo));
  return {
    ...nothing,
    lines: lines.length ? [...lines, accountNo ? { ...to, accountNo } : to] : [],
    stuckFen: accountNo && amountFen - movedFen > thereFen ? amountFen - movedFen : 0,
  };
}

/** A surplus comes back from the balance it became; all other money from wherever it lies. */
function refund({ kind, lies }: Odd, amountFen: number): Booking {
  const from =
    kind === 'surplus' ? lies.filter(({ accountCode }) => accountCode === 'customer-balance') : lies;
  const owedAgainFen = sumOf(
    taken(from, amountFen).filter(({ account, accountNo }) =>
      from.some(
        money => money.isBill && money.accountCode === account && money.accountNo === (accountNo ?? null),
      ),
    ),
  );
  return {
    ...nothing,
    lines: [...taken(from, amountFen), { account: 'refunds-in-flight', side: 'credit', amountFen }],
    owedAgainFen,
  };
}

function link({ kind, detail }: Odd, amountFen: number): Booking {
  if (/refund/.test(kind)) {
    const account = sourceAccount(String(detail['source'] ?? ''));
    return { ...nothing, lines: [{ account, side: 'credit', amountFen }], fromThePayment: true };
  }
  return {
    ...nothing,
    lines: [
      { account: 'unidentified', side: 'debit', amountFen },
      { account: 'receivable', side: 'credit', amountFen },
    ],
  };
}

const isFree = ({ accountCode }: Money) => free.has(accountCode);

/** So much of it, in its order. */
function taken(lies: readonly Money[], amountFen: number): BookingLine[] {
  let left = amountFen;
  return lies.flatMap(({ accountCode, accountNo, amountFen: there }) => {
    const part = Math.min(left, there);
    left -= part;
    return part > 0
      ? [
          {
            account: accountCode,
            side: 'debit' as const,
            amountFen: part,
            ...(accountNo ? { accountNo } : {}),
          },
        ]
      : [];
  });
}

const sumOf = (lines: readonly { amountFen: number }[]) =>
  lines.reduce((sum, line) => sum + line.amountFen, 0);

const sourceAccount = (source: string): string => {
  const [kind = ''] = source.split(':');
  return kind === 'partner' ? 'partner-clearing' : `gateway:${kind}`;
};

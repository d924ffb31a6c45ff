/** What was found, as lines that open a page. Pure. */
import type { Answer } from '../api/answers.ts';

type Found = Answer<'GET /staff/find'>;

const pageOf: Record<Found['files'][number]['kind'], (number: string) => string> = {
  case: number => `/cases/${number}`,
  application: number => `/applications/${number}`,
  outage: number => `/outages/${number}`,
  dunning: number => `/dunning/${number}`,
  mandate: number => `/mandates/${number}`,
  claim: () => '/claims?show=all',
};

export interface Hit {
  kind: Found['numbers'][number]['kind'] | Found['files'][number]['kind'] | 'account' | 'member' | 'more';
  title: string;
  isNumber: boolean;
  note?: string;
  tag?: 'past' | 'future' | 'unlinked';
  amountFen?: number;
  at?: string;
  to: string;
}

/** Numbers first: whoever typed one whole means it. */
export function hitsOf({ numbers, files, accounts, moreAccounts, members }: Found, asked: string): Hit[] {
  return [
    ...numbers.map(
      ({ kind, number, paymentNo, accountNo, amountFen, at }): Hit => ({
        kind,
        title: number,
        isNumber: true,
        amountFen,
        at,
        ...(kind === 'bill'
          ? { to: `/accounts/${accountNo}?bill=${number}` }
          : paymentNo
            ? { to: `/payments/${paymentNo}` }
            : { to: '/odd-payments', tag: 'unlinked' as const }),
      }),
    ),
    ...files.map(
      ({ kind, number, at }): Hit => ({
        kind,
        title: number,
        isNumber: true,
        at,
        to: pageOf[kind](number),
      }),
    ),
    ...accounts.map(
      ({ accountNo, nameMasked, addressMasked, foundBy }): Hit => ({
        kind: 'account',
        title: accountNo,
        isNumber: true,
        note: `${nameMasked ?? '—'} · ${addressMasked}`,
        ...(foundBy ? { tag: foundBy } : {}),
        to: `/accounts/${accountNo}`,
      }),
    ),
    ...(moreAccounts
      ? [
          {
            kind: 'more' as const,
            title: '…',
            isNumber: false,
            to: `/accounts?query=${encodeURIComponent(asked)}`,
          },
        ]
      : []),
    ...members.map(
      ({ username, displayName }): Hit => ({
        kind: 'member',
        title: displayName,
        isNumber: false,
        note: username,
        to: '/members',
      }),
    ),
  ];
}

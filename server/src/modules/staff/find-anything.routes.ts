import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { AccountSearchQuery, AccountsView } from './account-file.schemas.ts';
import type { createFindAnything } from './find-anything.ts';
import { staffRoles } from './staff-member.ts';

const Instant = z
  .date()
  .transform(date => date.toISOString())
  .pipe(z.string());
const FoundView = z.object({
  numbers: z.array(
    z.object({
      kind: z.enum(['payment', 'refund', 'receipt', 'bill', 'trade']),
      number: z.string(),
      paymentNo: z.string().nullable(),
      accountNo: z.string().nullable(),
      amountFen: z.int(),
      status: z.string(),
      at: Instant,
    }),
  ),
  files: z.array(
    z.object({
      kind: z.enum(['case', 'application', 'outage', 'dunning', 'mandate', 'claim']),
      number: z.string(),
      status: z.string(),
      at: Instant,
    }),
  ),
  accounts: AccountsView.shape.accounts,
  moreAccounts: z.boolean(),
  members: z.array(z.object({ username: z.string(), displayName: z.string() })),
});

export function findAnythingRoutes(findAnything: ReturnType<typeof createFindAnything>): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/find',
      // A crew sees its own orders and searches for nothing.
      access: staff(...staffRoles.filter(role => role !== 'crew')),
      summary: 'Anything by its number or name, of the kinds the caller may open',
      tag: 'Staff',
      input: { query: AccountSearchQuery },
      output: FoundView,
      handle: ({ actor, query, requestId }) => findAnything(actor, query.query, requestId),
    }),
  ];
}

/** What a former holder still owes: their account is closed to them, paying is not. */
import { z } from 'zod';
import { resident } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import type { Clock } from '../../../infra/clock.ts';
import { businessDate } from '../../../shared/dates.ts';
import type { FinalBillsRepository } from './final-bills.repository.ts';
import { tag } from './resident.routes.ts';

const FinalBillsView = z.object({
  bills: z.array(
    z.object({
      accountNoMasked: z.string(),
      billNo: z.string(),
      month: z.string(),
      from: z.string(),
      to: z.string(),
      payableId: z.int(),
      owedFen: z.int(),
      dueOn: z.string(),
    }),
  ),
});

export function finalBillsRoutes(finalBills: FinalBillsRepository, clock: Clock): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/final-bills',
      access: resident(),
      summary: 'Bills of households I have left that are still owed, to be paid by their payables',
      tag,
      output: FinalBillsView,
      async handle({ actor }) {
        const rows = await finalBills.owed(actor.personId, businessDate(clock.now()));
        return {
          bills: rows.map(({ accountNo, ...bill }) => ({
            ...bill,
            accountNoMasked: `${'*'.repeat(accountNo.length - 4)}${accountNo.slice(-4)}`,
          })),
        };
      },
    }),
  ];
}

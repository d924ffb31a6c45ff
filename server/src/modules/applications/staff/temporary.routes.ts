import { z } from 'zod';
import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { pageAndOne } from '../../../http/page-and-one.ts';
import { type BusinessDate, businessDate, daysBetween } from '../../../shared/dates.ts';
import type { CaseCore } from '../change-case.ts';
import { temporarySupplies } from '../effects/temporary-supplies.repository.ts';
import { tag } from './work.routes.ts';

const pageSize = 50;

/** What a manager is told before a temporary supply ends: for as long as it is not closed. */
export function temporaryRoutes({ db, clock }: CaseCore): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/temporary-supplies',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary:
        'Temporary supplies that end soon or are over, the first to end first, with who answers for each',
      tag,
      input: { query: z.strictObject({ page: z.coerce.number().int().min(1).max(10_000).default(1) }) },
      output: z.object({
        supplies: z.array(
          z.object({
            accountNo: z.string(),
            untilOn: z.string(),
            daysLeft: z.int().describe('Below nothing when the day has passed'),
            manager: z.string().nullable(),
            openedBy: z.string().describe('The application that opened it'),
            told: z.boolean().describe('Its holder has been told of this day'),
            endingNo: z.string().nullable().describe('The case that ends it'),
          }),
        ),
        page: z.int(),
        hasMore: z.boolean(),
        toEnd: z.int().describe('Of all of them, those that no case ends yet'),
      }),
      async handle({ query: { page } }) {
        const today = businessDate(clock.now());
        const [rows, toEnd] = await Promise.all([
          pageAndOne((at, size) => temporarySupplies.near(db.pool, today, at, size), page, pageSize),
          temporarySupplies.toEnd(db.pool, today),
        ]);
        const supplies = rows.slice(0, pageSize).map(supply => ({
          ...supply,
          daysLeft: daysBetween(today, supply.untilOn as BusinessDate),
          told: supply.toldOf === supply.untilOn,
        }));
        return { supplies, page, hasMore: rows.length > pageSize, toEnd };
      },
    }),
  ];
}

/** Staff: a bill with its explanation, and a customer's usage. Each look at a customer is logged. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { toKwh } from '../../shared/energy.ts';
import { notFound } from '../../shared/errors.ts';
import { billNotFound } from './billing.errors.ts';
import { BillView, UsageView } from './bills.schemas.ts';
import type { HoldersRepository } from './holders.repository.ts';
import type { ReadBills } from './read-bills.ts';
import type { ReadUsage } from './read-usage.ts';

interface Dependencies {
  audit: Audit;
  holders: HoldersRepository;
  bills: ReadBills;
  usage: ReadUsage;
}

const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const kwh = (value: number | null) => (value === null ? null : toKwh(value));

export function staffReadingRoutes({ audit, holders, bills, usage }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/bills/:billNo',
      access: readers,
      summary: 'A bill with its readings, lines and payments',
      tag: 'staff: billing',
      input: { params: z.object({ billNo: z.string().regex(/^[\w-]{1,40}$/) }) },
      output: BillView.extend({
        accountNo: z.string(),
        live: z.boolean(),
        reversalNo: z.string().nullable(),
        reversalReason: z.string().nullable(),
      }),
      async handle({ params: { billNo }, actor, language, requestId }) {
        const place = await holders.ofBill(billNo);
        if (!place) throw billNotFound();
        const { holderPeriodId, ...about } = place;
        const bill = await bills.find(holderPeriodId, billNo, null, language);
        await audit.record({
          actor: staffName(actor),
          action: 'bill.read',
          subject: `bill:${billNo}`,
          requestId,
        });
        return { ...bill, ...about };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/accounts/:accountNo/usage',
      access: readers,
      summary: "A customer's energy by month; unknown months are null",
      tag: 'staff: billing',
      input: {
        params: z.object({ accountNo: z.string().regex(/^\d{4,20}$/) }),
        query: z.strictObject({
          months: z.coerce.number().int().min(1).max(36).default(36),
          contractNo: z
            .string()
            .regex(/^[\w-]{1,40}$/)
            .optional(),
        }),
      },
      output: UsageView,
      async handle({ params: { accountNo }, query, actor, requestId }) {
        const holder = await holders.ofAccount(accountNo, query.contractNo);
        if (!holder) throw notFound();
        await audit.record({
          actor: staffName(actor),
          action: 'account-usage.read',
          subject: `account:${accountNo}`,
          requestId,
        });
        const months = await usage.months(holder, query.months);
        return {
          months: months.map(month => ({
            ...month,
            energy: kwh(month.energy),
            peak: kwh(month.peak),
            valley: kwh(month.valley),
          })),
        };
      },
    }),
  ];
}

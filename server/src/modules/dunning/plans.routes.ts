/** Staff: debts that are paid in parts. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { everyPage, exportRoute } from '../../http/list-export.ts';
import { businessDate } from '../../shared/dates.ts';
import { fen, showYuan } from '../../shared/money.ts';
import {
  accountNotFound,
  nothingOwed,
  planExists,
  planNotFound,
  planParts,
  planSum,
} from './dunning.errors.ts';
import {
  AccountLadderView,
  AccountParam,
  PlanBody,
  PlanParam,
  PlansFilters,
  PlansQuery,
  PlansView,
  ReasonBody,
} from './dunning.schemas.ts';
import type { Part } from './help.repository.ts';
import { type HelpDependencies, ladderOf } from './ladder-of-account.ts';
import { planColumns } from './plan-columns.ts';

const tag = 'Staff: dunning';
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const writers = staff('clerk', 'supervisor');
const pageSize = 50;

export function planRoutes(dependencies: HelpDependencies): Route[] {
  const { board, help, book, clock, nudge } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/staff/instalments',
      access: readers,
      summary: 'Instalment plans, those whose next part is due soonest first',
      tag,
      input: { query: PlansQuery },
      output: PlansView,
      async handle({ query: { page, ...filter } }) {
        const { rows, total } = await help.list({
          ...filter,
          limit: pageSize,
          offset: (page - 1) * pageSize,
        });
        return { total, plans: rows };
      },
    }),
    exportRoute(
      {
        list: 'instalments',
        access: readers,
        summary: 'Instalment plans as a file',
        tag,
        filter: PlansFilters,
        columns: planColumns,
        rows: filter =>
          everyPage(async (page, limit) => {
            const { rows } = await help.list({ ...filter, limit, offset: (page - 1) * limit });
            return rows;
          }),
      },
      dependencies,
    ),
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/instalments',
      access: writers,
      summary: 'Agree that an overdue debt is paid in parts; kept, it stops the clock',
      tag,
      input: { params: AccountParam, body: PlanBody },
      output: AccountLadderView,
      status: 201,
      idempotent: true,
      async handle({ actor, params: { accountNo }, body: { parts, note }, requestId }) {
        const now = clock.now();
        const holder = await help.holder(accountNo, now);
        if (!holder) throw accountNotFound();
        const { instalments } = await book.today();
        if (parts.length > instalments.mostParts) throw planParts({ most: instalments.mostParts });
        const debtFen = await board.overdueFen(holder.holderPeriodId, now);
        if (debtFen === 0) throw nothingOwed();
        if (!addsUp(parts, debtFen, businessDate(now))) throw planSum({ debt: showYuan(fen(debtFen)) });
        const by = `staff:${actor.username}`;
        const detail = { debtFen, parts: parts.length };
        const subject = `account:${accountNo}`;
        const audit = { actor: by, action: 'instalments.agree', subject, detail, requestId };
        const { holderPeriodId } = holder;
        if (!(await help.agree({ holderPeriodId, debtFen, parts, note, by, now }, audit))) throw planExists();
        nudge();
        return ladderOf(accountNo, dependencies);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/instalments/:planNo/cancel',
      access: writers,
      summary: 'End an instalment plan: the ladder goes on',
      tag,
      input: { params: PlanParam, body: ReasonBody },
      output: z.object({ planNo: z.string(), status: z.literal('cancelled') }),
      async handle({ actor, params: { planNo }, body: { reason }, requestId }) {
        const by = `staff:${actor.username}`;
        const audit = {
          actor: by,
          action: 'instalments.cancel',
          subject: `instalments:${planNo}`,
          detail: { reason },
          requestId,
        };
        if (!(await help.cancelPlan(planNo, clock.now(), audit))) throw planNotFound();
        nudge();
        return { planNo, status: 'cancelled' as const };
      },
    }),
  ];
}

/** Parts of a plan make up the debt, on ascending days from today on. */
function addsUp(parts: readonly Part[], debtFen: number, today: string): boolean {
  const sum = parts.reduce((total, { amountFen }) => total + amountFen, 0);
  const ascending = parts.every(({ dueOn }, index) => dueOn > (index === 0 ? '' : parts[index - 1]!.dueOn));
  return sum === debtFen && ascending && parts[0]!.dueOn >= today;
}

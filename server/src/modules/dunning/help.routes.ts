/** Staff: an account's ladder in its file. Residents: where their household stands. */
import { household, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { type BusinessDate, businessDate, daysBetween } from '../../shared/dates.ts';
import { AccountLadderView, AccountParam, ResidentView } from './dunning.schemas.ts';
import { type HelpDependencies, ladderOf } from './ladder-of-account.ts';
import { needRoutes } from './needs.routes.ts';
import { planRoutes } from './plans.routes.ts';

export function helpRoutes(dependencies: HelpDependencies): Route[] {
  return [
    accountRoute(dependencies),
    ...planRoutes(dependencies),
    ...needRoutes(dependencies),
    residentRoute(dependencies),
  ];
}

function accountRoute(dependencies: HelpDependencies): Route {
  return defineRoute({
    method: 'get',
    path: '/staff/accounts/:accountNo/dunning',
    access: staff('clerk', 'finance', 'supervisor', 'auditor'),
    summary: "An account's ladder: cases, instalments, special needs, supply and late fees",
    tag: 'Staff: dunning',
    input: { params: AccountParam },
    output: AccountLadderView,
    handle: ({ params: { accountNo } }) => ladderOf(accountNo, dependencies),
  });
}

function residentRoute({ board, help, fees, supply, clock }: HelpDependencies): Route {
  return defineRoute({
    method: 'get',
    path: '/households/:accountNo/dunning',
    access: household('full'),
    summary: 'Whether power flows, what is overdue, what happens next, and how late fees came about',
    tag: 'bills',
    input: { params: AccountParam },
    output: ResidentView,
    async handle({ household: { holderPeriodId, accountId } }) {
      const now = clock.now();
      const [[latest], plans, lateFees, state] = await Promise.all([
        board.ofHolder(holderPeriodId),
        help.plans(holderPeriodId),
        fees.ofHolder(holderPeriodId),
        supply.stateOf(accountId),
      ]);
      const open = latest && latest.closedAt === null ? latest : undefined;
      const plan = plans.find(({ status }) => status === 'agreed');
      return {
        stage: open?.status ?? null,
        debtFen: open?.debtFen ?? 0,
        daysOverdue: open
          ? Math.max(0, daysBetween(open.overdueSince as BusinessDate, businessDate(now)))
          : 0,
        disconnectOn: open?.disconnectOn ?? null,
        disconnectAt: open?.disconnectAt ?? null,
        clearedAt: open?.clearedAt ?? null,
        restoreBy: open?.restoreBy ?? null,
        stopped: (open?.stops.length ?? 0) > 0,
        supply: { state: state?.state ?? 'connected', since: state?.since ?? null },
        plan: plan
          ? { status: plan.status, debtFen: plan.debtFen, paidFen: plan.paidFen, parts: plan.parts }
          : null,
        lateFees,
      };
    },
  });
}

/** What residents see of their bills and usage. The household in the path is already admitted at the level named. */
import { household } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import { toKwh } from '../../shared/energy.ts';
import {
  AccountParams,
  BillParams,
  BillsQuery,
  BillsView,
  BillView,
  DailyQuery,
  DailyView,
  ExportQuery,
  PlanComparisonView,
  SummaryView,
  TierView,
  UsageQuery,
  UsageView,
} from './bills.schemas.ts';
import type { ComparePlans, PlanComparison } from './compare-plans.ts';
import { greenButton, usageCsv } from './export-usage.ts';
import type { ReadBills } from './read-bills.ts';
import type { ReadUsage } from './read-usage.ts';

const tag = 'bills';
const kwh = (value: number | null) => (value === null ? null : toKwh(value));

export function billRoutes(bills: ReadBills, usage: ReadUsage, plans: ComparePlans, clock: Clock): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/summary',
      access: household('pay-only'),
      summary: 'What is owed; with full access also balance, latest bill and this month',
      tag,
      input: { params: AccountParams },
      output: SummaryView,
      handle: ({ household, language }) => bills.summary(household, language),
    }),
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/bills',
      access: household('full'),
      summary: 'Bills by month, latest first; the last 36 months unless a range is given',
      tag,
      input: { params: AccountParams, query: BillsQuery },
      output: BillsView,
      handle: async ({ household, query }) => ({ bills: await bills.list(household.holderPeriodId, query) }),
    }),
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/bills/:billNo',
      access: household('full'),
      summary: 'One bill with readings, lines, tiers, tariff and payments',
      tag,
      input: { params: BillParams },
      output: BillView,
      handle: ({ household, params, actor, language }) =>
        bills.find(household.holderPeriodId, params.billNo, actor.personId, language),
    }),
    ...usageRoutes(usage),
    exportRoute(usage, clock),
    plansRoute(plans),
  ];
}

function usageRoutes(usage: ReadUsage): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/usage',
      access: household('full'),
      summary: 'Energy by month; unknown months are null',
      tag: 'usage',
      input: { params: AccountParams, query: UsageQuery },
      output: UsageView,
      handle: async ({ household, query }) => ({
        months: (await usage.months(household.holderPeriodId, query.months)).map(month => ({
          ...month,
          energy: kwh(month.energy),
          peak: kwh(month.peak),
          valley: kwh(month.valley),
        })),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/usage/daily',
      access: household('full'),
      summary: 'Energy by day up to the latest reading; unknown days are null',
      tag: 'usage',
      input: { params: AccountParams, query: DailyQuery },
      output: DailyView,
      handle: async ({ household, query }) => {
        const { asOf, days } = await usage.days(household.holderPeriodId, query.days);
        return {
          asOf,
          days: days.map(day => ({
            on: day.on,
            energy: kwh(day.energy),
            peak: kwh(day.peak),
            valley: kwh(day.valley),
            estimated: day.estimated,
          })),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/usage/tier',
      access: household('full'),
      summary: 'Progress through the tiers of this year',
      tag: 'usage',
      input: { params: AccountParams },
      output: TierView,
      handle: async ({ household }) => showTier(await usage.tier(household.holderPeriodId)),
    }),
  ];
}

function showTier(state: Awaited<ReturnType<ReadUsage['tier']>>) {
  const next = state.limits[(state.tier ?? 0) - 1];
  return {
    ...state,
    used: toKwh(state.used),
    usedBefore: toKwh(state.usedBefore),
    limits: state.limits.map(toKwh),
    toNextTier: next === undefined ? null : toKwh(next - state.used),
  };
}

/** The last day that is told of in days. */
const exportedDays = 62;

function exportRoute(usage: ReadUsage, clock: Clock): Route {
  return defineRoute({
    method: 'get',
    path: '/households/:accountNo/usage/export',
    access: household('full'),
    summary: 'Months and days of energy as a file: CSV, or Green Button XML',
    tag: 'usage',
    input: { params: AccountParams, query: ExportQuery },
    async handle({ household, query }) {
      const [months, { days }] = await Promise.all([
        usage.months(household.holderPeriodId, 36),
        usage.days(household.holderPeriodId, exportedDays),
      ]);
      const data = { accountNo: household.accountNo, months, days, madeAt: clock.now() };
      const csv = query.format === 'csv';
      const headers = {
        'Content-Type': csv ? 'text/csv; charset=utf-8' : 'application/atom+xml; charset=utf-8',
        'Content-Disposition': `attachment; filename="usage.${csv ? 'csv' : 'xml'}"`,
        'Cache-Control': 'private, no-store',
      };
      return rawReply({ headers, body: csv ? usageCsv(data) : greenButton(data) });
    },
  });
}

function plansRoute(compare: ComparePlans): Route {
  return defineRoute({
    method: 'get',
    path: '/households/:accountNo/usage/plans',
    access: household('full'),
    summary: 'Flat price against time of use, on the last twelve months of one’s own energy',
    tag: 'usage',
    input: { params: AccountParams },
    output: PlanComparisonView,
    handle: async ({ household }) => showPlans(await compare(household.holderPeriodId)),
  });
}

function showPlans({ months, ...rest }: PlanComparison) {
  const sum = (value: (month: PlanComparison['months'][number]) => number) =>
    months.reduce((total, month) => total + value(month), 0);
  return {
    ...rest,
    flatFen: sum(({ flatFen }) => flatFen),
    timeOfUseFen: sum(({ timeOfUseFen }) => timeOfUseFen),
    energy: toKwh(sum(({ energy }) => energy)),
    valley: toKwh(sum(({ valley }) => valley)),
    months: months.map(month => ({ ...month, energy: toKwh(month.energy), valley: toKwh(month.valley) })),
  };
}

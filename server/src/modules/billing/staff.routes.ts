/** Staff: billing runs, reversals, and data coming in. */
import { staff } from '../../http/access.ts';
import { ReasonBody } from '../../http/decision-body.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { everyPage, exportRoute } from '../../http/list-export.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Audit } from '../../shared/audit.ts';
import { toKwh } from '../../shared/energy.ts';
import type { BillingRun } from './billing-run.ts';
import { draftColumns } from './draft-columns.ts';
import type { ReverseBill } from './reverse-bill.ts';
import type { BillingRuns } from './run-billing.ts';
import {
  AcceptDraftBody,
  BillNoParams,
  DraftParams,
  DraftsFilter,
  DraftsQuery,
  DraftsView,
  ReversalView,
  ReverseBillBody,
  RunParams,
  RunsView,
  RunView,
  StartRunBody,
} from './staff.schemas.ts';

const tag = 'staff: billing';
const everyone = staff('clerk', 'finance', 'supervisor', 'auditor');

function showRun({ createdAt, approvedAt, issuedAt, ...run }: BillingRun) {
  return {
    ...run,
    createdAt: createdAt.toISOString(),
    approvedAt: approvedAt?.toISOString() ?? null,
    issuedAt: issuedAt?.toISOString() ?? null,
  };
}

export function billingStaffRoutes(
  runs: BillingRuns,
  reverseBill: ReverseBill,
  kept: { audit: Audit; clock: Clock },
): Route[] {
  return [...runRoutes(runs), draftsFile(runs, kept), ...decisionRoutes(runs), reversalRoute(reverseBill)];
}

const draftsFile = (runs: BillingRuns, kept: { audit: Audit; clock: Clock }): Route =>
  exportRoute(
    {
      list: 'bill-drafts',
      access: everyone,
      summary: 'Drafts of a run as a file, those with exceptions unless all are asked for',
      tag,
      filter: DraftsFilter,
      columns: draftColumns,
      rows: async ({ runId, only }) => {
        await runs.get(runId);
        return everyPage((page, size) =>
          runs.drafts(runId, { exceptionsOnly: only === 'exceptions', page, size }),
        );
      },
    },
    kept,
  );

function runRoutes(runs: BillingRuns): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/billing-runs',
      access: staff('clerk', 'finance', 'supervisor'),
      summary: 'Drafts the bills of a region and month; households that have one already are left out',
      tag,
      input: { body: StartRunBody },
      output: RunView,
      status: 201,
      idempotent: true,
      handle: async ({ body, actor, requestId }) =>
        showRun(
          await runs.start(body.regionCode, body.month, body.skipMonths, {
            username: actor.username,
            requestId,
          }),
        ),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/billing-runs',
      access: everyone,
      summary: 'The latest billing runs',
      tag,
      output: RunsView,
      handle: async () => ({ runs: (await runs.list()).map(showRun) }),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/billing-runs/:runId',
      access: everyone,
      summary: 'One billing run',
      tag,
      input: { params: RunParams },
      output: RunView,
      handle: async ({ params }) => showRun(await runs.get(params.runId)),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/billing-runs/:runId/drafts',
      access: everyone,
      summary: 'Drafts of a run, those with exceptions unless all are asked for; 100 a page',
      tag,
      input: { params: RunParams, query: DraftsQuery },
      output: DraftsView,
      handle: async ({ params, query }) => {
        const drafts = await runs.drafts(params.runId, {
          exceptionsOnly: query.only === 'exceptions',
          page: query.page,
          size: 100,
        });
        return {
          drafts: drafts.map(draft => ({
            ...draft,
            energy: draft.energy === null ? null : toKwh(draft.energy),
          })),
        };
      },
    }),
  ];
}

function decisionRoutes(runs: BillingRuns): Route[] {
  const deciders = staff('finance', 'supervisor');
  return [
    defineRoute({
      method: 'post',
      path: '/staff/billing-runs/:runId/drafts/:accountNo/acceptance',
      access: staff('clerk', 'finance', 'supervisor'),
      summary: 'Lets a household with an exception be billed as drafted',
      tag,
      input: { params: DraftParams, body: AcceptDraftBody },
      output: RunView,
      handle: async ({ params, body, actor, requestId }) =>
        showRun(
          await runs.accept(params.runId, params.accountNo, body.note, {
            username: actor.username,
            requestId,
          }),
        ),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/billing-runs/:runId/approval',
      access: deciders,
      summary: 'Approves a run made by somebody else and issues its bills',
      tag,
      input: { params: RunParams },
      output: RunView,
      handle: async ({ params, actor, requestId }) =>
        showRun(await runs.approve(params.runId, { username: actor.username, requestId })),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/billing-runs/:runId/discard',
      access: staff('clerk', 'finance', 'supervisor'),
      summary: 'Throws a run away before it is approved, for a reason',
      tag,
      input: { params: RunParams, body: ReasonBody },
      output: RunView,
      handle: async ({ params, body, actor, requestId }) =>
        showRun(await runs.discard(params.runId, body.reason, { username: actor.username, requestId })),
    }),
  ];
}

function reversalRoute(reverseBill: ReverseBill): Route {
  return defineRoute({
    method: 'post',
    path: '/staff/bills/:billNo/reversal',
    access: staff('finance', 'supervisor'),
    summary: 'Reverses a bill; the next run of its month bills the household anew',
    tag,
    input: { params: BillNoParams, body: ReverseBillBody },
    output: ReversalView,
    status: 201,
    idempotent: true,
    handle: ({ params, body, actor, requestId }) =>
      reverseBill(params.billNo, body.reason, { username: actor.username, requestId }),
  });
}

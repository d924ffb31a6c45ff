/** The queue of differences: one person proposes, another decides. */

import { DecisionBody } from '../../http/decision-body.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { exportRoute } from '../../http/list-export.ts';
import { pageAndOne } from '../../http/page-and-one.ts';
import type { Clock } from '../../infra/clock.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { newRefundNo } from '../../shared/ids.ts';
import type { DifferenceRow, DifferencesRepository } from './differences.repository.ts';
import { differenceColumns, settlementColumns } from './export-tables.ts';
import { differenceNotFound, refusals } from './reconciliation.errors.ts';
import { checkRange, readers, tag, workers } from './reconciliation.routes.ts';
import {
  DifferenceList,
  DifferenceParam,
  DifferenceSearch,
  DifferenceView,
  ProposalBody,
  RangeQuery,
  Settlements,
  Shares,
} from './reconciliation.schemas.ts';
import type { ReportsRepository } from './reports.repository.ts';

const pageSize = 50;

export interface DifferencesDependencies {
  differences: DifferencesRepository;
  reports: ReportsRepository;
  audit: Audit;
  clock: Clock;
}

export function differenceRoutes(dependencies: DifferencesDependencies): Route[] {
  const { differences, clock } = dependencies;
  const find = async (id: number): Promise<DifferenceRow> => {
    const found = await differences.find(id);
    if (!found) throw differenceNotFound();
    return found;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/reconciliation/differences',
      access: readers,
      summary: 'What one side has otherwise than the other',
      tag,
      input: { query: DifferenceSearch },
      output: DifferenceList,
      async handle({ query: { page, ...search } }) {
        const [rows, waiting] = await Promise.all([
          pageAndOne((at, size) => differences.list(search, at, size), page, pageSize),
          differences.open(),
        ]);
        return { differences: rows.slice(0, pageSize), waiting, page, hasMore: rows.length > pageSize };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/reconciliation/differences/:id/proposal',
      access: workers,
      summary: 'Propose what becomes of a difference, with a reason; another person decides',
      tag,
      input: { params: DifferenceParam, body: ProposalBody },
      output: DifferenceView,
      idempotent: true,
      async handle({ params: { id }, body: { action, reason }, actor, requestId }) {
        const by = staffName(actor);
        const entry = {
          actor: by,
          action: 'difference.propose',
          subject: `difference:${id}`,
          detail: { action, reason },
          requestId,
        };
        await refusals(differences.propose(id, action, by, reason, entry));
        return find(id);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/reconciliation/differences/:id/decision',
      access: workers,
      summary: 'A second person approves what was proposed, and it is done; or rejects it',
      tag,
      input: { params: DifferenceParam, body: DecisionBody },
      output: DifferenceView,
      idempotent: true,
      async handle({ params: { id }, body: { approve, note }, actor, requestId }) {
        const by = staffName(actor);
        const entryOf = (result: string) => ({
          actor: by,
          action: 'difference.decide',
          subject: `difference:${id}`,
          detail: { approve, result, ...(note ? { note } : {}) },
          requestId,
        });
        await refusals(differences.decide(id, approve, by, newRefundNo(clock.now()), entryOf));
        return find(id);
      },
    }),
    ...reportRoutes(dependencies),
  ];
}

function reportRoutes({ differences, reports, audit, clock }: DifferencesDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/reconciliation/settlements',
      access: readers,
      summary: 'What sources have settled, day by day, and what they kept',
      tag,
      input: { query: RangeQuery },
      output: Settlements,
      async handle({ query }) {
        const { from, to } = checkRange(query);
        const settlements = await reports.settlements(from, to);
        const sum = (key: 'paidFen' | 'refundedFen' | 'feeFen' | 'netFen') =>
          settlements.reduce((total, row) => total + row[key], 0);
        const totals = {
          paidFen: sum('paidFen'),
          refundedFen: sum('refundedFen'),
          feeFen: sum('feeFen'),
          netFen: sum('netFen'),
        };
        return { settlements, totals };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/reconciliation/shares',
      access: readers,
      summary: 'What each channel has brought in, week by week',
      tag,
      input: { query: RangeQuery },
      output: Shares,
      async handle({ query }) {
        const { from, to } = checkRange(query);
        return { shares: await reports.shares(from, to) };
      },
    }),
    exportRoute(
      {
        list: 'reconciliation-differences',
        access: readers,
        summary: 'The differences of a range of days as a file',
        tag,
        filter: RangeQuery,
        columns: differenceColumns,
        async rows(query) {
          const { from, to } = checkRange(query);
          return differences.between(from, to);
        },
      },
      { audit, clock },
    ),
    exportRoute(
      {
        list: 'reconciliation-settlements',
        access: readers,
        summary: 'The settlements of a range of days as a file',
        tag,
        filter: RangeQuery,
        columns: settlementColumns,
        async rows(query) {
          const { from, to } = checkRange(query);
          return reports.settlements(from, to);
        },
      },
      { audit, clock },
    ),
  ];
}

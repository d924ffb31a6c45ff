/** Staff: the ladder, what may be done in it, and the rules behind it. */
import type { z } from 'zod';
import { type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { everyPage, exportRoute } from '../../http/list-export.ts';
import type { Audit } from '../../shared/audit.ts';
import { stateOfRow } from '../../shared/dated.ts';
import { businessDate } from '../../shared/dates.ts';
import type { SupplyControlModule } from '../supply-control/index.ts';
import type { BoardRepository } from './board.repository.ts';
import { boardColumns } from './board-columns.ts';
import { caseNotFound, ruleInThePast } from './dunning.errors.ts';
import {
  BoardFilters,
  BoardQuery,
  BoardView,
  CaseFileView,
  CaseParam,
  DecideBody,
  HoldBody,
  RestoreBody,
  RuleBody,
  RulesView,
  ServedBody,
  SubmitBody,
} from './dunning.schemas.ts';
import {
  decideCase,
  type HandleDependencies,
  holdCase,
  restoreCase,
  serveCase,
  submitCase,
} from './handle-case.ts';
import type { HelpRepository } from './help.repository.ts';
import type { RuleBook } from './rule-book.ts';
import type { RulesRepository } from './rules.repository.ts';
import { viewCase } from './views.ts';

export interface StaffRoutesDependencies extends HandleDependencies {
  board: BoardRepository;
  help: HelpRepository;
  rulesRepository: RulesRepository;
  book: RuleBook;
  audit: Audit;
  supply: Pick<SupplyControlModule, 'stateOf'>;
  /** After a decision: carry the ladder on now. */
  nudge(): void;
}

const tag = 'Staff: dunning';
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const pageSize = 50;

export function dunningStaffRoutes(dependencies: StaffRoutesDependencies): Route[] {
  return [...boardRoutes(dependencies), ...caseRoutes(dependencies), ...ruleRoutes(dependencies)];
}

function boardRoutes(dependencies: StaffRoutesDependencies): Route[] {
  const { board, clock, rules } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/staff/dunning',
      access: readers,
      summary: 'Cases of dunning: who stands on which step, and what stops the clock',
      tag,
      input: { query: BoardQuery },
      output: BoardView,
      async handle({ query: { page, ...filter } }) {
        const now = clock.now();
        const asked = { ...filter, limit: pageSize, offset: (page - 1) * pageSize };
        const [rows, total, counts, inForce] = await Promise.all([
          board.list(asked),
          board.count(asked),
          board.counts() as Promise<z.input<typeof BoardView>['counts']>,
          rules(),
        ]);
        return { total, counts, cases: rows.map(row => viewCase(row, now, inForce)) };
      },
    }),
    exportRoute(
      {
        list: 'dunning',
        access: readers,
        summary: 'Cases of dunning as a file',
        tag,
        filter: BoardFilters,
        columns: boardColumns,
        rows: filter =>
          everyPage((page, limit) => board.list({ ...filter, limit, offset: (page - 1) * limit })),
      },
      dependencies,
    ),
    defineRoute({
      method: 'get',
      path: '/staff/dunning/:caseNo',
      access: readers,
      summary: 'One case with its chain of evidence and everything that happened',
      tag,
      input: { params: CaseParam },
      output: CaseFileView,
      handle: ({ params: { caseNo } }) => showCase(caseNo, dependencies),
    }),
  ];
}

async function showCase(
  caseNo: string,
  { board, cases, help, supply, clock, rules }: StaffRoutesDependencies,
): Promise<z.input<typeof CaseFileView>> {
  const now = clock.now();
  const found = await board.find(caseNo);
  if (!found) throw caseNotFound();
  const { evidence, ...row } = found;
  const frozen = evidence as { at: string; debts: never[]; told: never[] } | null;
  const [debts, told, events, plans, needs, state] = await Promise.all([
    cases.debts(row.holderPeriodId, now),
    cases.told(caseNo),
    board.events(row.id),
    help.plans(row.holderPeriodId),
    help.needs(row.holderPeriodId),
    supply.stateOf(row.accountId),
  ]);
  // Told as it stands now: a receipt that came later makes the chain stronger, never weaker.
  const shownTold = told.map(each => ({ ...each, queuedAt: each.queuedAt.toISOString() }));
  return {
    ...viewCase(row, now, await rules()),
    evidence: {
      at: frozen?.at ?? now.toISOString(),
      frozen: frozen !== null,
      debts: frozen?.debts ?? debts,
      told: shownTold,
    },
    events,
    plans,
    needs: needs.map(({ id, kind }) => ({ id, kind: kind as never })),
    supply: { state: state?.state ?? 'connected', since: state?.since ?? null },
  };
}

function caseRoutes(dependencies: StaffRoutesDependencies): Route[] {
  const { nudge } = dependencies;
  const done = async (caseNo: string) => {
    nudge();
    return showCase(caseNo, dependencies);
  };
  const by = (given: { actor: StaffActor; params: { caseNo: string }; requestId: string }) => ({
    actor: given.actor,
    caseNo: given.params.caseNo,
    requestId: given.requestId,
  });
  return [
    defineRoute({
      method: 'post',
      path: '/staff/dunning/:caseNo/submit',
      access: staff('clerk', 'supervisor'),
      summary: 'The first person has looked at the evidence and asks for the suspension',
      tag,
      input: { params: CaseParam, body: SubmitBody },
      output: CaseFileView,
      async handle(given) {
        await submitCase(by(given), given.body.note, dependencies);
        return done(given.params.caseNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/dunning/:caseNo/decide',
      access: staff('supervisor'),
      summary: 'The second person approves the suspension or rejects it',
      tag,
      input: { params: CaseParam, body: DecideBody },
      output: CaseFileView,
      async handle(given) {
        const { decision, ...rest } = given.body;
        await decideCase(by(given), { approve: decision === 'approve', ...rest }, dependencies);
        return done(given.params.caseNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/dunning/:caseNo/hold',
      access: staff('clerk', 'supervisor'),
      summary: 'Let the ladder rest until a day',
      tag,
      input: { params: CaseParam, body: HoldBody },
      output: CaseFileView,
      async handle(given) {
        await holdCase(by(given), given.body, dependencies);
        return done(given.params.caseNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/dunning/:caseNo/served',
      access: staff('clerk', 'supervisor'),
      summary: 'The formal notice was served on paper: proof that it arrived',
      tag,
      input: { params: CaseParam, body: ServedBody },
      output: CaseFileView,
      async handle(given) {
        await serveCase(by(given), given.body, dependencies);
        return done(given.params.caseNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/dunning/:caseNo/restore',
      access: staff('supervisor'),
      summary: 'Bring power back although the debt is not paid',
      tag,
      input: { params: CaseParam, body: RestoreBody },
      output: CaseFileView,
      async handle(given) {
        await restoreCase(by(given), given.body.reason, dependencies);
        return done(given.params.caseNo);
      },
    }),
  ];
}

function ruleRoutes({ rulesRepository, book, clock, nudge }: StaffRoutesDependencies): Route[] {
  async function show(): Promise<z.input<typeof RulesView>> {
    const rows = await rulesRepository.all();
    const today = businessDate(clock.now());
    return {
      rules: rows.map(row => ({
        ...row,
        value: row.value as Record<string, unknown>,
        state: stateOfRow(row, rows, today),
      })),
    };
  }
  return [
    defineRoute({
      method: 'get',
      path: '/staff/dunning-rules',
      access: staff('clerk', 'finance', 'supervisor', 'administrator', 'auditor'),
      summary: 'The dated values of law and practice behind dunning, with the edition of each',
      tag,
      output: RulesView,
      handle: show,
    }),
    defineRoute({
      method: 'post',
      path: '/staff/dunning-rules',
      access: staff('supervisor', 'administrator'),
      summary: 'Set a value from a day on',
      tag,
      input: { body: RuleBody },
      output: RulesView,
      status: 201,
      idempotent: true,
      async handle({ actor, body, requestId }) {
        const { name, value, validFrom, edition, reason } = body;
        if (validFrom < businessDate(clock.now())) throw ruleInThePast();
        const setBy = `staff:${actor.username}`;
        await rulesRepository.set(
          { name, value, validFrom, edition, reason, setBy },
          {
            actor: setBy,
            action: 'dunning-rule.change',
            subject: `dunning-rule:${name}`,
            detail: { value, validFrom, edition, reason },
            requestId,
          },
        );
        book.forget();
        nudge();
        return show();
      },
    }),
  ];
}

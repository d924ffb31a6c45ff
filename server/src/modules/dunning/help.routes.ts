/** Staff: an account's ladder in its file, instalment plans and special needs. Residents: where their household stands. */
import { z } from 'zod';
import { household, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { type BusinessDate, businessDate, daysBetween } from '../../shared/dates.ts';
import { fen, showYuan } from '../../shared/money.ts';
import type { SupplyControlModule } from '../supply-control/index.ts';
import type { BoardRepository } from './board.repository.ts';
import {
  accountNotFound,
  needNotFound,
  nothingOwed,
  planExists,
  planNotFound,
  planParts,
  planSum,
} from './dunning.errors.ts';
import {
  AccountLadderView,
  AccountParam,
  IdParam,
  NeedBody,
  PlanBody,
  PlanParam,
  ReasonBody,
  ResidentView,
} from './dunning.schemas.ts';
import type { HelpRepository, Part } from './help.repository.ts';
import type { LateFeesRepository } from './late-fees.repository.ts';
import type { RuleBook } from './rule-book.ts';
import { viewCase } from './views.ts';

export interface HelpRoutesDependencies {
  board: BoardRepository;
  help: HelpRepository;
  fees: LateFeesRepository;
  supply: Pick<SupplyControlModule, 'stateOf'>;
  book: RuleBook;
  cipher: FieldCipher;
  clock: Clock;
  nudge(): void;
}

const tag = 'Staff: dunning';
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const writers = staff('clerk', 'supervisor');

export function helpRoutes(dependencies: HelpRoutesDependencies): Route[] {
  return [
    accountRoute(dependencies),
    ...planRoutes(dependencies),
    ...needRoutes(dependencies),
    residentRoute(dependencies),
  ];
}

async function ladderOf(
  accountNo: string,
  { board, help, fees, supply, cipher, clock }: HelpRoutesDependencies,
): Promise<z.input<typeof AccountLadderView>> {
  const now = clock.now();
  const holder = await help.holder(accountNo, now);
  if (!holder) throw accountNotFound();
  const [cases, plans, needs, lateFees, state] = await Promise.all([
    board.ofHolder(holder.holderPeriodId),
    help.plans(holder.holderPeriodId),
    help.needs(holder.holderPeriodId),
    fees.ofHolder(holder.holderPeriodId),
    supply.stateOf(holder.accountId),
  ]);
  return {
    cases: cases.map(row => viewCase(row, now)),
    plans,
    needs: needs.map(({ noteEnc, kind, id, addedBy, addedAt }) => ({
      id,
      kind: kind as never,
      note: noteEnc && cipher.decrypt(noteEnc),
      addedBy,
      addedAt,
    })),
    supply: { state: state?.state ?? 'connected', since: state?.since ?? null },
    lateFees,
  };
}

function accountRoute(dependencies: HelpRoutesDependencies): Route {
  return defineRoute({
    method: 'get',
    path: '/staff/accounts/:accountNo/dunning',
    access: readers,
    summary: "An account's ladder: cases, instalments, special needs, supply and late fees",
    tag,
    input: { params: AccountParam },
    output: AccountLadderView,
    handle: ({ params: { accountNo } }) => ladderOf(accountNo, dependencies),
  });
}

function planRoutes(dependencies: HelpRoutesDependencies): Route[] {
  const { board, help, book, clock, nudge } = dependencies;
  return [
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
        const audit = auditOf(
          by,
          'instalments.agree',
          `account:${accountNo}`,
          { debtFen, parts: parts.length },
          requestId,
        );
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
        const audit = auditOf(by, 'instalments.cancel', `instalments:${planNo}`, { reason }, requestId);
        if (!(await help.cancelPlan(planNo, clock.now(), audit))) throw planNotFound();
        nudge();
        return { planNo, status: 'cancelled' as const };
      },
    }),
  ];
}

function needRoutes(dependencies: HelpRoutesDependencies): Route[] {
  const { help, cipher, clock, nudge } = dependencies;
  return [
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/special-needs',
      access: writers,
      summary: 'Record, with consent, that a household must not be cut off',
      tag,
      input: { params: AccountParam, body: NeedBody },
      output: AccountLadderView,
      status: 201,
      idempotent: true,
      async handle({ actor, params: { accountNo }, body: { kind, note }, requestId }) {
        const now = clock.now();
        const holder = await help.holder(accountNo, now);
        if (!holder) throw accountNotFound();
        const by = `staff:${actor.username}`;
        // The log says that something was recorded, not what ails whom.
        const audit = auditOf(by, 'special-need.add', `account:${accountNo}`, { consent: true }, requestId);
        const noteEnc = note === undefined ? null : cipher.encrypt(note);
        await help.addNeed({ holderPeriodId: holder.holderPeriodId, kind, noteEnc, by, now }, audit);
        nudge();
        return ladderOf(accountNo, dependencies);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/special-needs/:id/end',
      access: writers,
      summary: 'End a record of special needs; its note is erased',
      tag,
      input: { params: IdParam, body: ReasonBody },
      output: z.object({ id: z.int() }),
      async handle({ actor, params: { id }, body: { reason }, requestId }) {
        const by = `staff:${actor.username}`;
        const audit = auditOf(by, 'special-need.end', `special-need:${id}`, { reason }, requestId);
        if (!(await help.endNeed(id, by, clock.now(), audit))) throw needNotFound();
        nudge();
        return { id };
      },
    }),
  ];
}

function residentRoute({ board, help, fees, supply, clock }: HelpRoutesDependencies): Route {
  return defineRoute({
    method: 'get',
    path: '/households/:accountNo/dunning',
    access: household('pay-only'),
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

const auditOf = (
  actor: string,
  action: string,
  subject: string,
  detail: Record<string, unknown>,
  requestId: string,
): AuditRecord => ({ actor, action, subject, detail, requestId });

/** Parts of a plan make up the debt, on ascending days from today on. */
function addsUp(parts: readonly Part[], debtFen: number, today: string): boolean {
  const sum = parts.reduce((total, { amountFen }) => total + amountFen, 0);
  const ascending = parts.every(({ dueOn }, index) => dueOn > (index === 0 ? '' : parts[index - 1]!.dueOn));
  return sum === debtFen && ascending && parts[0]!.dueOn >= today;
}

/** The dispatcher's board, one fault with its reports, and the limits. */
import { type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { stateOfRow } from '../../shared/dated.ts';
import { businessDate } from '../../shared/dates.ts';
import { limitsNow, photoReply, type RepairRoutesDependencies } from './crew.routes.ts';
import type { OrderRow } from './orders.repository.ts';
import type { RepairRuleRow } from './repair-rules.ts';
import { crewUnknown, orderNotFound } from './repairs.errors.ts';
import {
  BoardView,
  CaseOrderView,
  CaseParams,
  CrewsView,
  DeskActBody,
  DeskOrderView,
  MemberBody,
  MemberParams,
  OrderParams,
  PhotoParams,
  RuleBody,
  RulesView,
  WaitingView,
} from './repairs.schemas.ts';
import { subjectOf } from './repairs-core.ts';
import type { RulesRepository } from './rules.repository.ts';

const tag = 'Staff: repairs';
const readers = staff('clerk', 'supervisor', 'auditor');
const dispatchers = staff('clerk', 'supervisor');
const reportsShown = 200;
const figureDays = 30;
const day = 86_400_000;

export function deskRoutes(dependencies: RepairRoutesDependencies & { rules: RulesRepository }): Route[] {
  return [
    ...boardRoutes(dependencies),
    ...crewRosterRoutes(dependencies),
    ...orderRoutes(dependencies),
    ...ruleRoutes(dependencies),
  ];
}

function boardRoutes(dependencies: RepairRoutesDependencies): Route[] {
  const { core, show } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/staff/repairs',
      access: readers,
      summary: 'Open orders by urgency, grid points with their teams, and the figures of thirty days',
      tag,
      output: BoardView,
      async handle() {
        const limits = await limitsNow(dependencies);
        const [orders, points, teams, figures] = await Promise.all([
          core.board.openOrders(),
          core.board.points(),
          core.board.teams(),
          core.board.figures(new Date(limits.now.getTime() - figureDays * day)),
        ]);
        return {
          orders: orders.map(order => show.onBoard(order, limits)),
          points,
          teams,
          figures,
          now: limits.now.toISOString(),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/repairs/waiting',
      access: dispatchers,
      summary: 'How many orders wait for a dispatcher',
      tag,
      output: WaitingView,
      async handle() {
        const { count, oldestAt } = await core.board.countWaiting();
        return { count, oldestAt: oldestAt?.toISOString() ?? null };
      },
    }),
  ];
}

function crewRosterRoutes({ core }: RepairRoutesDependencies): Route[] {
  const list = async () => ({ members: await core.board.crews() });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/repair-crews',
      access: staff('supervisor', 'administrator'),
      summary: 'Who may be in a team, and in which one they are',
      tag,
      output: CrewsView,
      handle: list,
    }),
    defineRoute({
      method: 'put',
      path: '/staff/repair-crews/:username',
      access: staff('supervisor', 'administrator'),
      summary: 'Put somebody into a team, or into none',
      tag,
      input: { params: MemberParams, body: MemberBody },
      output: CrewsView,
      async handle({ actor, params: { username }, body: { teamId }, requestId }) {
        const done = await core.board.setTeam(username, teamId, {
          actor: `staff:${actor.username}`,
          action: 'repair-crew.set',
          subject: `staff:${username}`,
          detail: { teamId },
          requestId,
        });
        if (!done) throw crewUnknown();
        return list();
      },
    }),
  ];
}

function orderRoutes(dependencies: RepairRoutesDependencies): Route[] {
  const { core, pool, show, actOnOrder, audit, requireSeen } = dependencies;
  const shown = async (order: OrderRow, { username, roles }: StaffActor) =>
    show.forDesk(
      order,
      {
        reports: await core.faults.reports(order.faultId, reportsShown, {
          username,
          supervises: roles.includes('supervisor'),
        }),
        photos: await core.orders.photos(order.id),
        events: await core.orders.events(order.id),
        teams: await core.orders.teams(pool),
      },
      await limitsNow(dependencies),
    );
  return [
    defineRoute({
      method: 'get',
      path: '/staff/repairs/:orderNo',
      access: readers,
      summary: 'One order: its fault with all reports, its timeline, and the free teams by their way',
      tag,
      input: { params: OrderParams },
      output: DeskOrderView,
      async handle({ actor, params: { orderNo }, requestId }) {
        const order = await core.orders.find(orderNo);
        if (!order) throw orderNotFound();
        await audit.record({
          actor: `staff:${actor.username}`,
          action: 'repair.read',
          subject: subjectOf(orderNo),
          requestId,
        });
        return shown(order, actor);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/repairs/:orderNo/acts',
      access: dispatchers,
      summary: 'Dispatch to a team, take a report out, write a note, file, or cancel',
      tag,
      input: { params: OrderParams, body: DeskActBody },
      output: DeskOrderView,
      async handle({ actor, params: { orderNo }, body, requestId }) {
        await actOnOrder.asDesk({ actor, orderNo, requestId }, body);
        return shown((await core.orders.find(orderNo))!, actor);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/cases/:caseNo/repair',
      access: readers,
      summary: 'The order that mends what a case is about',
      tag,
      input: { params: CaseParams },
      output: CaseOrderView,
      async handle({ actor, params: { caseNo } }) {
        await requireSeen(caseNo, actor);
        const order = await core.orders.ofCaseNo(caseNo);
        if (!order) return { order: null };
        const { orderNo, status, teamName: team, reports } = order;
        return { order: { orderNo, status, team, reports } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/repairs/:orderNo/photos/:documentId',
      access: dispatchers,
      summary: 'Look at a photo of an order; every look is in the log',
      tag,
      input: { params: PhotoParams },
      async handle({ actor, params: { orderNo, documentId }, requestId }) {
        const by = { actor: `staff:${actor.username}`, requestId };
        return photoReply(await core.documents.view(documentId, subjectOf(orderNo), by));
      },
    }),
  ];
}

function ruleRoutes({ core, rules }: RepairRoutesDependencies & { rules: RulesRepository }): Route[] {
  const list = async () => {
    const rows = await rules.all();
    const today = businessDate(core.clock.now());
    return { rules: rows.map(row => showRule(row, rows, today)) };
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/repair-rules',
      access: staff('clerk', 'supervisor', 'administrator', 'auditor'),
      summary: 'Limits of repairs with their source and history',
      tag,
      output: RulesView,
      handle: list,
    }),
    defineRoute({
      method: 'post',
      path: '/staff/repair-rules',
      access: staff('administrator'),
      summary: 'A limit from a day on',
      tag,
      input: { body: RuleBody },
      output: RulesView,
      status: 201,
      idempotent: true,
      async handle({ actor, body, requestId }) {
        const setBy = `staff:${actor.username}`;
        await rules.set(
          { ...body, setBy },
          {
            actor: setBy,
            action: 'repair-rule.set',
            subject: `repair-rule:${body.name}`,
            detail: body,
            requestId,
          },
        );
        return list();
      },
    }),
  ];
}

const showRule = (row: RepairRuleRow, rows: readonly RepairRuleRow[], today: string) => ({
  name: row.name,
  value: row.value,
  validFrom: row.validFrom,
  source: row.source,
  setBy: row.setBy,
  setAt: row.setAt.toISOString(),
  state: stateOfRow(row, rows, today),
});

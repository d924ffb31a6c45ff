/** The crew's telephone: the orders of one's own team, and nothing else. */
import type { Pool } from 'pg';
import { type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import type { Audit } from '../../shared/audit.ts';
import { businessDate, startOfDay } from '../../shared/dates.ts';
import { largestUpload } from '../documents/index.ts';
import type { createActOnOrder } from './act-on-order.ts';
import type { OrderRow } from './orders.repository.ts';
import { orderNotFound, repairActNotPossible } from './repairs.errors.ts';
import {
  AddressesView,
  CrewActBody,
  CrewOrdersView,
  CrewOrderView,
  MomentQuery,
  OrderParams,
  PhotoParams,
  PhotoView,
} from './repairs.schemas.ts';
import type { RepairsCore } from './repairs-core.ts';
import { subjectOf, writeDown } from './repairs-core.ts';
import type { ShowOrder } from './show-order.ts';

export interface RepairRoutesDependencies {
  core: RepairsCore;
  pool: Pool;
  show: ShowOrder;
  actOnOrder: ReturnType<typeof createActOnOrder>;
  audit: Audit;
  /** @throws AppError case-not-found unless this colleague may read the case */
  requireSeen(caseNo: string, actor: StaffActor): Promise<void>;
}

const tag = 'Staff: repairs, crews';
const crews = staff('crew');
const reportsShown = 20;
/** Whom to ask, of many; the desk has all of them. */
const addressesShown = 20;

export async function limitsNow({ core, pool }: RepairRoutesDependencies) {
  return { now: core.clock.now(), warnMinutes: (await core.rules(pool))['warn-minutes'] };
}

/** Another team's order does not exist. */
async function ownOrder({ orders }: RepairsCore, actor: StaffActor, orderNo: string): Promise<OrderRow> {
  const team = await orders.teamOf(actor.username);
  const order = await orders.find(orderNo);
  if (!team || !order || order.teamId !== team.id) throw orderNotFound();
  return order;
}

export function crewRoutes(dependencies: RepairRoutesDependencies): Route[] {
  const { core, show, actOnOrder } = dependencies;
  const shown = async (order: OrderRow, { username }: StaffActor) => {
    const reports = await core.faults.reports(order.faultId, reportsShown, { username, supervises: false });
    const photos = await core.orders.photos(order.id);
    return show.forCrew(order, { reports, photos }, await limitsNow(dependencies));
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/crew/orders',
      access: crews,
      summary: 'What my team has now, and what it did today',
      tag,
      output: CrewOrdersView,
      async handle({ actor }) {
        const team = await core.orders.teamOf(actor.username);
        const limits = await limitsNow(dependencies);
        const today = startOfDay(businessDate(limits.now));
        const rows = team ? await core.board.ofTeam(team.id, today) : [];
        return {
          team: team?.name ?? null,
          orders: rows.map(row => show.brief(row, limits)),
          now: limits.now.toISOString(),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/crew/orders/:orderNo',
      access: crews,
      summary: 'One order of my team, with what was reported',
      tag,
      input: { params: OrderParams },
      output: CrewOrderView,
      handle: async ({ actor, params }) => shown(await ownOrder(core, actor, params.orderNo), actor),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/crew/orders/:orderNo/acts',
      access: crews,
      summary: 'Accept, arrive, finish with cause and remedy, or send back with a reason',
      tag,
      input: { params: OrderParams, body: CrewActBody },
      output: CrewOrderView,
      async handle({ actor, params: { orderNo }, body, requestId }) {
        await actOnOrder.asCrew({ actor, orderNo, requestId }, body);
        return shown((await core.orders.find(orderNo))!, actor);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/crew/orders/:orderNo/addresses',
      access: crews,
      summary: 'Where to go and whom to call, once the order is accepted; it is in the log',
      tag,
      input: { params: OrderParams },
      output: AddressesView,
      async handle({ actor, params: { orderNo }, requestId }) {
        const order = await ownOrder(core, actor, orderNo);
        // Whoever may still let it lapse has no need of it, nor whoever has finished.
        if (order.status !== 'accepted' && order.status !== 'arrived') throw repairActNotPossible();
        const now = core.clock.now();
        const rows = await core.faults.addresses(order.faultId, businessDate(now), addressesShown);
        await core.inTransaction(tx =>
          writeDown(core, tx, order, {
            act: 'reveal',
            actor: `staff:${actor.username}`,
            at: now,
            requestId,
            detail: { count: rows.length },
          }),
        );
        return { addresses: rows.map(show.address) };
      },
    }),
    ...photoRoutes(dependencies),
  ];
}

function photoRoutes({ core }: RepairRoutesDependencies): Route[] {
  const { documents } = core;
  return [
    defineRoute({
      method: 'post',
      path: '/staff/crew/orders/:orderNo/photos',
      access: crews,
      summary: 'A photo of before or after: the bytes are the body',
      tag,
      input: { params: OrderParams, query: MomentQuery },
      bodyType: 'raw',
      bodyLimit: largestUpload,
      output: PhotoView,
      status: 201,
      idempotent: true,
      async handle({ actor, params: { orderNo }, query: { moment }, rawBody, requestId }) {
        const { teamId } = await ownOrder(core, actor, orderNo);
        const by = `staff:${actor.username}`;
        const photo = await documents.takeIn(rawBody, {
          subject: subjectOf(orderNo),
          class: 'photo',
          addedBy: by,
        });
        await core.inTransaction(async tx => {
          const order = await core.orders.lock(tx, orderNo);
          if (order?.teamId !== teamId) throw orderNotFound();
          if (order.status !== 'arrived' && order.status !== 'done') throw repairActNotPossible();
          const at = core.clock.now();
          await documents.add(tx, photo);
          await core.orders.addPhoto(tx, { documentId: photo.id, orderId: order.id, moment, by, at });
          await writeDown(core, tx, order, { act: 'photo', actor: by, at, requestId, detail: { moment } });
        });
        return { documentId: photo.id, mediaType: photo.mediaType, size: photo.size };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/crew/orders/:orderNo/photos/:documentId',
      access: crews,
      summary: 'Look at a photo of my order; every look is in the log',
      tag,
      input: { params: PhotoParams },
      async handle({ actor, params: { orderNo, documentId }, requestId }) {
        await ownOrder(core, actor, orderNo);
        const by = { actor: `staff:${actor.username}`, requestId };
        return photoReply(await documents.view(documentId, subjectOf(orderNo), by));
      },
    }),
  ];
}

export const photoReply = ({ mediaType, content }: { mediaType: string; content: Buffer }) =>
  rawReply({
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': 'inline',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
    body: content,
  });

/** The desk's outages: drafts, what is announced, who was told. */
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { everyPage, exportRoute } from '../../http/list-export.ts';
import { pageAndOne } from '../../http/page-and-one.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Audit } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import type { createAnnounce } from './announce.ts';
import type { CheckPlan } from './check-plan.ts';
import { outageColumns } from './outage-columns.ts';
import { outageNotFound } from './outages.errors.ts';
import type { OutagesRepository } from './outages.repository.ts';
import {
  BuildingsView,
  ChangeBody,
  EditBody,
  OutageFileView,
  OutageFilters,
  OutageListView,
  OutageParams,
  OutageSearchQuery,
  PlaceQuery,
  PlacesView,
  PlanBody,
  PreviewBody,
  PreviewView,
  ReasonBody,
  RecipientQuery,
  RecipientsView,
  RestoreBody,
} from './outages.schemas.ts';
import type { PlacesRepository } from './places.repository.ts';
import type { ReadOutage } from './read-outage.ts';
import type { RecipientsRepository } from './recipients.repository.ts';
import type { ResidentOutagesRepository } from './resident-outages.repository.ts';
import { showAccount, showStaff } from './show-outage.ts';
import { type createWritePlan, resolvePlaces } from './write-plan.ts';

export interface StaffRoutesDependencies {
  clock: Clock;
  audit: Audit;
  outages: OutagesRepository;
  places: PlacesRepository;
  recipients: RecipientsRepository;
  residents: ResidentOutagesRepository;
  checkPlan: CheckPlan;
  readOutage: ReadOutage;
  writePlan: ReturnType<typeof createWritePlan>;
  announce: ReturnType<typeof createAnnounce>;
  /** On the pool, outside any transaction. */
  pool: Parameters<CheckPlan>[0];
}

export const tag = 'Staff: outages';
export const readers = staff('clerk', 'supervisor', 'administrator', 'auditor');
export const workers = staff('clerk', 'supervisor');
export const nameOf = ({ username }: { username: string }) => `staff:${username}`;
const pageSize = 50;
const placesShown = 30;

export function staffOutageRoutes(dependencies: StaffRoutesDependencies): Route[] {
  return [...readingRoutes(dependencies), ...writingRoutes(dependencies), ...announcingRoutes(dependencies)];
}

function readingRoutes(dependencies: StaffRoutesDependencies): Route[] {
  const { pool, clock, outages, places, recipients, residents, checkPlan, readOutage } = dependencies;
  const idOf = async (outageNo: string) => {
    const outage = await outages.find(outageNo);
    if (!outage) throw outageNotFound();
    return outage.id;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/outages',
      access: readers,
      summary: 'Outages; those ahead and under way first, nearest first',
      tag,
      input: { query: OutageSearchQuery },
      output: OutageListView,
      async handle({ query: { page, ...search } }) {
        const rows = await pageAndOne((at, size) => outages.list(search, at, size), page, pageSize);
        const shown = rows.slice(0, pageSize).map(({ areas, accounts, told, expected, ...row }) => ({
          ...showStaff(row),
          areas,
          accounts,
          told,
          expected,
        }));
        return { outages: shown, page, hasMore: rows.length > pageSize };
      },
    }),
    exportRoute(
      {
        list: 'outages',
        access: readers,
        summary: 'Outages as a file',
        tag,
        filter: OutageFilters,
        columns: outageColumns,
        rows: search => everyPage((page, size) => outages.list(search, page, size)),
      },
      dependencies,
    ),
    defineRoute({
      method: 'get',
      path: '/staff/outages/:outageNo',
      access: readers,
      summary: 'One outage with its places, rules, negotiations, tellings and timeline',
      tag,
      input: { params: OutageParams },
      output: OutageFileView,
      handle: ({ params }) => readOutage(params.outageNo),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/outage-places',
      access: readers,
      summary:
        'Transformer areas, buildings and accounts by part of their name or number, with how many accounts lie behind',
      tag,
      input: { query: PlaceQuery },
      output: PlacesView,
      async handle({ query: { q } }) {
        const [areas, buildings, ids] = await Promise.all([
          places.findAreas(q, placesShown),
          places.findBuildings(q, placesShown),
          places.accountIdsOf([q]),
        ]);
        const accounts = await places.accountsShown([...ids.values()], 1);
        return { areas, buildings, accounts: accounts.map(showAccount) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/outage-previews',
      access: readers,
      summary:
        'Whom a plan would concern, how many would be told, and what the rules ask of it now; writes nothing',
      tag,
      input: { body: PreviewBody },
      bodyLimit: 512 * 1024,
      output: PreviewView,
      async handle({ body: { kind, fromAt, untilAt, knownAt = null, outageNo, ...input } }) {
        const at = await resolvePlaces(places, input);
        const outageId = outageNo === undefined ? undefined : await idOf(outageNo);
        const plan = { fromAt, untilAt, ...at };
        const now = clock.now();
        const [counts, checked] = await Promise.all([
          places.count(at.areaIds, at.accountIds, businessDate(now)),
          checkPlan(pool, { kind, plan, knownAt, ...(outageId === undefined ? {} : { outageId }) }),
        ]);
        const { requirements, large, agreed } = checked;
        return { counts, requirements, weighty: checked.weighty.map(showAccount), large, agreed, now };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/outages/:outageNo/recipients',
      access: readers,
      summary: 'Who was told what, and what became of each notice',
      tag,
      input: { params: OutageParams, query: RecipientQuery },
      output: RecipientsView,
      async handle({ params, query: { page, version, state } }) {
        const id = await idOf(params.outageNo);
        const [rows, totals] = await Promise.all([
          pageAndOne((at, size) => recipients.list(id, { version, state }, at, size), page, pageSize),
          recipients.totals(id, version),
        ]);
        return { recipients: rows.slice(0, pageSize), totals, page, hasMore: rows.length > pageSize };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/outages/:outageNo/buildings',
      access: readers,
      summary: 'The buildings concerned, each with a notice to print',
      tag,
      input: { params: OutageParams },
      output: BuildingsView,
      async handle({ params }) {
        const rows = await residents.buildings(await idOf(params.outageNo), 2000);
        return {
          buildings: rows.map(({ premisesId, district, street, building, homes }) => ({
            premisesId,
            name: `${district}${street}${building}`,
            homes,
          })),
        };
      },
    }),
  ];
}

function writingRoutes({ writePlan, readOutage }: StaffRoutesDependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/outages',
      access: workers,
      summary: 'Draft an outage',
      tag,
      input: { body: PlanBody },
      bodyLimit: 512 * 1024,
      output: OutageFileView,
      status: 201,
      idempotent: true,
      handle: async ({ actor, body, requestId }) =>
        readOutage(await writePlan.create(body, nameOf(actor), requestId)),
    }),
    defineRoute({
      method: 'put',
      path: '/staff/outages/:outageNo',
      access: workers,
      summary:
        'Edit an outage that is not announced yet; large customers are asked again when its time moves',
      tag,
      input: { params: OutageParams, body: EditBody },
      bodyLimit: 512 * 1024,
      output: OutageFileView,
      async handle({ actor, params: { outageNo }, body, requestId }) {
        await writePlan.edit(outageNo, body, nameOf(actor), requestId);
        return readOutage(outageNo);
      },
    }),
  ];
}

function announcingRoutes({ announce, readOutage }: StaffRoutesDependencies): Route[] {
  const plain = (act: 'publish' | 'begin' | 'close', summary: string) =>
    defineRoute({
      method: 'post',
      path: `/staff/outages/:outageNo/${act}`,
      access: workers,
      summary,
      tag,
      input: { params: OutageParams },
      output: OutageFileView,
      idempotent: true,
      async handle({ actor, params: { outageNo }, requestId }) {
        await announce[act](outageNo, { by: nameOf(actor), requestId });
        return readOutage(outageNo);
      },
    });
  return [
    plain(
      'publish',
      'Announce it: everybody concerned is told. Refused while a rule is neither kept nor excepted',
    ),
    plain('begin', 'The power went off before or without the announced moment'),
    plain('close', 'Nothing remains to be done'),
    defineRoute({
      method: 'post',
      path: '/staff/outages/:outageNo/change',
      access: workers,
      summary: 'Announce other times or places; everybody already told hears of it',
      tag,
      input: { params: OutageParams, body: ChangeBody },
      bodyLimit: 512 * 1024,
      output: OutageFileView,
      idempotent: true,
      async handle({ actor, params: { outageNo }, body, requestId }) {
        await announce.change(outageNo, body, { by: nameOf(actor), requestId });
        return readOutage(outageNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/outages/:outageNo/cancel',
      access: workers,
      summary: 'Cancel it; everybody already told hears of it',
      tag,
      input: { params: OutageParams, body: ReasonBody },
      output: OutageFileView,
      idempotent: true,
      async handle({ actor, params: { outageNo }, body, requestId }) {
        await announce.cancel(outageNo, body.reason, { by: nameOf(actor), requestId });
        return readOutage(outageNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/outages/:outageNo/restore',
      access: workers,
      summary: 'The power is back, now or since a moment before; everybody told hears of it',
      tag,
      input: { params: OutageParams, body: RestoreBody },
      output: OutageFileView,
      idempotent: true,
      async handle({ actor, params: { outageNo }, body, requestId }) {
        await announce.restore(outageNo, body.restoredAt, { by: nameOf(actor), requestId });
        return readOutage(outageNo);
      },
    }),
  ];
}

/** What a resident sees of repairs: what is known before reporting, and who comes and when afterwards. */
import { household, resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { orderNotFound } from './repairs.errors.ts';
import { AccountParams, CaseParams, CaseRepairView, KnownFaultsView } from './repairs.schemas.ts';
import type { RepairsCore } from './repairs-core.ts';
import type { ShowOrder } from './show-order.ts';

/** Announced for a household, as the outages module knows it. */
export interface AnnouncedOutage {
  outageNo: string;
  kind: string;
  status: string;
  reason: string;
  area: string;
  fromAt: Date;
  untilAt: Date;
}

interface Dependencies {
  core: RepairsCore;
  show: ShowOrder;
  caseOfPerson(caseNo: string, personId: string): Promise<{ id: number } | undefined>;
  outagesOf(accountId: number, from: Date, until: Date): Promise<AnnouncedOutage[]>;
}

const tag = 'Repairs';
/** What begins within a day is worth a word as well. */
const aheadMs = 86_400_000;

export function residentRepairRoutes({ core, show, caseOfPerson, outagesOf }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/known-faults',
      access: household('pay-only'),
      summary: 'What is known before one reports: faults where this household is, and outages of today',
      tag,
      input: { params: AccountParams },
      output: KnownFaultsView,
      async handle({ household: { accountId } }) {
        const now = core.clock.now();
        const faults = await core.faults.knownAt(accountId);
        const outages = await outagesOf(accountId, now, new Date(now.getTime() + aheadMs));
        return {
          faults: faults.map(fault => ({
            ...fault,
            openedAt: fault.openedAt.toISOString(),
            arriveDueAt: fault.arriveDueAt.toISOString(),
            arrivedAt: fault.arrivedAt?.toISOString() ?? null,
            restoreDueAt: fault.restoreDueAt.toISOString(),
          })),
          outages: outages.map(outage => ({
            ...outage,
            fromAt: outage.fromAt.toISOString(),
            untilAt: outage.untilAt.toISOString(),
          })),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/cases/:caseNo/repair',
      access: resident(),
      summary: 'Of a fault I reported: who comes, by when, and how far it is',
      tag,
      input: { params: CaseParams },
      output: CaseRepairView,
      async handle({ actor, params: { caseNo } }) {
        const said = await caseOfPerson(caseNo, actor.personId);
        if (!said) throw orderNotFound();
        const order = await core.orders.ofCase(said.id);
        return { repair: order ? show.forCustomer(order) : null };
      },
    }),
  ];
}

/** A case of the kind 故障抢修 reports a fault: it joins the one that is known there, or opens it with its order. */
import type { PoolClient } from 'pg';
import type { RepairCase } from '../cases/index.ts';
import { queueNotice } from '../messages/index.ts';
import { dispatchNearest } from './dispatch.ts';
import type { ReportedPlace } from './faults.repository.ts';
import type { OrderRow } from './orders.repository.ts';
import { placeOfReport } from './place-of-report.ts';
import { limitsFrom, minutesAfter } from './repair-rules.ts';
import type { RepairsCore } from './repairs-core.ts';
import { writeDown } from './repairs-core.ts';
import { whomToTell } from './whom-to-tell.ts';

const dayMinutes = 24 * 60;

export interface Report {
  case: Omit<RepairCase, 'answerDueAt'>;
  /** person, or staff:<username> */
  actor: string;
  at: Date;
  requestId?: string | undefined;
  /** Mended before, and not well: it is another fault with another visit, whatever is open there. */
  again?: true;
  /** Its order was cancelled, and somebody is to go after all. */
  resent?: true;
  /** A report taken out of another fault. */
  alone?: true;
}

/** In the transaction that opens the case: there is no report without its order. */
export async function takeReport(core: RepairsCore, tx: PoolClient, report: Report): Promise<void> {
  const { faults, orders } = core;
  const { at } = report;
  const place = await placeOfReport(core, tx, report.case.id);
  const rules = await core.rules(tx);
  const before = report.again
    ? await faults.orderOfCase(tx, report.case.id)
    : await faults.visitBefore(tx, place, minutesAfter(at, -rules['second-visit-days'] * dayMinutes));
  const known = await knownFault(core, tx, place, report);
  const faultId = known ?? (await faults.create(tx, place, at, !report.again && !report.alone));
  const reportId = await faults.join(tx, faultId, report.case.id, at);
  const order = known
    ? await orders.lockOfFault(tx, faultId)
    : await orders.create(tx, { faultId, openedAt: at, ...limitsFrom(at, place.areaKind, rules) });
  await writeDown(core, tx, order, {
    act: known ? 'join' : 'open',
    actor: report.actor,
    at,
    requestId: report.requestId,
    detail: { case: report.case.caseNo },
  });
  if (before !== undefined && before !== order.id && !order.secondVisitOf)
    await orders.change(tx, order.id, { secondVisitOfId: before });
  if (!known) await dispatchNearest(core, tx, order, { actor: 'system', at });
  await tellReceived(core, tx, report, order);
  // Whoever comes late hears who is on the way as well.
  if (order.acceptedBy)
    await core.tellings.beginOfOne(tx, reportId, {
      faultId,
      what: 'on-way',
      round: order.dispatches,
      madeBy: order.acceptedBy,
      at,
    });
}

async function knownFault(
  { faults }: RepairsCore,
  tx: PoolClient,
  { placeKey }: ReportedPlace,
  { again, alone }: Report,
): Promise<number | undefined> {
  if (placeKey === null || again || alone) return undefined;
  await faults.holdPlace(tx, placeKey);
  return faults.findOpen(tx, placeKey);
}

/** In place of the word that every other case is answered with: of a fault one wants to know when somebody comes. */
async function tellReceived(
  { cipher }: RepairsCore,
  tx: PoolClient,
  { case: said, again, resent, alone }: Report,
  order: OrderRow,
): Promise<void> {
  if (alone) return;
  const { id, caseNo } = said;
  const whom = whomToTell(said, cipher);
  // Whoever calls hears it on the telephone.
  if (!whom || 'phone' in whom) return;
  await queueNotice(tx, {
    dedupeKey: `repair:${caseNo}:received${again || resent ? `:${order.orderNo}` : ''}`,
    event: 'repair-received',
    personId: null,
    holderPeriodId: null,
    ...whom,
    params: { caseNo, dueAt: (order.arrivedAt ? order.restoreDueAt : order.arriveDueAt).toISOString() },
    source: { table: 'service_cases', id },
  });
}

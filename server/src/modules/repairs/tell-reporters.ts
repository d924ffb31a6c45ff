/**
 * Tells everybody who reported a fault, in batches: cases, notices and the place that is reached are written in one
 * transaction, so that a process that dies in the middle has told nobody twice and forgets nobody.
 */
import type { PoolClient } from 'pg';
import { shanghaiClock } from '../../shared/dates.ts';
import type { RepairCase } from '../cases/index.ts';
import { queueNotice } from '../messages/index.ts';
import type { OrderRow } from './orders.repository.ts';
import { causeNames } from './repair-order.ts';
import type { RepairsCore } from './repairs-core.ts';
import type { Telling } from './tellings.repository.ts';
import { whomToTell } from './whom-to-tell.ts';

const batchSize = 50;

export function createTellReporters(core: RepairsCore, logWarning: (error: unknown) => void) {
  const { inTransaction, tellings, clock, crashPoints, nudge, sms } = core;
  let running: Promise<void> = Promise.resolve();

  /** @returns whether there is more */
  async function batch(id: number): Promise<boolean> {
    return inTransaction(async tx => {
      const telling = await tellings.take(tx, id);
      if (!telling) return false;
      const asked = await tellings.next(tx, telling, batchSize);
      const cursor = asked.at(-1)?.reportId ?? telling.cursor;
      // What is read after that holds for these cases until the end; one that was taken out just now is told by its own fault.
      await core.cases.hold(
        tx,
        asked.map(({ caseId }) => caseId),
      );
      const reports = await tellings.next(tx, { ...telling, untilId: cursor }, batchSize);
      const order = await core.orders.ofFault(tx, telling.faultId);
      // A crew that has meanwhile lost the order is not on its way.
      const stale = telling.what === 'on-way' && (telling.round !== order.dispatches || !order.acceptedBy);
      if (!stale) for (const { caseId } of reports) await tellOne(core, tx, telling, order, caseId);
      const through = stale || asked.length < batchSize;
      await tellings.reached(tx, id, cursor, through ? clock.now() : null);
      crashPoints.reach('repair-batch-told');
      return !through;
    });
  }

  async function tellAll(signal?: AbortSignal): Promise<void> {
    // What cannot be told now is tried again the next time; nobody behind it waits for that.
    for (const id of await tellings.unfinished()) await tellThrough(id, signal).catch(logWarning);
  }

  async function tellThrough(id: number, signal?: AbortSignal): Promise<void> {
    let more = !signal?.aborted;
    while (more) {
      more = (await batch(id)) && !signal?.aborted;
      nudge();
      sms.nudge();
    }
  }

  return {
    tellAll,
    /** Right after an act. Never throws: the job goes on with what was cut off. */
    soon(): void {
      running = running.then(() => tellAll()).catch(logWarning);
    },
    idle: () => running,
  };
}

export type TellReporters = ReturnType<typeof createTellReporters>;

/** What the case says of it, and whom it is told to. */
async function writeInCase(
  { cases, clock, cipher }: RepairsCore,
  tx: PoolClient,
  { what, madeBy }: Telling,
  order: OrderRow,
  caseId: number,
): Promise<RepairCase | undefined> {
  const by = { username: madeBy, at: clock.now(), requestId: `repair-${order.orderNo}` };
  if (what === 'on-way') return cases.take(tx, caseId, by);
  if (what === 'called-off') return cases.giveBack(tx, caseId, by);
  return cases.solve(tx, caseId, {
    ...by,
    orderNo: order.orderNo,
    words: `故障已修复，供电已恢复。原因：${order.cause ? causeNames[order.cause] : '—'}。如仍无电，请点“不满意”重新办理。`,
    cause: order.cause ? causeNames[order.cause] : '',
    remedy: order.remedyEnc ? cipher.decrypt(order.remedyEnc) : '',
  });
}

async function tellOne(
  core: RepairsCore,
  tx: PoolClient,
  telling: Telling,
  order: OrderRow,
  caseId: number,
): Promise<void> {
  const { what, round, faultId } = telling;
  const said = await writeInCase(core, tx, telling, order, caseId);
  const whom = said && whomToTell(said, core.cipher);
  if (!whom) return;
  const { caseNo } = said;
  if ('phone' in whom) return tellCaller(core, tx, telling, order, { caseNo, phone: whom.phone });
  const to = 'personId' in whom ? `person:${whom.personId}` : `holder:${whom.holderPeriodId}`;
  const notice = {
    // Whoever reported twice is one person.
    dedupeKey: `repair:${faultId}:${what}:${round}:${to}`,
    personId: null,
    holderPeriodId: null,
    ...whom,
    source: { table: 'service_cases', id: caseId },
  };
  if (what === 'on-way')
    return queueNotice(tx, {
      ...notice,
      event: 'repair-on-way',
      params: { caseNo, crew: crewOf(order), dueAt: order.arriveDueAt.toISOString() },
    });
  if (what === 'called-off')
    return queueNotice(tx, {
      ...notice,
      event: 'case-updated',
      params: { caseNo, dueAt: said.answerDueAt.toISOString() },
    });
  await queueNotice(tx, {
    ...notice,
    event: 'repair-restored',
    params: { caseNo, restoredAt: (order.doneAt ?? core.clock.now()).toISOString() },
  });
}

const crewOf = ({ teamName, crewName }: OrderRow) => [teamName, crewName].filter(Boolean).join(' ');

/** Month, day and minute: a text message has little room. */
const minuteOf = (at: Date) => shanghaiClock(at).slice(5, 16);

/** Whoever telephoned and is not in the hall is told where they can be reached. */
async function tellCaller(
  { sms, cipher, clock }: RepairsCore,
  tx: PoolClient,
  { what, round, faultId }: Telling,
  order: OrderRow,
  { caseNo, phone }: { caseNo: string; phone: string },
): Promise<void> {
  const to = `phone:${cipher.hash('phone', phone).toString('hex')}`;
  const message = { phone, language: 'zh' as const, dedupeKey: `repair:${faultId}:${what}:${round}:${to}` };
  if (what === 'on-way')
    return sms.queueSql(tx, {
      ...message,
      template: 'caller-on-way',
      params: { caseNo, crew: crewOf(order), dueAt: minuteOf(order.arriveDueAt) },
    });
  if (what === 'restored')
    return sms.queueSql(tx, {
      ...message,
      template: 'caller-restored',
      params: { caseNo, restoredAt: minuteOf(order.doneAt ?? clock.now()) },
    });
  // Whom nobody was announced to waits for nobody.
  if (order.acceptedAt)
    await sms.queueSql(tx, { ...message, template: 'caller-called-off', params: { caseNo } });
}

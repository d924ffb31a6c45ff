/** What crews and dispatchers do to an order: under its lock, with its line in timeline and audit log in one transaction. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import { dispatchTo } from './dispatch.ts';
import type { OrderChange, OrderRow } from './orders.repository.ts';
import { type CrewAct, type DeskAct, statusAfter } from './repair-order.ts';
import { restoreDue } from './repair-rules.ts';
import { notInFault, orderNotFound, repairActNotPossible, repairChanged } from './repairs.errors.ts';
import type { CrewActInput, DeskActInput } from './repairs.schemas.ts';
import type { RepairsCore } from './repairs-core.ts';
import { subjectOf, writeDown } from './repairs-core.ts';
import { takeReport } from './take-report.ts';
import type { TellReporters } from './tell-reporters.ts';
import type { TellingWhat } from './tellings.repository.ts';

interface Asked {
  actor: StaffActor;
  orderNo: string;
  requestId: string;
}

export function createActOnOrder(core: RepairsCore, teller: TellReporters) {
  const { inTransaction, orders, faults, clock } = core;

  /** @throws AppError repair-not-found (another team's does not exist for a crew), repair-changed, repair-act-not-possible */
  async function held(
    tx: PoolClient,
    { orderNo }: Asked,
    { act, version }: { act: CrewAct | DeskAct; version: number },
    teamId?: number,
  ): Promise<OrderRow> {
    // The fault before its order, as whoever joins it holds them.
    await faults.holdOfOrder(tx, orderNo);
    const order = await orders.lock(tx, orderNo);
    if (!order || (teamId !== undefined && order.teamId !== teamId)) throw orderNotFound();
    // A note takes nothing from anybody.
    if (act !== 'note' && version !== order.version) throw repairChanged({ who: await lastHand(tx, order) });
    if (!statusAfter(order.status, act)) throw repairActNotPossible();
    return order;
  }

  async function lastHand(tx: PoolClient, { id }: OrderRow): Promise<string> {
    const last = (await orders.events(id, tx)).at(-1);
    return last?.actor.startsWith('staff:') ? last.actor.slice('staff:'.length) : (last?.teamName ?? '—');
  }

  return {
    async asCrew(asked: Asked, input: CrewActInput): Promise<void> {
      const team = await orders.teamOf(asked.actor.username);
      if (!team) throw orderNotFound();
      await inTransaction(async tx => {
        const order = await held(tx, asked, input, team.id);
        const doing = {
          act: input.act,
          actor: `staff:${asked.actor.username}`,
          at: clock.now(),
          requestId: asked.requestId,
        };
        await orders.change(tx, order.id, await changeOf(core, tx, order, input, doing));
        const words = 'words' in input ? input.words : undefined;
        const detail = input.act === 'finish' ? { cause: input.cause } : {};
        await writeDown(core, tx, order, { ...doing, words, detail });
        await makeKnown(tx, order, input.act, asked.actor.username, doing.at);
      });
      teller.soon();
    },

    async asDesk(asked: Asked, input: DeskActInput): Promise<void> {
      await inTransaction(async tx => {
        // The case before its fault, as whoever works on it holds them.
        const waits = input.act === 'separate' ? await holdWaiting(core, tx, input.caseNo) : true;
        const order = await held(tx, asked, input);
        if (!waits) throw notInFault();
        const by = { actor: `staff:${asked.actor.username}`, at: clock.now(), requestId: asked.requestId };
        const words = 'words' in input ? input.words : undefined;
        if (input.act === 'dispatch') return dispatchTo(core, tx, order, input.teamId, { ...by, words });
        if (input.act === 'separate') await separate(core, tx, order, input.caseNo, by);
        if (input.act === 'archive') {
          await orders.change(tx, order.id, { status: 'archived', archivedAt: by.at });
          await core.documents.endSubject(tx, subjectOf(order.orderNo), by.at);
        }
        if (input.act === 'cancel') {
          await cancelOrder(core, tx, order);
          await tell(tx, order, 'called-off', asked.actor.username, by.at);
        }
        const detail = input.act === 'separate' ? { case: input.caseNo } : {};
        await writeDown(core, tx, order, { act: input.act, ...by, words, detail });
      });
      teller.soon();
    },
  };

  async function makeKnown(tx: PoolClient, order: OrderRow, act: CrewAct, madeBy: string, at: Date) {
    if (act === 'finish') await faults.end(tx, order.faultId, 'restored', at);
    if (act === 'accept') await tell(tx, order, 'on-way', madeBy, at);
    if (act === 'finish') await tell(tx, order, 'restored', madeBy, at);
  }

  function tell(tx: PoolClient, order: OrderRow, what: TellingWhat, madeBy: string, at: Date) {
    const { faultId, dispatches: round } = order;
    return core.tellings.begin(tx, { faultId, what, round, madeBy, at });
  }
}

async function changeOf(
  { rules, cipher }: RepairsCore,
  tx: PoolClient,
  order: OrderRow,
  input: CrewActInput,
  { at, actor }: { at: Date; actor: string },
): Promise<OrderChange> {
  const acceptedBy = actor.slice('staff:'.length);
  switch (input.act) {
    case 'accept':
      return { status: 'accepted', acceptedAt: at, acceptedBy, acceptBy: null };
    case 'arrive': {
      const restoreDueAt = restoreDue(at, order.areaKind, await rules(tx));
      return {
        status: 'arrived',
        arrivedAt: at,
        restoreDueAt,
        restoreWarnedAt: null,
        restoreEscalatedAt: null,
      };
    }
    case 'finish':
      return { status: 'done', doneAt: at, cause: input.cause, remedyEnc: cipher.encrypt(input.words) };
    case 'send-back':
      // Whoever comes next has to arrive as well.
      return { status: 'returned', teamId: null, acceptBy: null, acceptedBy: null, arrivedAt: null };
  }
}

/** @returns whether its customer waits for a crew: of what was taken back or answered, nobody goes out once more */
async function holdWaiting({ cases, faults }: RepairsCore, tx: PoolClient, caseNo: string): Promise<boolean> {
  const caseId = await faults.caseOf(tx, caseNo);
  if (caseId === undefined) return false;
  await cases.hold(tx, [caseId]);
  return faults.waits(tx, caseId);
}

async function separate(
  core: RepairsCore,
  tx: PoolClient,
  order: OrderRow,
  caseNo: string,
  by: { actor: string; at: Date; requestId: string },
): Promise<void> {
  const caseId = await core.faults.leave(tx, order.faultId, caseNo);
  if (caseId === undefined) throw notInFault();
  await core.orders.change(tx, order.id, {});
  const said = { id: caseId, caseNo, personId: null, holderPeriodId: null, contactPhoneEnc: null };
  await takeReport(core, tx, { case: said, ...by, alone: true });
}

/** Nothing is mended, and nobody goes. */
export async function cancelOrder(
  { orders, faults }: Pick<RepairsCore, 'orders' | 'faults'>,
  tx: PoolClient,
  order: OrderRow,
): Promise<void> {
  await orders.change(tx, order.id, { status: 'cancelled', teamId: null, acceptBy: null, acceptedBy: null });
  await faults.end(tx, order.faultId, 'cancelled', null);
}

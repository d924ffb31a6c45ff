/** Who goes: the nearest free team by itself, or the one a dispatcher names. */
import type { PoolClient } from 'pg';
import { nearestTeam } from './nearest-team.ts';
import type { FreeTeamRow, OrderRow } from './orders.repository.ts';
import { minutesAfter } from './repair-rules.ts';
import { reasonMissing, teamBusy, teamUnknown } from './repairs.errors.ts';
import type { RepairsCore } from './repairs-core.ts';
import { writeDown } from './repairs-core.ts';

interface By {
  actor: string;
  at: Date;
  requestId?: string | undefined;
}

/** Gives a waiting order to the nearest free team that has not had it yet. @returns the team, if one was free */
export async function dispatchNearest(
  core: RepairsCore,
  tx: PoolClient,
  order: OrderRow,
  by: By,
): Promise<FreeTeamRow | undefined> {
  const { orders } = core;
  if (order.lat === null || order.lon === null) return undefined;
  await orders.holdDispatch(tx);
  const hadIt = await orders.teamsThatHadIt(tx, order.id);
  const free = (await orders.teams(tx)).filter(team => team.free && !hadIt.includes(team.id));
  const team = nearestTeam({ lat: order.lat, lon: order.lon }, free);
  if (team) await give(core, tx, order, team, { ...by, detail: { chosen: 'nearest' } });
  return team;
}

/** @throws AppError repair-team-unknown, repair-team-busy, repair-reason-missing */
export async function dispatchTo(
  core: RepairsCore,
  tx: PoolClient,
  order: OrderRow,
  teamId: number,
  by: By & { words: string | undefined },
): Promise<void> {
  const { orders } = core;
  await orders.holdDispatch(tx);
  const teams = await orders.teams(tx);
  const team = teams.find(({ id }) => id === teamId);
  if (!team) throw teamUnknown();
  if (!team.free) throw teamBusy({ team: team.name });
  const nearest =
    order.lat !== null && order.lon !== null
      ? nearestTeam(
          { lat: order.lat, lon: order.lon },
          teams.filter(({ free }) => free),
        )
      : undefined;
  // Taking it from a team that has it wants a reason as well.
  const plain = (!nearest || nearest.id === team.id) && order.teamId === null;
  if (!plain && !by.words) throw reasonMissing({ team: nearest?.name ?? team.name });
  const detail = { chosen: nearest?.id === team.id ? 'nearest' : 'dispatcher' };
  await give(core, tx, order, team, { ...by, detail });
}

async function give(
  core: RepairsCore,
  tx: PoolClient,
  order: OrderRow,
  team: FreeTeamRow,
  {
    actor,
    at,
    requestId,
    words,
    detail,
  }: By & { words?: string | undefined; detail: Record<string, unknown> },
): Promise<void> {
  const { 'accept-minutes': minutes } = await core.rules(tx);
  await core.orders.change(tx, order.id, {
    status: 'dispatched',
    teamId: team.id,
    dispatches: order.dispatches + 1,
    dispatchedAt: at,
    acceptBy: minutesAfter(at, minutes),
    acceptedAt: null,
    acceptedBy: null,
    arrivedAt: null,
  });
  const again = order.dispatches > 0 ? { again: order.dispatches } : {};
  await writeDown(core, tx, order, {
    act: 'dispatch',
    actor,
    at,
    requestId,
    words,
    detail: { ...detail, team: team.name, ...again },
    teamId: team.id,
  });
}

/**
 * What the clock does: a team that has not accepted loses the order to the next one, and what waits is tried again, because
 * a team may have become free. Each order in a transaction of its own.
 */
export async function keepDispatching(core: RepairsCore, signal?: AbortSignal): Promise<void> {
  for (const orderNo of await core.board.lapsed(core.clock.now())) {
    if (signal?.aborted) return;
    await core.inTransaction(tx => lapse(core, tx, orderNo));
  }
  for (const orderNo of await core.board.waiting()) {
    if (signal?.aborted) return;
    await core.inTransaction(async tx => {
      const order = await core.orders.lock(tx, orderNo);
      if (order?.status === 'waiting')
        await dispatchNearest(core, tx, order, { actor: 'system', at: core.clock.now() });
    });
  }
}

async function lapse(core: RepairsCore, tx: PoolClient, orderNo: string): Promise<void> {
  const at = core.clock.now();
  const order = await core.orders.lock(tx, orderNo);
  // It may have been accepted while this was waited for.
  if (order?.status !== 'dispatched' || order.acceptBy! >= at) return;
  await core.orders.change(tx, order.id, { status: 'waiting', teamId: null, acceptBy: null });
  await writeDown(core, tx, order, { act: 'lapse', actor: 'system', at, detail: { team: order.teamName } });
  await dispatchNearest(core, tx, { ...order, teamId: null }, { actor: 'system', at });
}

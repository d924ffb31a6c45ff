import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { AskLargeCustomers } from './negotiate.ts';
import { type OutageAct, type OutageKind, type OutageStatus, statusAfter } from './outage.ts';
import { actNotPossible, outageNotFound, placesMissing, placeUnknown, timesWrong } from './outages.errors.ts';
import type { OutageRow, OutagesRepository } from './outages.repository.ts';
import type { PlacesRepository } from './places.repository.ts';

export interface PlanInput {
  kind: OutageKind;
  reason: string;
  /** Made of the names of the places when left out. */
  area?: string | undefined;
  fromAt: Date;
  untilAt: Date;
  knownAt?: Date | undefined;
  areaIds: number[];
  accountNos: string[];
  /** A home of each building that is meant as a whole. */
  buildingIds: number[];
}

export type PlacesInput = Pick<PlanInput, 'areaIds' | 'accountNos' | 'buildingIds'>;

export interface Places {
  areaIds: number[];
  accountIds: number[];
}

/** Numbers and names become rows. @throws AppError outage-place-unknown, outage-places-missing */
export async function resolvePlaces(places: PlacesRepository, input: PlacesInput): Promise<Places> {
  const areas = await places.areasOf(input.areaIds);
  const missingArea = input.areaIds.find(id => !areas.some(({ areaId }) => areaId === id));
  if (missingArea !== undefined) throw placeUnknown({ place: missingArea });
  const byNo = await places.accountIdsOf(input.accountNos);
  const missing = input.accountNos.find(accountNo => !byNo.has(accountNo));
  if (missing !== undefined) throw placeUnknown({ place: missing });
  const accountIds = new Set(byNo.values());
  for (const building of input.buildingIds) {
    const found = await places.accountsOfBuilding(building);
    if (found.length === 0) throw placeUnknown({ place: building });
    for (const id of found) accountIds.add(id);
  }
  if (areas.length === 0 && accountIds.size === 0) throw placesMissing();
  return { areaIds: areas.map(({ areaId }) => areaId), accountIds: [...accountIds] };
}

const namesShown = 3;

/** What the place is called in notices when nobody has given it a name. */
export async function nameOfPlaces(
  places: PlacesRepository,
  { areaIds, accountIds }: Places,
): Promise<string> {
  const areas = await places.areasOf(areaIds);
  const homes = await places.accountsShown(accountIds, 500);
  const buildings = new Set(homes.map(({ street, building }) => `${street}${building}`));
  const names = [...areas.map(({ name }) => name), ...buildings];
  return names.length <= namesShown
    ? names.join('、')
    : `${names.slice(0, namesShown).join('、')}等${names.length}处`;
}

interface Dependencies {
  clock: Clock;
  outages: OutagesRepository;
  places: PlacesRepository;
  /** A large customer that an edit adds while others are being asked is asked as well. */
  askLargeCustomers: AskLargeCustomers;
}

export function createWritePlan({ clock, outages, places, askLargeCustomers }: Dependencies) {
  async function planOf(input: PlanInput, at: Places) {
    const now = clock.now();
    if (input.untilAt <= input.fromAt || input.untilAt <= now) throw timesWrong();
    const { kind, reason, fromAt, untilAt } = input;
    const area = input.area || (await nameOfPlaces(places, at));
    return { kind, reason, area, fromAt, untilAt, knownAt: kind === 'fault' ? (input.knownAt ?? now) : null };
  }
  return {
    async create(input: PlanInput, by: string, requestId: string): Promise<string> {
      const at = await resolvePlaces(places, input);
      const plan = await planOf(input, at);
      return outages.inTransaction(async tx => {
        const outage = await outages.create(tx, plan, by, clock.now());
        await outages.setPlaces(tx, outage.id, at.areaIds, at.accountIds);
        const detail = { kind: plan.kind, areas: at.areaIds.length, accounts: at.accountIds.length };
        await outages.record(tx, outage, { act: 'create', by, at: clock.now(), detail, requestId });
        return outage.outageNo;
      });
    },

    /** The kind stays: a planned outage does not become a fault by being edited. */
    async edit(
      outageNo: string,
      input: Omit<PlanInput, 'kind'>,
      by: string,
      requestId: string,
    ): Promise<void> {
      const at = await resolvePlaces(places, input);
      await outages.inTransaction(async tx => {
        const { outage } = await begin(tx, outages, outageNo, 'edit');
        const plan = await planOf(
          { ...input, kind: outage.kind, knownAt: input.knownAt ?? outage.knownAt ?? undefined },
          at,
        );
        await outages.savePlan(tx, outage.id, plan);
        await outages.setPlaces(tx, outage.id, at.areaIds, at.accountIds);
        const detail = {
          fromAt: plan.fromAt,
          untilAt: plan.untilAt,
          areas: at.areaIds.length,
          accounts: at.accountIds.length,
        };
        await outages.record(tx, outage, { act: 'edit', by, at: clock.now(), detail, requestId });
        if (outage.status === 'negotiating')
          await askLargeCustomers(tx, { ...outage, ...plan }, at, by, null);
      });
    },
  };
}

/** Locks the outage and says where the act leads. @throws AppError outage-not-found, outage-act-not-possible */
export async function begin(
  tx: PoolClient,
  outages: OutagesRepository,
  outageNo: string,
  act: OutageAct,
): Promise<{ outage: OutageRow; next: OutageStatus }> {
  const outage = await outages.lock(tx, outageNo);
  if (!outage) throw outageNotFound();
  const next = statusAfter(outage.status, act);
  if (!next) throw actNotPossible();
  return { outage, next };
}

import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import { beginTelling } from './begin-telling.ts';
import { type CheckPlan, refuseUnkept } from './check-plan.ts';
import { nothingChanged, startMoved, timesWrong } from './outages.errors.ts';
import type { OutageRow, OutagesRepository } from './outages.repository.ts';
import type { PlacesRepository } from './places.repository.ts';
import type { NewTelling, TellingsRepository } from './tellings.repository.ts';
import { begin, nameOfPlaces, type Places, type PlacesInput, resolvePlaces } from './write-plan.ts';

interface Dependencies {
  clock: Clock;
  outages: OutagesRepository;
  places: PlacesRepository;
  tellings: TellingsRepository;
  checkPlan: CheckPlan;
}

export interface ChangeInput {
  fromAt: Date;
  untilAt: Date;
  reason: string;
  area?: string | undefined;
  /** The same places when left out. */
  places?: PlacesInput | undefined;
}

interface Difference {
  before: Places;
  after: Places;
  area: string;
  moved: boolean;
  prolonged: boolean;
  /** Accounts that were not concerned before, and that no longer are. */
  added: number;
  removed: number;
}

/**
 * New times or places. What was announced keeps its notice: hours outside the announced ones and further homes are checked anew.
 * @throws AppError outage-nothing-changed, outage-start-moved, outage-times-wrong, and what the rules refuse
 */
export async function announceChange(
  tx: PoolClient,
  dependencies: Dependencies,
  { outageNo, input, by, requestId }: { outageNo: string; input: ChangeInput; by: string; requestId: string },
): Promise<NewTelling> {
  const { clock, outages, tellings } = dependencies;
  const at = clock.now();
  const { outage, next } = await begin(tx, outages, outageNo, 'change');
  const { fromAt, untilAt, reason } = input;
  if (untilAt <= fromAt || untilAt <= at) throw timesWrong();
  const difference = await compare(tx, dependencies, outage, input);
  if (outage.status === 'under-way' && difference.moved) throw startMoved();
  const noticeKept = await refuseUnkeptChange(tx, dependencies, outage, input, difference);

  const { after, area, added, removed } = difference;
  await outages.savePlan(tx, outage.id, { ...outage, fromAt, untilAt, reason, area });
  if (!noticeKept) await outages.markNoticeBroken(tx, outage.id);
  await outages.setPlaces(tx, outage.id, after.areaIds, after.accountIds);
  await outages.move(tx, outage.id, next);
  const version = await outages.nextVersion(tx, outage.id);
  const expected = await tellings.standing(tx, outage.id);
  const before = { fromAt: outage.fromAt, untilAt: outage.untilAt };
  const detail = { version, from: before, to: { fromAt, untilAt }, added, removed };
  await outages.record(tx, outage, { act: 'change', by, at, detail, requestId });
  const changed = { ...outage, fromAt, untilAt, reason, area };
  const news = { version, what: 'changed', by, at, narrowed: removed > 0, expected } as const;
  return beginTelling(tx, tellings, changed, news);
}

async function compare(
  tx: PoolClient,
  { outages, places }: Dependencies,
  outage: OutageRow,
  { fromAt, untilAt, reason, area: named, places: chosen }: ChangeInput,
): Promise<Difference> {
  const before = await outages.places(tx, outage.id);
  const after = chosen ? await resolvePlaces(places, chosen) : before;
  const added = await places.countAdded(tx, before, after);
  const removed = await places.countAdded(tx, after, before);
  const area = named ?? (added + removed > 0 ? await nameOfPlaces(places, after) : outage.area);
  const moved = fromAt.getTime() !== outage.fromAt.getTime();
  const prolonged = untilAt.getTime() !== outage.untilAt.getTime();
  if (!moved && !prolonged && added + removed === 0 && reason === outage.reason && area === outage.area)
    throw nothingChanged();
  return { before, after, area, moved, prolonged, added, removed };
}

/**
 * While the power is off its end moves freely: what lasts longer than planned cannot be announced days ahead.
 * @returns whether the notice is kept without an exception
 */
async function refuseUnkeptChange(
  tx: PoolClient,
  { checkPlan }: Dependencies,
  { id: outageId, kind, knownAt, status, fromAt: announcedFrom, untilAt: announcedUntil }: OutageRow,
  { fromAt, untilAt }: ChangeInput,
  { after, moved, prolonged, added }: Difference,
): Promise<boolean> {
  const checked = await checkPlan(tx, { kind, knownAt, outageId, plan: { fromAt, untilAt, ...after } });
  const isPlan = status !== 'under-way';
  const unannounced = added > 0 || (isPlan && (fromAt < announcedFrom || untilAt > announcedUntil));
  const otherTimes = isPlan && (moved || prolonged || added > 0);
  const requirements = checked.requirements.filter(({ rule }) =>
    rule === 'negotiation' ? otherTimes : unannounced,
  );
  refuseUnkept({ ...checked, requirements });
  return requirements.every(({ rule, met, blocks }) => met || !blocks || rule === 'negotiation');
}

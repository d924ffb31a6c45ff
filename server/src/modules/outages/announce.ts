/** Publishing, changing, cancelling and restoring: what everybody concerned hears of. The telling itself is done in batches afterwards. */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import { businessDate } from '../../shared/dates.ts';
import { announceChange, type ChangeInput } from './announce-change.ts';
import { beginTelling } from './begin-telling.ts';
import { type CheckedPlan, type CheckPlan, refuseUnkept } from './check-plan.ts';
import type { NegotiationsRepository } from './negotiations.repository.ts';
import { restoredAtWrong, timesWrong } from './outages.errors.ts';
import type { OutageRow, OutagesRepository } from './outages.repository.ts';
import type { PlacesRepository } from './places.repository.ts';
import type { NewTelling, TellingsRepository } from './tellings.repository.ts';
import { begin } from './write-plan.ts';

interface Dependencies {
  clock: Clock;
  outages: OutagesRepository;
  places: PlacesRepository;
  tellings: TellingsRepository;
  negotiations: NegotiationsRepository;
  checkPlan: CheckPlan;
  /** Begins to tell at once instead of at the job's next turn. */
  tellSoon(telling: NewTelling): Promise<void>;
  nudge(): void;
}

/** Who acts, in which request. */
export interface Acting {
  by: string;
  requestId: string;
}

export function createAnnounce(dependencies: Dependencies) {
  const { clock, outages, tellings, tellSoon, nudge } = dependencies;
  const inTransaction = outages.inTransaction;
  return {
    async publish(outageNo: string, acting: Acting): Promise<void> {
      await tellSoon(await inTransaction(tx => publish(tx, dependencies, outageNo, acting)));
    },

    async change(outageNo: string, input: ChangeInput, acting: Acting): Promise<void> {
      await tellSoon(
        await inTransaction(tx => announceChange(tx, dependencies, { outageNo, input, ...acting })),
      );
    },

    /** Before publication only those who were asked hear of it; afterwards everybody who was told. */
    async cancel(outageNo: string, reason: string, { by, requestId }: Acting): Promise<void> {
      const telling = await inTransaction(async tx => {
        const at = clock.now();
        const { outage, next } = await begin(tx, outages, outageNo, 'cancel');
        await outages.move(tx, outage.id, next, { cancelledAt: at });
        await outages.record(tx, outage, { act: 'cancel', by, at, detail: { reason }, requestId });
        if (outage.version === 0) return tellAsked(tx, dependencies, outage);
        const version = await outages.nextVersion(tx, outage.id);
        const expected = await tellings.standing(tx, outage.id);
        const news = { version, what: 'cancelled', by, at, expected } as const;
        return beginTelling(tx, tellings, { ...outage, reason }, news);
      });
      if (telling) await tellSoon(telling);
      nudge();
    },

    async begin(outageNo: string, { by, requestId }: Acting): Promise<void> {
      await inTransaction(async tx => {
        const at = clock.now();
        const { outage, next } = await begin(tx, outages, outageNo, 'begin');
        await outages.move(tx, outage.id, next, { begunAt: at });
        await outages.record(tx, outage, { act: 'begin', by, at, requestId });
      });
    },

    async restore(outageNo: string, since: Date | undefined, { by, requestId }: Acting): Promise<void> {
      const telling = await inTransaction(async tx => {
        const at = clock.now();
        const { outage, next } = await begin(tx, outages, outageNo, 'restore');
        const restoredAt = since ?? at;
        if (restoredAt > at || (outage.begunAt && restoredAt < outage.begunAt)) throw restoredAtWrong();
        await outages.move(tx, outage.id, next, { restoredAt });
        await outages.record(tx, outage, { act: 'restore', by, at, detail: { restoredAt }, requestId });
        const version = await outages.nextVersion(tx, outage.id);
        const expected = await tellings.standing(tx, outage.id);
        const untilAt = restoredAt > outage.fromAt ? restoredAt : outage.untilAt;
        const news = { version, what: 'restored', by, at, expected } as const;
        return beginTelling(tx, tellings, { ...outage, untilAt }, news);
      });
      await tellSoon(telling);
    },

    async close(outageNo: string, { by, requestId }: Acting): Promise<void> {
      await inTransaction(async tx => {
        const at = clock.now();
        const { outage, next } = await begin(tx, outages, outageNo, 'close');
        await outages.move(tx, outage.id, next, { closedAt: at });
        await outages.record(tx, outage, { act: 'close', by, at, requestId });
      });
    },
  };
}

async function publish(
  tx: PoolClient,
  { clock, outages, tellings, checkPlan }: Dependencies,
  outageNo: string,
  { by, requestId }: Acting,
): Promise<NewTelling> {
  const at = clock.now();
  const { outage, next } = await begin(tx, outages, outageNo, 'publish');
  const { id: outageId, kind, knownAt, fromAt, untilAt } = outage;
  if (untilAt <= at) throw timesWrong();
  const places = await outages.places(tx, outageId);
  const checked = await checkPlan(tx, { kind, knownAt, outageId, plan: { fromAt, untilAt, ...places } });
  refuseUnkept(checked);
  const expected = await tellings.countRecipients(tx, outageId, businessDate(at));
  await outages.markPublished(tx, outageId, at, isTimely(checked));
  await outages.move(tx, outageId, next);
  const exceptions = checked.requirements
    .filter(({ met, overridden }) => !met && overridden)
    .map(({ rule }) => rule);
  const minutes = knownAt && Math.round((at.getTime() - knownAt.getTime()) / 60_000);
  const detail = { expected, exceptions, ...(minutes === null ? {} : { minutesSinceKnown: minutes }) };
  await outages.record(tx, outage, { act: 'publish', by, at, detail, requestId });
  return beginTelling(tx, tellings, outage, { version: 1, what: 'published', by, at, expected });
}

/** Whether the notice kept its limit by itself, exceptions aside. */
const isTimely = ({ requirements }: CheckedPlan) =>
  requirements.every(({ rule, met }) => rule === 'negotiation' || met);

/** Large customers who were asked about an outage that will not be. */
async function tellAsked(
  tx: PoolClient,
  { clock, negotiations }: Dependencies,
  outage: OutageRow,
): Promise<void> {
  const now = clock.now();
  for (const { id, rounds } of await negotiations.of(tx, outage.id)) {
    const last = rounds.at(-1);
    if (last)
      await negotiations.queueProposal(tx, id, last.round, 'outage-cancelled', now, businessDate(now));
  }
}

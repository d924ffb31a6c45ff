/** Large customers are asked before a planned outage is announced: propose, counter, agree. */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import { businessDate } from '../../shared/dates.ts';
import type { NegotiationRow, NegotiationsRepository, Round } from './negotiations.repository.ts';
import { isLarge } from './outage.ts';
import { limitsAt } from './outage-rules.ts';
import {
  nobodyToAsk,
  onlyPlannedNegotiated,
  proposalAnswered,
  proposalNotFound,
  timesWrong,
} from './outages.errors.ts';
import type { OutageRow, OutagesRepository } from './outages.repository.ts';
import type { PlacesRepository } from './places.repository.ts';
import type { RulesRepository } from './rules.repository.ts';
import { begin, type Places } from './write-plan.ts';

interface Dependencies {
  clock: Clock;
  outages: OutagesRepository;
  places: PlacesRepository;
  negotiations: NegotiationsRepository;
  rules: RulesRepository;
  /** Lets what was queued leave at once. */
  nudge(): void;
}

type Times = Pick<OutageRow, 'fromAt' | 'untilAt'>;
const same = (round: Times, times: Times) =>
  round.fromAt.getTime() === times.fromAt.getTime() && round.untilAt.getTime() === times.untilAt.getTime();

/** What the utility has to say next: agree to what the customer asked for, propose what was not proposed yet, or nothing. */
function nextRound({ rounds }: NegotiationRow, times: Times): Round['act'] | undefined {
  const last = rounds.at(-1);
  if (!last || !same(last, times)) return 'propose';
  return last.act === 'counter' ? 'agree' : undefined;
}

/** Says the outage's times to every large customer among the places who has not heard them. @returns how many were asked */
export type AskLargeCustomers = (
  tx: PoolClient,
  outage: Pick<OutageRow, 'id' | 'fromAt' | 'untilAt'>,
  at: Places,
  by: string,
  note: string | null,
) => Promise<number>;

export function createAskLargeCustomers({
  clock,
  places,
  negotiations,
  rules,
}: Omit<Dependencies, 'outages' | 'nudge'>): AskLargeCustomers {
  return async (tx, { id, fromAt, untilAt }, at, by, note) => {
    const now = clock.now();
    const { answerWithinHours } = limitsAt(await rules.all(), now);
    const answerByAt = new Date(now.getTime() + answerWithinHours * 3_600_000);
    const large = (await places.weighty(tx, at.areaIds, at.accountIds))
      .filter(({ importance }) => isLarge(importance))
      .map(({ accountId }) => accountId);
    await negotiations.open(tx, id, large, now);
    const open = (await negotiations.of(tx, id)).filter(({ accountId }) => large.includes(accountId));
    for (const negotiation of open) {
      const act = nextRound(negotiation, { fromAt, untilAt });
      if (!act) continue;
      const round = await negotiations.addRound(tx, {
        negotiationId: negotiation.id,
        side: 'utility',
        act,
        fromAt,
        untilAt,
        note,
        answerByAt: act === 'propose' ? answerByAt : null,
        by,
        holderPeriodId: null,
        at: now,
      });
      if (act === 'propose')
        await negotiations.queueProposal(
          tx,
          negotiation.id,
          round,
          'outage-proposal',
          now,
          businessDate(now),
        );
    }
    return large.length;
  };
}

export interface Answer {
  act: 'agree' | 'counter';
  /** Of a counter. */
  fromAt?: Date | undefined;
  untilAt?: Date | undefined;
  note?: string | undefined;
}

export function createNegotiate(dependencies: Dependencies & { askLargeCustomers: AskLargeCustomers }) {
  const { clock, outages, negotiations, askLargeCustomers, nudge } = dependencies;
  /** A customer's answer to the utility's last word. Late answers count as long as the outage has not been decided. */
  async function answer(
    negotiationId: number,
    household: { accountId: number; holderPeriodId: number },
    said: Answer,
    by: string,
    requestId: string,
  ): Promise<void> {
    const now = clock.now();
    await outages.inTransaction(async tx => {
      const proposal = await negotiations.lock(tx, negotiationId, household.accountId);
      if (!proposal) throw proposalNotFound();
      const last = proposal.rounds.at(-1);
      const open = ['negotiating', 'published', 'changed'].includes(proposal.status);
      if (last?.act !== 'propose' || !open) throw proposalAnswered();
      const { fromAt = last.fromAt, untilAt = last.untilAt } = said.act === 'counter' ? said : last;
      if (untilAt <= fromAt || fromAt <= now) throw timesWrong();
      await negotiations.addRound(tx, {
        negotiationId,
        side: 'customer',
        act: said.act,
        fromAt,
        untilAt,
        note: said.note ?? null,
        answerByAt: null,
        by,
        holderPeriodId: household.holderPeriodId,
        at: now,
      });
      const outage = { id: proposal.outageId, outageNo: proposal.outageNo };
      const detail = { negotiationId, fromAt, untilAt };
      await outages.record(tx, outage, { act: `customer-${said.act}`, by, at: now, detail, requestId });
    });
  }

  return {
    /** Proposes times: before publication they become the outage's own, afterwards they wait for the change that announces them. */
    async propose(
      outageNo: string,
      { fromAt, untilAt, note }: Times & { note: string | null },
      by: string,
      requestId: string,
    ): Promise<void> {
      if (untilAt <= fromAt || untilAt <= clock.now()) throw timesWrong();
      await outages.inTransaction(async tx => {
        const { outage, next } = await begin(tx, outages, outageNo, 'propose');
        if (outage.kind !== 'planned') throw onlyPlannedNegotiated();
        const at = await outages.places(tx, outage.id);
        if ((await askLargeCustomers(tx, { id: outage.id, fromAt, untilAt }, at, by, note)) === 0)
          throw nobodyToAsk();
        if (outage.version === 0) await outages.savePlan(tx, outage.id, { ...outage, fromAt, untilAt });
        await outages.move(tx, outage.id, next);
        const detail = { fromAt, untilAt, note };
        await outages.record(tx, outage, { act: 'propose', by, at: clock.now(), detail, requestId });
      });
      nudge();
    },

    answer,

    /** What the customer said by telephone or letter, taken down by staff. */
    async takeAnswer(
      { outageNo, id }: { outageNo: string; id: number },
      said: Answer & { note: string },
      by: string,
      requestId: string,
    ): Promise<void> {
      const party = await negotiations.party(outageNo, id, businessDate(clock.now()));
      if (!party) throw proposalNotFound();
      await answer(id, party, said, by, requestId);
    },
  };
}

export type Negotiate = ReturnType<typeof createNegotiate>;

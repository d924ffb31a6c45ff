import { household, resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import { businessDate } from '../../shared/dates.ts';
import type { Negotiate } from './negotiate.ts';
import type { NegotiationsRepository } from './negotiations.repository.ts';
import { announced } from './outage.ts';
import { limitsAt } from './outage-rules.ts';
import { outageNotFound } from './outages.errors.ts';
import type { OutagesRepository } from './outages.repository.ts';
import {
  AccountNoParams,
  AnswerBody,
  BoardBody,
  BoardListingView,
  MyOutagesView,
  MyOutageView,
  OutageParams,
  ProposalParams,
  ProposalsView,
} from './outages.schemas.ts';
import type { ResidentOutagesRepository } from './resident-outages.repository.ts';
import type { RulesRepository } from './rules.repository.ts';
import { showHome, showProposal, showPublic } from './show-outage.ts';
import type { TellingsRepository } from './tellings.repository.ts';

export interface ResidentRoutesDependencies {
  clock: Clock;
  outages: OutagesRepository;
  residents: ResidentOutagesRepository;
  negotiations: NegotiationsRepository;
  tellings: TellingsRepository;
  rules: RulesRepository;
  negotiate: Negotiate;
}

const tag = 'outages';
const dayMs = 86_400_000;
/** The calendar looks back a quarter. */
const shownForDays = 92;

export function residentOutageRoutes(dependencies: ResidentRoutesDependencies): Route[] {
  const { clock, outages, residents, tellings } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/outages',
      access: resident(),
      summary: 'Outages of the homes I am bound to in full, those of the last quarter among them',
      tag,
      output: MyOutagesView,
      async handle({ actor }) {
        const now = clock.now();
        const since = new Date(now.getTime() - shownForDays * dayMs);
        const rows = await residents.ofPerson(actor.personId, businessDate(now), since);
        return { outages: rows.map(row => ({ ...showPublic(row), homes: row.homes.map(showHome) })) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/outages/:outageNo',
      access: resident(),
      summary: 'One announced outage, with my homes in it and what was announced before',
      tag,
      input: { params: OutageParams },
      output: MyOutageView,
      async handle({ actor, params }) {
        const row = await outages.find(params.outageNo);
        if (!row || row.version === 0 || !announced.includes(row.status)) throw outageNotFound();
        const homes = await residents.homesIn(actor.personId, businessDate(clock.now()), row.id);
        const buildings = await residents.buildingsOf(
          row.id,
          homes.map(({ accountNo }) => accountNo),
        );
        const history = (await tellings.of(row.id)).map(({ what, beganAt, fromAt, untilAt, reason }) => ({
          what,
          at: beganAt,
          fromAt,
          untilAt,
          reason,
        }));
        const notices = buildings.map(({ premisesId, district, street, building }) => ({
          name: `${district}${street}${building}`,
          path: `/o/${row.outageNo}/notice?building=${premisesId}`,
        }));
        return { ...showPublic(row), homes: homes.map(showHome), history, notices };
      },
    }),
    ...householdRoutes(dependencies),
  ];
}

function householdRoutes(dependencies: ResidentRoutesDependencies): Route[] {
  const { clock, residents, negotiations, rules, negotiate } = dependencies;
  const proposalsOf = async ({
    accountId,
    holderPeriodId,
  }: {
    accountId: number;
    holderPeriodId: number;
  }) => {
    const since = new Date(clock.now().getTime() - shownForDays * dayMs);
    const rows = await negotiations.ofAccount(accountId, since);
    return { proposals: rows.map(row => showProposal(row, holderPeriodId)) };
  };
  const listingOf = async (holderPeriodId: number) => ({
    listed: !(await residents.isOptedOut(holderPeriodId)),
    boardListsHomes: limitsAt(await rules.all(), clock.now()).boardListsHomes,
  });
  return [
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/outage-proposals',
      access: household('full'),
      summary: 'Times of outages that are proposed to this customer',
      tag,
      input: { params: AccountNoParams },
      output: ProposalsView,
      handle: ({ household: home }) => proposalsOf(home),
    }),
    defineRoute({
      method: 'post',
      path: '/households/:accountNo/outage-proposals/:id/answer',
      access: household('full'),
      summary: 'Agree to the proposed time, or ask for another',
      tag,
      input: { params: ProposalParams, body: AnswerBody },
      output: ProposalsView,
      idempotent: true,
      async handle({ params, body, household: home, actor, requestId }) {
        await negotiate.answer(params.id, home, body, `person:${actor.personId}`, requestId);
        return proposalsOf(home);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/board-listing',
      access: household('full'),
      summary: 'Whether the building’s board may list this home',
      tag,
      input: { params: AccountNoParams },
      output: BoardListingView,
      handle: ({ household: { holderPeriodId } }) => listingOf(holderPeriodId),
    }),
    defineRoute({
      method: 'put',
      path: '/households/:accountNo/board-listing',
      access: household('full', { holder: true }),
      summary: 'The holder lets the building’s board list the home, or not',
      tag,
      input: { params: AccountNoParams, body: BoardBody },
      output: BoardListingView,
      async handle({ household: { holderPeriodId }, body }) {
        await residents.setOptOut(holderPeriodId, !body.listed, clock.now());
        return listingOf(holderPeriodId);
      },
    }),
  ];
}

/** What a resident says to the utility, and what becomes of it. */
import { resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { businessDate } from '../../shared/dates.ts';
import { caseNotFound, householdUnknown } from './cases.errors.ts';
import type { CaseRow } from './cases.repository.ts';
import {
  CaseParams,
  CasesView,
  CaseView,
  OpenBody,
  RatingBody,
  ReminderBody,
  WordsBody,
} from './cases.schemas.ts';
import type { HouseholdsRepository } from './households.repository.ts';
import { type CasesCore, openCase } from './open-case.ts';
import { findActsInJoined } from './say-in-joined.ts';
import type { SayMore } from './say-more.ts';
import { personActsOf } from './service-case.ts';
import type { CaseViews } from './views.ts';

export interface ResidentRoutesDependencies {
  core: CasesCore;
  sayMore: SayMore;
  views: CaseViews;
  households: HouseholdsRepository;
}

const tag = 'Service cases';

export function residentCaseRoutes(dependencies: ResidentRoutesDependencies): Route[] {
  return [...openingRoutes(dependencies), ...followingRoutes(dependencies)];
}

function show({ core, views }: ResidentRoutesDependencies) {
  return async (row: CaseRow) =>
    views.forPerson(
      row,
      await core.cases.events(row.id, true),
      await core.cases.rating(row.id, row.answeredAt ? row.reopened : row.reopened - 1),
      await core.cases.responsible(row.id),
      row.status === 'merged' ? await findActsInJoined(core, row) : personActsOf(row.status),
    );
}

function openingRoutes(dependencies: ResidentRoutesDependencies): Route[] {
  const { core, views, households } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/cases',
      access: resident(),
      summary: 'What I have said to the utility, latest first',
      tag,
      output: CasesView,
      handle: async ({ actor }) => ({ cases: (await core.cases.ofPerson(actor.personId)).map(views.brief) }),
    }),
    defineRoute({
      method: 'post',
      path: '/cases',
      access: resident(),
      summary: 'Say something: report a fault, ask, complain, suggest, praise',
      tag,
      input: { body: OpenBody },
      output: CaseView,
      status: 201,
      idempotent: true,
      async handle({ actor: { personId }, body: { accountNo, ...saying }, requestId }) {
        const today = businessDate(core.clock.now());
        const household = accountNo ? await households.ofPerson(personId, accountNo, today) : null;
        if (household === undefined) throw householdUnknown();
        const reporter = { source: 'hall', personId, household, receiver: null, requestId } as const;
        return show(dependencies)(await openCase(core, saying, reporter));
      },
    }),
  ];
}

function followingRoutes(dependencies: ResidentRoutesDependencies): Route[] {
  const { core, sayMore } = dependencies;
  const shown = async (personId: string, caseNo: string) => {
    const row = await core.cases.find(caseNo);
    if (row?.personId !== personId) throw caseNotFound();
    return show(dependencies)(row);
  };
  return [
    defineRoute({
      method: 'get',
      path: '/cases/:caseNo',
      access: resident(),
      summary: 'A case of mine: who has it, by when it is answered, what has happened',
      tag,
      input: { params: CaseParams },
      output: CaseView,
      handle: ({ actor, params }) => shown(actor.personId, params.caseNo),
    }),
    defineRoute({
      method: 'post',
      path: '/cases/:caseNo/reminders',
      access: resident(),
      summary: 'Hurry a case (催办): written into it, no new one',
      tag,
      input: { params: CaseParams, body: ReminderBody },
      output: CaseView,
      idempotent: true,
      async handle({ actor: { personId }, params: { caseNo }, body, requestId }) {
        await sayMore.remind({ personId, caseNo, requestId }, body.words);
        return shown(personId, caseNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/cases/:caseNo/words',
      access: resident(),
      summary: 'Add to a case; one that waited for me goes on',
      tag,
      input: { params: CaseParams, body: WordsBody },
      output: CaseView,
      idempotent: true,
      async handle({ actor: { personId }, params: { caseNo }, body, requestId }) {
        await sayMore.add({ personId, caseNo, requestId }, body.words);
        return shown(personId, caseNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/cases/:caseNo/withdrawal',
      access: resident(),
      summary: 'Take a case back',
      tag,
      input: { params: CaseParams, body: WordsBody },
      output: CaseView,
      async handle({ actor: { personId }, params: { caseNo }, body, requestId }) {
        await sayMore.withdraw({ personId, caseNo, requestId }, body.words);
        return shown(personId, caseNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/cases/:caseNo/rating',
      access: resident(),
      summary: 'Rate an answer once (评议卡); not satisfied reopens the case',
      tag,
      input: { params: CaseParams, body: RatingBody },
      output: CaseView,
      async handle({ actor: { personId }, params: { caseNo }, body, requestId }) {
        await sayMore.rate({ personId, caseNo, requestId }, body);
        return shown(personId, caseNo);
      },
    }),
  ];
}

import { z } from 'zod';
import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { exportRoute } from '../../../http/list-export.ts';
import { WaitingView } from '../../../http/waiting-view.ts';
import type { Audit } from '../../../shared/audit.ts';
import { addDays, parseBusinessDate } from '../../../shared/dates.ts';
import { badRequest } from '../../../shared/errors.ts';
import { CaseNo, Code, instant, Words } from '../applications.schemas.ts';
import type { CaseCore } from '../change-case.ts';
import { stages } from '../kind.ts';
import type { VisitsRepository } from '../visits.repository.ts';
import type { Board } from './board.ts';
import type { InboxRepository } from './inbox.repository.ts';
import { inboxColumns } from './inbox-columns.ts';
import type { Recount } from './recount-deadlines.ts';
import { tag } from './work.routes.ts';

export interface ListDependencies {
  core: CaseCore;
  board: Board;
  inbox: InboxRepository;
  visits: VisitsRepository;
  recount: Recount;
  audit: Audit;
}

const readers = staff('clerk', 'finance', 'supervisor', 'auditor');

const CaseLineView = z
  .object({
    caseNo: z.string(),
    kind: z.object({ code: z.string(), name: Words }),
    status: z.enum(['open', 'waiting', 'done', 'refused', 'withdrawn']),
    step: z.string(),
    stepName: Words,
    stage: z.enum(stages),
    team: z.string(),
    owner: z.string().nullable(),
    manager: z.string().nullable(),
    district: z.string(),
    applicantMasked: z.string(),
    placeMasked: z.string(),
    wanted: z.enum(['list', 'step']).nullable(),
    returnedTwice: z.boolean(),
    homeService: z.boolean(),
    dueOn: z.string().nullable(),
    stepDueOn: z.string().nullable(),
    urgency: z.enum(['overdue', 'at-risk', 'in-time']).nullable(),
    daysLeft: z
      .int()
      .nullable()
      .describe('Working days until the step is due, below nothing when that has passed'),
    submittedAt: instant,
  })
  .meta({ id: 'ApplicationLine' });
const InboxFilters = z.strictObject({
  scope: z.enum(['mine', 'managed', 'team', 'all']).default('team'),
  stage: z.enum(stages).optional(),
  kind: Code.optional(),
  district: z.string().trim().min(1).max(30).optional(),
  urgency: z.enum(['overdue', 'at-risk']).optional(),
  unowned: z.enum(['true', 'false']).default('false'),
});
const InboxQuery = InboxFilters.extend({
  caseNo: CaseNo.optional(),
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}\.\d{1,15}$/)
    .optional(),
});
const Days = z.strictObject({ from: z.iso.date(), to: z.iso.date() });
const share = { ended: z.int(), inTime: z.int() };

/** What is asked for, by whom. */
function wishOf(filter: z.output<typeof InboxFilters>, username: string) {
  const { scope, stage = null, kind = null, district = null, urgency = null, unowned } = filter;
  return { scope, stage, kind, district, urgency, unowned: unowned === 'true', username };
}

export function listRoutes({ core, board, inbox, visits, recount, audit }: ListDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/applications',
      access: readers,
      summary: 'The inbox: mine, what I answer for, my teams’ or all; the most urgent first',
      tag,
      input: { query: InboxQuery },
      output: z.object({ cases: z.array(CaseLineView), next: z.string().nullable() }),
      handle({ actor, query }) {
        if (query.caseNo) return board.find(query.caseNo);
        return board.inbox({ ...wishOf(query, actor.username), after: query.after });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/applications-to-take',
      access: staff('clerk', 'supervisor'),
      summary: 'How many applications nobody has taken yet in my teams, and since when the oldest lies there',
      tag,
      output: WaitingView,
      handle: ({ actor }) => inbox.toTake(actor.username),
    }),
    exportRoute(
      {
        list: 'applications',
        access: readers,
        summary: 'The inbox as a file',
        tag,
        filter: InboxFilters,
        columns: inboxColumns,
        rows: (filter, actor) => board.everyLine(wishOf(filter, actor.username)),
      },
      { audit, clock: core.clock },
    ),
    defineRoute({
      method: 'get',
      path: '/staff/application-board',
      access: readers,
      summary: 'Every stage with its counts and its most urgent cards, overdue ones first',
      tag,
      input: { query: z.strictObject({ team: Code.optional() }) },
      output: z.object({
        columns: z.array(
          z.object({
            stage: z.enum(stages),
            open: z.int(),
            waiting: z.int(),
            overdue: z.int(),
            atRisk: z.int(),
            cards: z.array(CaseLineView),
          }),
        ),
      }),
      handle: ({ query }) => board.board(query.team ?? null),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/site-visits',
      access: readers,
      summary: 'Who goes where when',
      tag,
      input: { query: z.strictObject({ ...Days.shape, team: Code.optional() }) },
      output: z.object({
        visits: z.array(
          z.object({
            caseNo: z.string(),
            kindCode: z.string(),
            step: z.string(),
            team: z.string(),
            on: z.string(),
            part: z.enum(['am', 'pm']),
            status: z.enum(['booked', 'done', 'missed', 'cancelled']),
            placeMasked: z.string(),
            owner: z.string().nullable(),
          }),
        ),
      }),
      async handle({ query: { from, to, team } }) {
        requireRange(from, to, 62);
        return { visits: await visits.calendar(from, to, team ?? null) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/application-figures',
      access: staff('supervisor', 'auditor'),
      summary:
        'Time limits kept by kind, stage and team; inspections passed at the first look; lists told twice',
      tag,
      input: { query: Days },
      output: z.object({
        kinds: z.array(
          z.object({ kindCode: z.string(), name: Words, ...share, refused: z.int(), returnedTwice: z.int() }),
        ),
        stages: z.array(z.object({ stage: z.string(), team: z.string(), ...share })),
        firstPass: z.object({ inspected: z.int(), passed: z.int() }),
      }),
      async handle({ query: { from, to } }) {
        requireRange(from, to, 731);
        const [figures, kinds] = await Promise.all([inbox.figures(from, to), core.book.newest()]);
        const nameOf = (code: string) =>
          kinds.find(({ definition }) => definition.code === code)?.definition.name ?? { zh: code, en: code };
        return { ...figures, kinds: figures.kinds.map(row => ({ ...row, name: nameOf(row.kindCode) })) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/application-deadlines/simulation',
      access: staff('supervisor', 'administrator'),
      summary: 'Which deadlines a year’s days would move, before they are put into the calendar',
      tag,
      input: {
        body: z.strictObject({
          year: z.int().min(2020).max(2100),
          days: z
            .array(z.strictObject({ day: z.iso.date(), kind: z.enum(['holiday', 'workday']) }))
            .min(1)
            .max(120),
        }),
      },
      output: z.object({
        looked: z.int(),
        earlier: z.int(),
        later: z.int(),
        stepsOnly: z
          .int()
          .describe('Due as a whole when they were, and in their present step on another day'),
        moved: z.array(
          z.object({
            caseNo: z.string(),
            dueOn: z.string(),
            newDueOn: z.string(),
            stepDueOn: z.string(),
            newStepDueOn: z.string(),
          }),
        ),
      }),
      handle: ({ body }) => recount.simulate(body.year, body.days),
    }),
  ];
}

function requireRange(from: string, to: string, mostDays: number): void {
  if (from <= to && to <= addDays(parseBusinessDate(from), mostDays)) return;
  const message = {
    zh: `结束日期应在开始日期之后${mostDays}天之内`,
    en: `Should be within ${mostDays} days after the first`,
  };
  throw badRequest({}, [{ field: 'to', rule: 'range', message }]);
}

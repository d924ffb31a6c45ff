/** The desk: what waits, one case, what is done to it, and the figures of the ten kinds. */
import type { z } from 'zod';
import { type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { everyPage, exportRoute } from '../../http/list-export.ts';
import type { Audit } from '../../shared/audit.ts';
import { stateOfRow } from '../../shared/dated.ts';
import { addDays, businessDate, parseBusinessDate, startOfDay } from '../../shared/dates.ts';
import { actOnCase, maySee } from './act-on-case.ts';
import type { CaseRuleRow } from './case-rules.ts';
import { caseHandedOn, caseNotFound, householdUnknown } from './cases.errors.ts';
import {
  ActBody,
  AreasView,
  BoardView,
  CaseParams,
  ColleaguesView,
  FiguresQuery,
  FiguresView,
  nobody,
  QueueFilters,
  QueueQuery,
  QueueView,
  RuleBody,
  RulesView,
  StaffCaseView,
  TypeInBody,
} from './cases.schemas.ts';
import type { DashboardRepository } from './dashboard.repository.ts';
import type { HouseholdsRepository } from './households.repository.ts';
import { type CasesCore, openCase } from './open-case.ts';
import type { QueueRepository } from './queue.repository.ts';
import { queueColumns } from './queue-columns.ts';
import type { QueueFilter } from './queue-filter.ts';
import type { RulesRepository } from './rules.repository.ts';
import { hashWords, queryWords } from './search-words.ts';
import type { ShowCase } from './show-case.ts';
import type { CaseViews } from './views.ts';

export interface StaffRoutesDependencies {
  core: CasesCore;
  queue: QueueRepository;
  rules: RulesRepository;
  forgetRules(): void;
  audit: Audit;
  views: CaseViews;
  show: ShowCase;
  nudge(): void;
  households: HouseholdsRepository;
  board: DashboardRepository;
}

const tag = 'Staff: service cases';
const readers = staff('clerk', 'supervisor', 'auditor');
const workers = staff('clerk', 'supervisor');
const pageSize = 50;
const nameOf = ({ username }: { username: string }) => `staff:${username}`;

export function staffCaseRoutes(dependencies: StaffRoutesDependencies): Route[] {
  return [...queueRoutes(dependencies), ...workRoutes(dependencies), ...ruleRoutes(dependencies)];
}

const sinceDays = (days: number, now: Date) =>
  new Date(startOfDay(businessDate(now)).getTime() - days * 86_400_000);

/** A search box takes a number of any kind, or words. */
function readSearch(q: string | undefined, { cipher }: CasesCore) {
  const text = q?.normalize('NFKC').trim() ?? '';
  const none = { caseNo: null, accountNo: null, phoneHash: null, words: null };
  if (!text) return none;
  if (/^GD\d{16}$/i.test(text)) return { ...none, caseNo: text.toUpperCase() };
  if (/^1\d{10}$/.test(text)) return { ...none, phoneHash: cipher.hash('phone', text) };
  if (/^\d{10,13}$/.test(text)) return { ...none, accountNo: text };
  const words = queryWords(text);
  return words.length > 0 ? { ...none, words: hashWords(words, cipher) } : none;
}

/** Days are whole ones of here. */
function readFilter({
  area,
  owner,
  from,
  to,
  ...filter
}: Omit<z.output<typeof QueueFilters>, 'view' | 'q'>): QueueFilter {
  const [regionCode = '', district = ''] = area?.split(':') ?? [];
  return {
    ...filter,
    ...(area ? { area: { regionCode, district } } : {}),
    ...(owner ? { owner: owner === nobody ? null : owner } : {}),
    ...(from ? { openedFrom: startOfDay(parseBusinessDate(from)) } : {}),
    ...(to ? { openedBefore: startOfDay(addDays(parseBusinessDate(to), 1)) } : {}),
  };
}

function queueRoutes({ core, queue, views, audit, board }: StaffRoutesDependencies): Route[] {
  /** The list as this member may see it. */
  const asked = ({ view, q, ...filter }: z.output<typeof QueueFilters>, actor: StaffActor) => ({
    view,
    filter: readFilter(filter),
    ...readSearch(q, core),
    me: actor.username,
    seesAll: actor.roles.includes('supervisor'),
    now: core.clock.now(),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/cases',
      access: readers,
      summary: 'The queue: open cases by their nearest limit, found by number, telephone or words',
      tag,
      input: { query: QueueQuery },
      output: QueueView,
      async handle({ actor, query: { page, ...filter } }) {
        const list = asked(filter, actor);
        const { me, now, seesAll } = list;
        const rows = await queue.list({ ...list, offset: (page - 1) * pageSize, limit: pageSize + 1 });
        const limits = { now, warnHours: (await core.rules())['warn-hours'] };
        return {
          cases: rows.slice(0, pageSize).map(row => views.inQueue(row, limits)),
          more: rows.length > pageSize,
          counts: await queue.counts(me, now, seesAll),
        };
      },
    }),
    exportRoute(
      {
        list: 'cases',
        access: readers,
        summary: 'Cases as a file, without anybody’s words',
        tag,
        filter: QueueFilters,
        columns: queueColumns,
        rows(filter, actor) {
          const list = asked(filter, actor);
          return everyPage((page, limit) => queue.list({ ...list, offset: (page - 1) * limit, limit }));
        },
        // What was looked for may be a telephone number or words of the case.
        logged: ({ q, ...filter }) => ({ ...filter, searched: q !== undefined }),
      },
      { audit, clock: core.clock },
    ),
    defineRoute({
      method: 'get',
      path: '/staff/cases/figures',
      access: readers,
      summary: 'Of each of the ten kinds: open, overdue, answered in time, satisfied',
      tag,
      input: { query: FiguresQuery },
      output: FiguresView,
      async handle({ query: { days } }) {
        const now = core.clock.now();
        const since = sinceDays(days, now);
        const { 'warn-hours': warnHours } = await core.rules();
        return { since: since.toISOString(), kinds: await queue.figures(now, since, warnHours) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/cases/board',
      access: staff('supervisor', 'auditor'),
      summary: 'By area and by team: answered in time, at first contact, satisfied',
      tag,
      input: { query: FiguresQuery },
      output: BoardView,
      async handle({ query: { days } }) {
        const since = sinceDays(days, core.clock.now());
        const [areas, teams] = await Promise.all([board.by('area', since), board.by('team', since)]);
        return { since: since.toISOString(), areas, teams };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/cases/areas',
      access: readers,
      summary: 'Areas with cases that this member sees, to narrow the queue by',
      tag,
      output: AreasView,
      handle: async ({ actor: { username, roles } }) => ({
        areas: await queue.areas(username, roles.includes('supervisor')),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/cases/colleagues',
      access: workers,
      summary: 'Whom a case can be handed to',
      tag,
      output: ColleaguesView,
      handle: async () => ({ colleagues: await core.cases.colleagues() }),
    }),
  ];
}

function workRoutes(dependencies: StaffRoutesDependencies): Route[] {
  const { core, audit, show, nudge, households } = dependencies;
  const { cases, clock } = core;
  return [
    defineRoute({
      method: 'post',
      path: '/staff/cases',
      access: workers,
      summary:
        'Type in what came by telephone, letter or at the counter; whoever types it is its first receiver',
      tag,
      input: { body: TypeInBody },
      output: StaffCaseView,
      status: 201,
      idempotent: true,
      async handle({ actor, body: { accountNo, source, ...saying }, requestId }) {
        const today = businessDate(clock.now());
        const household = accountNo ? await households.find(accountNo, today) : null;
        if (household === undefined) throw householdUnknown();
        const reporter = { source, personId: null, household, receiver: actor.username, requestId };
        return show((await openCase(core, saying, reporter)).caseNo);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/cases/:caseNo',
      access: readers,
      summary: 'One case with its timeline',
      tag,
      input: { params: CaseParams },
      output: StaffCaseView,
      async handle({ actor, params: { caseNo }, requestId }) {
        const row = await cases.find(caseNo);
        if (!row) throw caseNotFound();
        if (!(await maySee(cases.worksThere, row, actor)))
          throw (await cases.handedOnBy(row.id, actor.username)) ? caseHandedOn() : caseNotFound();
        await audit.record({
          actor: nameOf(actor),
          action: 'case.read',
          subject: `case:${caseNo}`,
          requestId,
        });
        await core.mentions.seen(row.id, actor.username, clock.now());
        return show(caseNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/cases/:caseNo/acts',
      access: workers,
      summary: 'Take, hand over, write down the contact, answer, and whatever else the state allows',
      tag,
      input: { params: CaseParams, body: ActBody },
      output: StaffCaseView,
      async handle({ actor, params: { caseNo }, body, requestId }) {
        await actOnCase(core, caseNo, body, { actor, requestId });
        nudge();
        return show(caseNo);
      },
    }),
  ];
}

function ruleRoutes({ core, rules, forgetRules }: StaffRoutesDependencies): Route[] {
  const list = async () => {
    const rows = await rules.all();
    const today = businessDate(core.clock.now());
    return { rules: rows.map(row => showRule(row, rows, today)) };
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/case-rules',
      access: staff('clerk', 'supervisor', 'administrator', 'auditor'),
      summary: 'Time limits of cases with their source and history',
      tag,
      output: RulesView,
      handle: list,
    }),
    defineRoute({
      method: 'post',
      path: '/staff/case-rules',
      access: staff('administrator'),
      summary: 'A time limit from a day on',
      tag,
      input: { body: RuleBody },
      output: RulesView,
      status: 201,
      idempotent: true,
      async handle({ actor, body, requestId }) {
        const setBy = nameOf(actor);
        await rules.set(
          { ...body, setBy },
          {
            actor: setBy,
            action: 'case-rule.set',
            subject: `case-rule:${body.name}`,
            detail: body,
            requestId,
          },
        );
        forgetRules();
        return list();
      },
    }),
  ];
}

const showRule = (row: CaseRuleRow, rows: readonly CaseRuleRow[], today: string) => ({
  name: row.name,
  value: row.value,
  validFrom: row.validFrom,
  source: row.source,
  setBy: row.setBy,
  setAt: row.setAt.toISOString(),
  state: stateOfRow(row, rows, today),
});

/** What needs agreement or a second person: proposals to large customers, exceptions, rules; and the figures. */
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import { stateOfRow } from '../../shared/dated.ts';
import { addMonths, businessDate, type Month, parseBusinessDate, startOfDay } from '../../shared/dates.ts';
import type { FiguresRepository } from './figures.repository.ts';
import type { Negotiate } from './negotiate.ts';
import { ruleInThePast } from './outages.errors.ts';
import {
  DecisionBody,
  FiguresQuery,
  FiguresView,
  OutageFileView,
  OutageParams,
  OverrideBody,
  OverrideParams,
  ProposeBody,
  RuleBody,
  RulesView,
  TakenAnswerBody,
  WaitingView,
} from './outages.schemas.ts';
import type { createOverride } from './override.ts';
import type { OverridesRepository } from './overrides.repository.ts';
import type { ReadOutage } from './read-outage.ts';
import type { RulesRepository } from './rules.repository.ts';
import { nameOf, readers, tag, workers } from './staff-outages.routes.ts';

export interface DecisionRoutesDependencies {
  clock: Clock;
  negotiate: Negotiate;
  override: ReturnType<typeof createOverride>;
  overrides: OverridesRepository;
  rules: RulesRepository;
  figures: FiguresRepository;
  readOutage: ReadOutage;
}

export function decisionRoutes(dependencies: DecisionRoutesDependencies): Route[] {
  const { negotiate, override, overrides, figures, readOutage } = dependencies;
  return [
    defineRoute({
      method: 'post',
      path: '/staff/outages/:outageNo/proposal',
      access: workers,
      summary:
        'Propose times to the large customers concerned; a time one of them asked for is agreed by proposing it',
      tag,
      input: { params: OutageParams, body: ProposeBody },
      output: OutageFileView,
      idempotent: true,
      async handle({ actor, params: { outageNo }, body: { fromAt, untilAt, note = null }, requestId }) {
        await negotiate.propose(outageNo, { fromAt, untilAt, note }, nameOf(actor), requestId);
        return readOutage(outageNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/outages/:outageNo/negotiations/:id/answer',
      access: staff('supervisor'),
      summary: 'Take down what a large customer answered by telephone or letter; who said it and how is kept',
      tag,
      input: { params: OverrideParams, body: TakenAnswerBody },
      output: OutageFileView,
      idempotent: true,
      async handle({ actor, params, body, requestId }) {
        await negotiate.takeAnswer(params, body, nameOf(actor), requestId);
        return readOutage(params.outageNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/outages/:outageNo/overrides',
      access: workers,
      summary: 'Ask for an exception to a rule that the plan does not keep, with a reason',
      tag,
      input: { params: OutageParams, body: OverrideBody },
      bodyLimit: 512 * 1024,
      output: OutageFileView,
      idempotent: true,
      async handle({ actor, params: { outageNo }, body, requestId }) {
        await override.ask(outageNo, body, nameOf(actor), requestId);
        return readOutage(outageNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/outages/:outageNo/overrides/:id/decision',
      access: staff('supervisor'),
      summary: 'A second person approves or refuses an exception',
      tag,
      input: { params: OverrideParams, body: DecisionBody },
      output: OutageFileView,
      idempotent: true,
      async handle({ actor, params: { outageNo, id }, body: { approve, note = null }, requestId }) {
        await override.decide(outageNo, id, { approve, note }, nameOf(actor), requestId);
        return readOutage(outageNo);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/outage-exceptions',
      access: readers,
      summary: 'How many exceptions wait for a decision',
      tag,
      output: WaitingView,
      handle: () => overrides.waiting(),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/outage-figures',
      access: readers,
      summary: 'How reliable supply and its announcements were, by month or year',
      tag,
      input: { query: FiguresQuery },
      output: FiguresView,
      async handle({ query: { by, from, to } }) {
        const begin = (month: string) => startOfDay(parseBusinessDate(`${month}-01`));
        return { figures: await figures.by(by, begin(from), begin(addMonths(to as Month, 1))) };
      },
    }),
    ...ruleRoutes(dependencies),
  ];
}

function ruleRoutes({ clock, rules }: DecisionRoutesDependencies): Route[] {
  const show = async () => {
    const now = clock.now();
    const rows = await rules.all();
    return { rules: rows.map(row => ({ ...row, state: stateOfRow(row, rows, now) })) };
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/outage-rules',
      access: readers,
      summary: 'Limits of notice, with their sources and every change of them',
      tag,
      output: RulesView,
      handle: show,
    }),
    defineRoute({
      method: 'post',
      path: '/staff/outage-rules',
      access: staff('supervisor'),
      summary: 'Set a limit, from now or from a date on, naming its source',
      tag,
      input: { body: RuleBody },
      output: RulesView,
      status: 201,
      idempotent: true,
      async handle({ actor, body: { name, value, validFrom, source }, requestId }) {
        const now = clock.now();
        const begins =
          validFrom === undefined || validFrom === businessDate(now)
            ? now
            : startOfDay(parseBusinessDate(validFrom));
        if (begins < now) throw ruleInThePast();
        const setBy = nameOf(actor);
        const detail = { value, validFrom: begins.toISOString(), source };
        const audit = {
          actor: setBy,
          action: 'outage-rule.set',
          subject: `outage-rule:${name}`,
          detail,
          requestId,
        };
        await rules.set({ name, value, validFrom: begins, source, setBy }, audit);
        return show();
      },
    }),
  ];
}

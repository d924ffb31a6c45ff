import { household } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { alwaysTold } from './alert-rule.ts';
import { AccountParams, RuleBody, RuleParams, RulesView } from './alerts.schemas.ts';
import type { AlertRules } from './set-alert-rules.ts';

const tag = 'alerts';

export function alertRoutes(rules: AlertRules): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/alerts',
      access: household('pay-only'),
      summary: 'What the caller is told of this household; with pay-only no more than what pay-only sees',
      tag,
      input: { params: AccountParams },
      output: RulesView,
      handle: async ({ actor, household }) => ({
        ...(await rules.read(actor.personId, household)),
        alwaysTold: [...alwaysTold],
      }),
    }),
    defineRoute({
      method: 'patch',
      path: '/households/:accountNo/alerts/:rule',
      access: household('pay-only'),
      summary: 'Turn one alert on or off for oneself, or set its limits; what is left out stays as it was',
      tag,
      input: { params: RuleParams, body: RuleBody },
      output: RulesView,
      handle: async ({ actor, household, params, body }) => ({
        ...(await rules.set(actor.personId, household, params.rule, body)),
        alwaysTold: [...alwaysTold],
      }),
    }),
  ];
}

/** The limits that advice on load is given by: read by the desk, set from a day on by the administrator. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import { staffName } from '../../shared/audit.ts';
import { stateOfRow } from '../../shared/dated.ts';
import { businessDate } from '../../shared/dates.ts';
import { loadRuleInThePast } from './large-customers.errors.ts';
import { type LoadRulesRepository, loadRuleNames } from './load-rules.repository.ts';

const RulesView = z.object({
  rules: z.array(
    z.object({
      name: z.enum(loadRuleNames),
      value: z.int(),
      validFrom: z.string(),
      source: z.string(),
      setBy: z.string(),
      setAt: z.string(),
      state: z.enum(['scheduled', 'in-force', 'past']),
    }),
  ),
});
const RuleBody = z.strictObject({
  name: z.enum(loadRuleNames),
  value: z.int().min(1).max(1000),
  validFrom: z.iso.date(),
  source: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .regex(/^\P{Cc}*$/u),
});

export function loadRuleRoutes({ rules, clock }: { rules: LoadRulesRepository; clock: Clock }): Route[] {
  const tag = 'Staff: large customers';
  const list = async () => {
    const rows = await rules.all();
    const today = businessDate(clock.now());
    return {
      rules: rows.map(row => ({
        name: row.name,
        value: row.value,
        validFrom: row.validFrom,
        source: row.source,
        setBy: row.setBy,
        setAt: row.setAt.toISOString(),
        state: stateOfRow(row, rows, today),
      })),
    };
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/load-rules',
      access: staff('clerk', 'supervisor', 'administrator', 'auditor'),
      summary: 'Limits by which large customers are advised, with their source and history',
      tag,
      output: RulesView,
      handle: list,
    }),
    defineRoute({
      method: 'post',
      path: '/staff/load-rules',
      access: staff('administrator'),
      summary: 'A limit from a day on',
      tag,
      input: { body: RuleBody },
      output: RulesView,
      status: 201,
      idempotent: true,
      async handle({ actor, body, requestId }) {
        if (body.validFrom < businessDate(clock.now())) throw loadRuleInThePast();
        const setBy = staffName(actor);
        const subject = `load-rule:${body.name}`;
        await rules.set(
          { ...body, setBy },
          { actor: setBy, action: 'load-rule.set', subject, detail: body, requestId },
        );
        return list();
      },
    }),
  ];
}

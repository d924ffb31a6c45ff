import { z } from 'zod';
import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import type { ChangePlan } from './change-plan.ts';

const common = {
  from: z.iso.date(),
  reason: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .regex(/^\P{Cc}*$/u),
};

const PlanBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['flat', 'time-of-use']), ...common }),
  z.strictObject({
    kind: z.literal('large-household'),
    people: z.int().min(2).max(50).nullable().describe('Null ends the grant'),
    ...common,
  }),
  z.strictObject({ kind: z.literal('low-income'), granted: z.boolean(), ...common }),
]);

export function plansRoutes(changePlan: ChangePlan): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/plan',
      access: staff('clerk', 'supervisor'),
      summary: 'Change a customer’s plan or grant from a day on that is not billed yet',
      tag: 'staff: billing',
      input: { params: z.object({ accountNo: z.string().regex(/^\d{4,20}$/) }), body: PlanBody },
      status: 204,
      handle: ({ actor, params, body, requestId }) => changePlan(actor, params.accountNo, body, requestId),
    }),
  ];
}

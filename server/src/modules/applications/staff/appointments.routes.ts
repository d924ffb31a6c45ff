/** 电话预约: who calls, or stands at the counter, is given a half day by any clerk. */
import { z } from 'zod';
import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { caseNotFound } from '../applications.errors.ts';
import { CaseParam, StaffCaseView } from '../applications.schemas.ts';
import type { CaseCore, ChangeCase } from '../change-case.ts';
import type { Slots } from '../resident/slots.ts';
import { tag } from './work.routes.ts';

interface Dependencies {
  core: CaseCore;
  changeCase: ChangeCase;
  slots: Slots;
  show(caseNo: string): Promise<z.input<typeof StaffCaseView>>;
}

const workers = staff('clerk', 'supervisor');
const part = z.enum(['am', 'pm']);

export function appointmentRoutes({ core, changeCase, slots, show }: Dependencies): Route[] {
  const offered = async (caseNo: string) => {
    const file = await core.cases.find(caseNo);
    if (!file || file.status === 'draft') throw caseNotFound();
    return slots.offered(file);
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/applications/:caseNo/slots',
      access: workers,
      summary: 'Half days on which the team it lies with can come',
      tag,
      input: { params: CaseParam },
      output: z.object({ slots: z.array(z.object({ on: z.string(), part, free: z.int() })) }),
      handle: async ({ params }) => ({ slots: await offered(params.caseNo) }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/applications/:caseNo/appointment',
      access: workers,
      summary: 'Book a half day for the customer, who called; an earlier one is given back',
      tag,
      input: { params: CaseParam, body: z.strictObject({ on: z.iso.date(), part }) },
      output: StaffCaseView,
      async handle({ actor, params: { caseNo }, body, requestId }) {
        const open = await offered(caseNo);
        await changeCase(caseNo, { actor: `staff:${actor.username}`, requestId }, scene =>
          slots.book(scene, body, open),
        );
        return show(caseNo);
      },
    }),
  ];
}

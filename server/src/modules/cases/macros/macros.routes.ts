/** The desk's macros: those in use, a new one, retiring one, and running one on a case. */
import { z } from 'zod';
import { type StaffActor, staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { staffName } from '../../../shared/audit.ts';
import { openableKinds } from '../case-kinds.ts';
import { noSuchColleague } from '../cases.errors.ts';
import { CaseParams, StaffCaseView } from '../cases.schemas.ts';
import type { CasesCore } from '../open-case.ts';
import { caseStatuses } from '../service-case.ts';
import type { ShowCase } from '../show-case.ts';
import { kindFits, MacroStep, mostSteps, startsOf, username } from './macro.ts';
import { macroForComplaints, macroLeadsNowhere, macroNameTaken, macroNotFound } from './macros.errors.ts';
import type { MacrosRepository } from './macros.repository.ts';
import { runMacro } from './run-macro.ts';

const id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const MacroBody = z.strictObject({
  kind: z.enum(openableKinds as [string, ...string[]]).nullable(),
  name: z
    .string()
    .trim()
    .min(2)
    .max(40)
    .regex(/^\P{Cc}*$/u),
  steps: z.array(MacroStep).min(1).max(mostSteps),
});
const stepView = z.object({
  act: z.string(),
  words: z.string().optional(),
  outcome: z.string().optional(),
  grade: z.string().optional(),
  complaintClass: z.string().optional(),
  to: z.string().optional(),
});
const MacrosView = z.object({
  macros: z.array(
    z.object({
      id: z.int(),
      kind: z.string().nullable(),
      name: z.string(),
      steps: z.array(stepView),
      /** The states of a case in which it can be run. */
      starts: z.array(z.enum(caseStatuses)),
      writtenBy: z.string(),
    }),
  ),
});
const RunBody = z.strictObject({
  macroId: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  version: z.int().min(1),
  words: z.array(z.string().max(2000).nullable()).max(mostSteps),
  /** To whom it is handed over, where the macro names nobody. */
  to: username.optional(),
});
const RanView = z.object({
  done: z.int(),
  of: z.int(),
  stopped: z.object({ error: z.string(), message: z.string() }).nullable(),
  case: StaffCaseView,
});

export interface MacroRoutesDependencies {
  core: CasesCore;
  macros: MacrosRepository;
  show: ShowCase;
  nudge(): void;
}

const tag = 'Staff: service cases';
const workers = staff('clerk', 'supervisor');

export function macroRoutes(dependencies: MacroRoutesDependencies): Route[] {
  const { core, macros, show, nudge } = dependencies;
  const list = async () => ({
    macros: (await macros.list()).map(row => ({ ...row, starts: startsOf(row.steps) })),
  });
  const auditOf =
    (actor: StaffActor, requestId: string) => (action: string, subject: string, detail?: object) => ({
      actor: staffName(actor),
      action: `case-macro.${action}`,
      subject,
      ...(detail ? { detail: { ...detail } } : {}),
      requestId,
    });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/case-macros',
      access: workers,
      summary: 'Sequences of desk acts that can be run on a case (宏)',
      tag,
      output: MacrosView,
      handle: list,
    }),
    defineRoute({
      method: 'post',
      path: '/staff/case-macros',
      access: staff('supervisor'),
      summary: 'Write a macro',
      tag,
      input: { body: MacroBody },
      output: MacrosView,
      status: 201,
      idempotent: true,
      async handle({ actor, body, requestId }) {
        if (!kindFits(body.steps, body.kind)) throw macroForComplaints();
        if (startsOf(body.steps).length === 0) throw macroLeadsNowhere();
        for (const step of body.steps)
          if (step.act === 'hand-over' && step.to && !(await core.cases.isColleague(step.to)))
            throw noSuchColleague();
        const acts = body.steps.map(({ act }) => act);
        const audit = auditOf(actor, requestId)('write', 'case-macro', { name: body.name, acts });
        const written = { ...body, writtenBy: staffName(actor) };
        if (!(await macros.write(written, core.clock.now(), audit))) throw macroNameTaken();
        return list();
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/case-macros/:id/retirement',
      access: staff('supervisor'),
      summary: 'Retire a macro; it stays on record',
      tag,
      input: { params: z.object({ id }) },
      output: MacrosView,
      async handle({ actor, params, requestId }) {
        const audit = auditOf(actor, requestId)('retire', `case-macro:${params.id}`);
        if (!(await macros.retire(params.id, staffName(actor), core.clock.now(), audit)))
          throw macroNotFound();
        return list();
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/cases/:caseNo/macro-runs',
      access: workers,
      summary: 'Run a macro: each step is the single act, with its rights and its transaction',
      tag,
      input: { params: CaseParams, body: RunBody },
      output: RanView,
      async handle({ actor, params: { caseNo }, body, language, requestId }) {
        const { done, of, stopped } = await runMacro(core, macros, caseNo, body, { actor, requestId });
        nudge();
        const why = stopped && { error: stopped.code, message: stopped.say(language) };
        return { done, of, stopped: why, case: await show(caseNo) };
      },
    }),
  ];
}

import { z } from 'zod';
import { anyone, type ResidentActor, resident } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { caseNotFound } from '../applications.errors.ts';
import { Answer, CaseListView, CaseParam, CaseView, Code, KindsView, line } from '../applications.schemas.ts';
import type { Apply } from '../apply.ts';
import type { CaseCore, ChangeCase } from '../change-case.ts';
import { awaitsDay, stepOf } from '../kind.ts';
import type { createReadCase } from '../read-case.ts';
import type { SharesRepository } from '../shares.repository.ts';
import { showToCustomer } from '../show-case.ts';
import type { Slots } from './slots.ts';

export interface ResidentDependencies {
  core: CaseCore;
  apply: Apply;
  readCase: ReturnType<typeof createReadCase>;
  shares: SharesRepository;
  slots: Slots;
  changeCase: ChangeCase;
}

export const tag = 'applications';
const Reason = z.strictObject({ reason: line(2, 300) });

export function residentRoutes(dependencies: ResidentDependencies): Route[] {
  const { core, apply, slots, changeCase } = dependencies;
  const show = (actor: ResidentActor, caseNo: string) => showOwn(dependencies, actor, caseNo);
  const act = (
    path: string,
    summary: string,
    work: (actor: ResidentActor, caseNo: string, requestId: string) => Promise<unknown>,
  ) =>
    defineRoute({
      method: 'post',
      path: `/applications/:caseNo/${path}`,
      access: resident(),
      summary,
      tag,
      input: { params: CaseParam },
      output: CaseView,
      async handle({ actor, params: { caseNo }, requestId }) {
        await work(actor, caseNo, requestId);
        return show(actor, caseNo);
      },
    });
  const actWithReason = (path: string, summary: string, work: Apply['withdraw']) =>
    defineRoute({
      method: 'post',
      path: `/applications/:caseNo/${path}`,
      access: resident(),
      summary,
      tag,
      input: { params: CaseParam, body: Reason },
      output: CaseView,
      async handle({ actor, params: { caseNo }, body, requestId }) {
        await work(actor, caseNo, body.reason, requestId);
        return show(actor, caseNo);
      },
    });
  return [
    defineRoute({
      method: 'get',
      path: '/application-kinds',
      access: anyone('what can be applied for, what it takes and how long, is for everybody to know'),
      summary: 'What can be applied for: form, papers, steps, fees and time limit of each kind',
      tag,
      output: KindsView,
      handle: async () => ({
        kinds: (await core.book.newest())
          .map(({ definition }) => definition)
          .filter(({ openedBy }) => openedBy !== 'hall'),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/applications',
      access: resident(),
      summary: 'My applications, and those I follow',
      tag,
      output: CaseListView,
      handle: async ({ actor }) => ({ applications: await listOf(core, actor.personId) }),
    }),
    defineRoute({
      method: 'post',
      path: '/applications',
      access: resident(),
      summary: 'Begin a draft: of a new place in a region, or about an account',
      tag,
      input: {
        body: z.strictObject({
          kind: Code,
          accountNo: z
            .string()
            .regex(/^\d{4,20}$/)
            .optional(),
          regionCode: Code.optional(),
        }),
      },
      output: CaseView,
      status: 201,
      idempotent: true,
      async handle({ actor, body, requestKey }) {
        return show(actor, await apply.begin(actor, { ...body, requestKey }));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/applications/:caseNo',
      access: resident(),
      summary: 'Where it stands: stage, deadline, manager, what is wanted from me',
      tag,
      input: { params: CaseParam },
      output: CaseView,
      handle: ({ actor, params }) => show(actor, params.caseNo),
    }),
    defineRoute({
      method: 'patch',
      path: '/applications/:caseNo',
      access: resident(),
      summary: 'Save what is filled in so far; null takes an answer back',
      tag,
      input: {
        params: CaseParam,
        body: z.strictObject({
          form: z.record(Code, Answer.nullable()).refine(form => Object.keys(form).length <= 60),
          /** Somebody comes, also for papers and signature. */
          homeService: z.boolean().optional(),
          /** Of the service stars: whom I would like as my manager; null: whoever takes it. Until it is handed in. */
          wishedStaffId: z.uuid().nullable().optional(),
        }),
      },
      output: CaseView,
      async handle({ actor, params: { caseNo }, body, requestId }) {
        if (Object.keys(body.form).length > 0) await apply.save(actor, caseNo, body.form, requestId);
        const { homeService, wishedStaffId } = body;
        if (homeService !== undefined) await apply.askHome(actor, caseNo, homeService, requestId);
        if (wishedStaffId !== undefined) await apply.wishManager(actor, caseNo, wishedStaffId, requestId);
        return show(actor, caseNo);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/applications/:caseNo',
      access: resident(),
      summary: 'Throw a draft away',
      tag,
      input: { params: CaseParam },
      status: 204,
      handle: ({ actor, params }) => apply.discard(actor.personId, params.caseNo),
    }),
    act('submission', 'Hand it in, with one certificate; handed in twice it is handed in once', apply.submit),
    act('answer', 'What was asked for in the list is there now', apply.answer),
    act('confirmation', 'My own step is done: the installation is ready to be inspected', apply.confirm),
    actWithReason('withdrawal', 'I no longer want it', apply.withdraw),
    actWithReason('appeal', 'I do not agree with the refusal; once', apply.appeal),
    defineRoute({
      method: 'get',
      path: '/applications/:caseNo/slots',
      access: resident(),
      summary: 'Half days on which somebody can come',
      tag,
      input: { params: CaseParam },
      output: z.object({
        slots: z.array(z.object({ on: z.string(), part: z.enum(['am', 'pm']), free: z.int() })),
      }),
      async handle({ actor, params }) {
        return { slots: await slots.offered(await ownCase(core, actor, params.caseNo)) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/applications/:caseNo/appointment',
      access: resident(),
      summary: 'Take a half day; an earlier one is given back',
      tag,
      input: { params: CaseParam, body: z.strictObject({ on: z.iso.date(), part: z.enum(['am', 'pm']) }) },
      output: CaseView,
      async handle({ actor, params: { caseNo }, body, requestId }) {
        const open = await slots.offered(await ownCase(core, actor, caseNo));
        await changeCase(caseNo, { actor: `person:${actor.personId}`, requestId }, scene =>
          slots.book(scene, body, open),
        );
        return show(actor, caseNo);
      },
    }),
  ];
}

async function ownCase({ cases }: CaseCore, actor: ResidentActor, caseNo: string) {
  const file = await cases.find(caseNo);
  if (file?.personId !== actor.personId) throw caseNotFound();
  return file;
}

/** The applicant sees all of it, who follows where it stands, and for anybody else there is no such case. */
async function showOwn(
  { core, readCase, shares }: ResidentDependencies,
  actor: ResidentActor,
  caseNo: string,
) {
  const file = await core.cases.find(caseNo);
  if (!file) throw caseNotFound();
  const following = file.personId !== actor.personId;
  if (following && !(await shares.follows(file.id, actor.personId))) throw caseNotFound();
  return showToCustomer(await readCase(file), following, await shares.ofCase(file.id));
}

async function listOf({ cases, book }: CaseCore, personId: string) {
  const rows = await cases.ofPerson(personId);
  return Promise.all(
    rows.map(async row => {
      const { definition } = await book.byId(row.kindId);
      const running = row.step !== null && (row.status === 'open' || row.status === 'waiting');
      return {
        ...row,
        // Until a day has come nothing is wanted from anybody.
        wanted: row.wanted === 'step' && awaitsDay(definition, row.step) ? null : row.wanted,
        kind: { code: definition.code, name: definition.name },
        stepName: running ? stepOf(definition, row.step!).name : null,
      };
    }),
  );
}

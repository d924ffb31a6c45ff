import { z } from 'zod';
import { type StaffActor, staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import type { Audit } from '../../../shared/audit.ts';
import { largestUpload } from '../../documents/index.ts';
import {
  Answer,
  CaseNo,
  CaseParam,
  Checklist,
  Code,
  DocumentParam,
  instant,
  KindView,
  line,
  ReplacesQuery,
  Words,
} from '../applications.schemas.ts';
import type { Applicant, Apply } from '../apply.ts';
import type { CaseCore } from '../change-case.ts';
import type { createReadCase } from '../read-case.ts';
import type { Counter } from './counter.ts';
import { record, tag } from './work.routes.ts';

interface Dependencies {
  audit: Audit;
  core: CaseCore;
  apply: Apply;
  counter: Counter;
  readCase: ReturnType<typeof createReadCase>;
}

const workers = staff('clerk', 'supervisor');
const AccountNo = z.string().regex(/^\d{4,20}$/);
const BeginBody = z.strictObject({
  kind: Code,
  accountNo: AccountNo.optional(),
  regionCode: Code.optional(),
  phone: z.string().regex(/^1[3-9]\d{9}$/),
  /** Of a holder whose phone on file is another one: 身份证号码 or 统一社会信用代码, as the certificate has it. */
  identityNo: line(15, 24).optional(),
  /** The clerk has seen the applicant's certificate, or the agent's with the authorisation. */
  identitySeen: z.literal(true),
  homeService: z.boolean().default(false),
});
const SaveBody = z.strictObject({
  form: z.record(Code, Answer.nullable()).refine(form => Object.keys(form).length <= 60),
  homeService: z.boolean().optional(),
});
const Named = z.object({ caseNo: z.string() });
const DraftLine = z.object({
  caseNo: z.string(),
  kind: z.object({ code: z.string(), name: Words }),
  accountNo: z.string().nullable(),
  homeService: z.boolean(),
  createdAt: instant,
});
const DraftView = z.object({
  caseNo: z.string(),
  kind: KindView,
  accountNo: z.string().nullable(),
  regionCode: z.string(),
  homeService: z.boolean(),
  form: z.record(z.string(), Answer),
  checklist: Checklist,
});

export function counterRoutes({ core, apply, counter, readCase, audit }: Dependencies): Route[] {
  /** A draft is nobody's business yet but the customer's: what a clerk does with it is told apart from the case's own steps. */
  const log = (
    actor: StaffActor,
    what: string,
    caseNo: string,
    requestId: string,
    detail?: Record<string, unknown>,
  ) => record(audit, actor, `application.counter-${what}`, caseNo, requestId, detail);
  const show = async (actor: StaffActor, caseNo: string): Promise<z.input<typeof DraftView>> => {
    const { file, kind, answers, checklist } = await readCase(await counter.draft(actor, caseNo));
    const { accountNo, regionCode, homeService } = file;
    return { caseNo, kind, accountNo, regionCode, homeService, form: answers, checklist };
  };
  const act = (
    path: string,
    summary: string,
    work: (applicant: Applicant, caseNo: string, requestId: string) => Promise<unknown>,
  ) =>
    defineRoute({
      method: 'post',
      path: `/staff/counter-applications/:caseNo/${path}`,
      access: workers,
      summary,
      tag,
      input: { params: CaseParam },
      output: Named,
      async handle({ actor, params: { caseNo }, requestId }) {
        await work(await counter.onBehalf(actor, caseNo), caseNo, requestId);
        return { caseNo };
      },
    });
  const actWithReason = (path: string, summary: string, work: Apply['withdraw']) =>
    defineRoute({
      method: 'post',
      path: `/staff/counter-applications/:caseNo/${path}`,
      access: workers,
      summary,
      tag,
      input: { params: CaseParam, body: z.strictObject({ reason: line(2, 300) }) },
      output: Named,
      async handle({ actor, params: { caseNo }, body, requestId }) {
        await work(await counter.onBehalf(actor, caseNo), caseNo, body.reason, requestId);
        return { caseNo };
      },
    });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/counter-applications',
      access: workers,
      summary: 'Drafts I have begun at the counter and not handed in',
      tag,
      output: z.object({ drafts: z.array(DraftLine) }),
      async handle({ actor }) {
        const drafts = (await counter.drafts(actor)).map(async row => {
          const { code, name } = (await core.book.byId(row.kindId)).definition;
          return { ...row, kind: { code, name } };
        });
        return { drafts: await Promise.all(drafts) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/counter-applications',
      access: workers,
      summary: 'Begin an application for somebody at the counter: any business, any clerk',
      tag,
      input: { body: BeginBody },
      output: DraftView,
      status: 201,
      idempotent: true,
      async handle({ actor, body: { identitySeen: _, ...wish }, requestKey, requestId }) {
        const caseNo = await counter.begin(actor, { ...wish, requestKey });
        await log(actor, 'begin', caseNo, requestId, {
          kind: wish.kind,
          ...(wish.identityNo ? { knownBy: 'identity-no' } : {}),
        });
        return show(actor, caseNo);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/counter-applications/:caseNo',
      access: workers,
      summary: 'A draft of mine at the counter',
      tag,
      input: { params: CaseParam },
      output: DraftView,
      handle: ({ actor, params }) => show(actor, params.caseNo),
    }),
    defineRoute({
      method: 'patch',
      path: '/staff/counter-applications/:caseNo',
      access: workers,
      summary: 'Write what the customer says; later, what the list asks for',
      tag,
      input: { params: CaseParam, body: SaveBody },
      output: Named,
      async handle({ actor, params: { caseNo }, body: { form, homeService }, requestId }) {
        const applicant = await counter.onBehalf(actor, caseNo);
        if (Object.keys(form).length > 0) await apply.save(applicant, caseNo, form, requestId);
        if (homeService !== undefined) await apply.askHome(applicant, caseNo, homeService, requestId);
        await log(actor, 'write', caseNo, requestId, { fields: Object.keys(form) });
        return { caseNo };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/staff/counter-applications/:caseNo',
      access: workers,
      summary: 'Throw a draft of mine away',
      tag,
      input: { params: CaseParam },
      status: 204,
      async handle({ actor, params: { caseNo }, requestId }) {
        await apply.discard((await counter.draft(actor, caseNo)).personId, caseNo);
        await log(actor, 'discard', caseNo, requestId);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/counter-applications/:caseNo/papers/:code',
      access: workers,
      summary: 'A paper the customer hands over, scanned: the bytes are the body',
      tag,
      input: { params: z.object({ caseNo: CaseNo, code: Code }), query: ReplacesQuery },
      bodyType: 'raw',
      bodyLimit: largestUpload,
      output: z.object({ documentId: z.string(), code: z.string(), mediaType: z.string(), size: z.int() }),
      status: 201,
      idempotent: true,
      async handle({ actor, params: { caseNo, code }, query, rawBody, requestId }) {
        const applicant = await counter.onBehalf(actor, caseNo);
        const paper = { code, replaces: query.replaces };
        const added = await apply.addPaper(applicant, caseNo, paper, rawBody, requestId);
        await log(actor, 'paper', caseNo, requestId, { paper: code });
        return added;
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/staff/counter-applications/:caseNo/documents/:documentId',
      access: workers,
      summary: 'Take a scan back, for a better one',
      tag,
      input: { params: DocumentParam },
      status: 204,
      async handle({ actor, params: { caseNo, documentId }, requestId }) {
        await apply.removePaper(await counter.onBehalf(actor, caseNo), caseNo, documentId, requestId);
        await log(actor, 'paper-removed', caseNo, requestId, { document: documentId });
      },
    }),
    actWithReason('withdrawal', 'The customer no longer wants it', apply.withdraw),
    actWithReason('appeal', 'The customer does not agree with the refusal; other eyes decide', apply.appeal),
    act('submission', 'Hand it in; who took it in has it in hand', apply.submit),
    act('answer', 'What the list asked for has been handed over', apply.answer),
    act('confirmation', 'The customer says their own step is done', apply.confirm),
  ];
}

import { z } from 'zod';
import { type StaffActor, staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import type { Audit } from '../../../shared/audit.ts';
import { type DocumentsModule, documentReply, largestUpload } from '../../documents/index.ts';
import { caseNotFound } from '../applications.errors.ts';
import { Answer, CaseParam, Code, DocumentParam, line, StaffCaseView } from '../applications.schemas.ts';
import { type CaseCore, subjectOf } from '../change-case.ts';
import { holding } from '../effects/holding.repository.ts';
import type { createReadCase } from '../read-case.ts';
import { showToStaff } from '../show-case.ts';
import type { StaffBy, Work } from './work.ts';

export interface WorkRouteDependencies {
  core: CaseCore;
  work: Work;
  show: ReturnType<typeof createShow>;
  documents: DocumentsModule;
  audit: Audit;
}

export const tag = 'staff: applications';
const workers = staff('clerk', 'supervisor');
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const Username = z.string().regex(/^[\w.-]{2,40}$/);
const register = z.int().min(0).max(99_999_999_999);
const nullable = register.nullable();
const Reading = { total: register, peak: nullable, valley: nullable };

const HandOverBody = z.strictObject({
  to: z.union([z.strictObject({ member: Username }), z.strictObject({ team: Code })]),
  reason: line(2, 300),
});
const ReturnBody = z.strictObject({
  items: z
    .array(z.strictObject({ kind: z.enum(['paper', 'field']), code: Code, what: line(2, 200) }))
    .min(1)
    .max(30),
  note: line(0, 300).default(''),
});
const MoveBody = z.strictObject({ move: Code, reason: line(0, 300).default('') });
const EndingBody = z.strictObject({ reason: line(2, 300) });
const FeesBody = z.strictObject({
  fees: z.record(Code, z.int().min(0).max(1_000_000_000)).refine(fees => Object.keys(fees).length > 0),
});
const InspectionBody = z.strictObject({
  items: z
    .array(z.strictObject({ code: Code, passed: z.boolean(), note: line(0, 200).optional() }))
    .min(1)
    .max(30),
  note: line(0, 500).default(''),
  photos: z.array(z.uuid()).max(20).default([]),
});
const VisitBody = z.strictObject({ outcome: z.enum(['done', 'missed']) });
const MeterBody = z.strictObject({
  assetNo: z.string().regex(/^[0-9A-Za-z-]{4,32}$/),
  // Said, never assumed: a ratio that nobody gave would bill a fortieth of what was used.
  digits: z.int().min(3).max(10),
  multiplier: z.int().min(1).max(100_000),
  timeOfUse: z.boolean().default(true),
  /** The first day; the reading stood on its eve. */
  on: z.iso.date(),
  ...Reading,
  /** Of the meter that comes down, where one does. */
  previous: z.strictObject(Reading).optional(),
});
const ReadingBody = z.strictObject({ on: z.iso.date(), ...Reading });

/** As staff see it; of a draft there is none. */
export const createShow =
  ({ cases, db }: CaseCore, readCase: ReturnType<typeof createReadCase>) =>
  async (caseNo: string) => {
    const file = await cases.find(caseNo);
    if (!file || file.status === 'draft') throw caseNotFound();
    const holder = Number(file.facts.result?.['endedHolding'] ?? 0);
    const owedFen = holder > 0 ? await holding.owedFen(db.pool, holder) : 0;
    return showToStaff(await readCase(file), owedFen > 0 ? { holder, owedFen } : null);
  };

export function workRoutes({ core, work, show, documents, audit }: WorkRouteDependencies): Route[] {
  const act = <B extends z.ZodType>(
    path: string,
    summary: string,
    body: B,
    handle: (by: StaffBy, body: z.output<B>) => Promise<unknown>,
  ) =>
    defineRoute({
      method: 'post',
      path: `/staff/applications/:caseNo/${path}`,
      access: workers,
      summary,
      tag,
      input: { params: CaseParam, body: body as z.ZodType },
      output: StaffCaseView,
      async handle({ actor, params: { caseNo }, body: given, requestId }) {
        await handle(staffBy(actor, caseNo, requestId), given as z.output<B>);
        return show(caseNo);
      },
    });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/applications/:caseNo',
      access: readers,
      summary:
        'One case: what was asked for, papers, deadlines, who answers for it, everything that happened',
      tag,
      input: { params: CaseParam },
      output: StaffCaseView,
      async handle({ actor, params: { caseNo }, requestId }) {
        const view = await show(caseNo);
        await record(audit, actor, 'application.view', caseNo, requestId);
        return view;
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/applications/:caseNo/take',
      access: workers,
      summary: 'Take it out of the queue; of two who do one gets it',
      tag,
      input: { params: CaseParam },
      output: StaffCaseView,
      async handle({ actor, params: { caseNo }, requestId }) {
        await work.take(staffBy(actor, caseNo, requestId));
        return show(caseNo);
      },
    }),
    act(
      'hand-over',
      'Hand it to a colleague or back to a team, with the reason',
      HandOverBody,
      (by, { to, reason }) => work.handOver(by, to, reason),
    ),
    act(
      'return',
      'Tell the customer of everything that is missing, in one list; the clock stands',
      ReturnBody,
      (by, { items, note }) => work.giveBack(by, items, note),
    ),
    act(
      'moves',
      'Do one of the moves of the step; a refusal needs its reason',
      MoveBody,
      (by, { move, reason }) => work.move(by, move, reason),
    ),
    act(
      'ending',
      'End what cannot be brought about or is never carried on: the customer reads why, and may appeal',
      EndingBody,
      (by, { reason }) => work.end(by, reason),
    ),
    act('fees', 'Set the sums of fees that are assessed', FeesBody, (by, { fees }) => work.assess(by, fees)),
    act(
      'inspections',
      'Record an inspection: every item of the list, with photos',
      InspectionBody,
      (by, record) => work.inspect(by, record),
    ),
    act('visit', 'Somebody was there, or the customer was not', VisitBody, (by, { outcome }) =>
      work.visited(by, outcome),
    ),
    act('meter', 'Assign the meter with its first reading', MeterBody, (by, meter) =>
      work.assignMeter(by, meter),
    ),
    act('reading', 'Record the last reading of whoever leaves', ReadingBody, (by, reading) =>
      work.recordReading(by, reading),
    ),
    defineRoute({
      method: 'post',
      path: '/staff/applications/:caseNo/photos',
      access: workers,
      summary: 'A photo from the site: the bytes are the body',
      tag,
      input: { params: CaseParam },
      bodyType: 'raw',
      bodyLimit: largestUpload,
      output: z.object({ documentId: z.string(), mediaType: z.string(), size: z.int() }),
      status: 201,
      idempotent: true,
      handle: ({ actor, params, rawBody, requestId }) =>
        work.addPhoto(staffBy(actor, params.caseNo, requestId), rawBody),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/applications/:caseNo/paper-contract',
      access: workers,
      summary: 'The contract was signed on paper: its scan is the body, and the case goes on',
      tag,
      input: { params: CaseParam },
      bodyType: 'raw',
      bodyLimit: largestUpload,
      output: StaffCaseView,
      async handle({ actor, params: { caseNo }, rawBody, requestId }) {
        await work.signOnPaper(staffBy(actor, caseNo, requestId), rawBody);
        return show(caseNo);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/applications/:caseNo/documents/:documentId',
      // Papers cannot be masked: who only reads cases sees that they are there.
      access: workers,
      summary: 'Look at a paper; every look is in the log',
      tag,
      input: { params: DocumentParam },
      async handle({ actor, params: { caseNo, documentId }, requestId }) {
        const by = { actor: `staff:${actor.username}`, requestId };
        return documentReply(await documents.view(documentId, subjectOf(caseNo), by));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/applications/:caseNo/reveal',
      access: workers,
      summary: 'All answers of the form unmasked; it is in the log',
      tag,
      input: { params: CaseParam, body: z.strictObject({ reason: line(2, 200) }) },
      output: z.object({ form: z.record(z.string(), Answer) }),
      async handle({ actor, params: { caseNo }, body, requestId }) {
        const file = await core.cases.find(caseNo);
        if (!file || file.status === 'draft') throw caseNotFound();
        await record(audit, actor, 'application.reveal', caseNo, requestId, { reason: body.reason });
        return { form: file.formEnc ? JSON.parse(core.cipher.decrypt(file.formEnc)) : {} };
      },
    }),
  ];
}

const staffBy = (actor: StaffActor, caseNo: string, requestId: string): StaffBy => ({
  actor,
  caseNo,
  requestId,
});

export const record = (
  audit: Audit,
  actor: StaffActor,
  action: string,
  caseNo: string,
  requestId: string,
  detail: Record<string, unknown> = {},
) =>
  audit.record({ actor: `staff:${actor.username}`, action, subject: subjectOf(caseNo), detail, requestId });

/** Pictures and voice notes of a case, on both sides of the desk: the bytes are the body. */
import { z } from 'zod';
import { resident, staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { documentReply, largestUpload } from '../../documents/index.ts';
import { maySee } from '../act-on-case.ts';
import { caseNotFound } from '../cases.errors.ts';
import type { CaseRow } from '../cases.repository.ts';
import { CaseNo, CaseParams } from '../cases.schemas.ts';
import { auditName, type CasesCore } from '../open-case.ts';
import type { Attach } from './attach.ts';
import type { Attachment, AttachmentsRepository } from './attachments.repository.ts';

const One = z.object({ caseNo: CaseNo, documentId: z.uuid() });
const AttachmentView = z.object({
  documentId: z.string(),
  mediaType: z.string(),
  size: z.int(),
  /** person or staff; the desk reads the colleague's name: staff:<username>. */
  by: z.string(),
  public: z.boolean(),
  at: z.string(),
});
const AttachmentsView = z.object({ attachments: z.array(AttachmentView) });

interface Dependencies {
  core: CasesCore;
  attach: Attach;
  attachments: AttachmentsRepository;
}

const shown = (
  { documentId, mediaType, size, addedBy, public: seen, at }: Attachment,
  forPerson: boolean,
) => ({
  documentId,
  mediaType,
  size,
  by: forPerson && addedBy !== 'person' ? 'staff' : addedBy,
  public: seen,
  at: at.toISOString(),
});

export function attachmentRoutes(dependencies: Dependencies): Route[] {
  return [...residentRoutes(dependencies), ...staffRoutes(dependencies)];
}

function residentRoutes({ core, attach, attachments }: Dependencies): Route[] {
  const tag = 'Service cases';
  const mine = async (personId: string, caseNo: string): Promise<CaseRow> => {
    const row = await core.cases.find(caseNo);
    if (row?.personId !== personId) throw caseNotFound();
    return row;
  };
  const listOf = async ({ id }: CaseRow) => ({
    attachments: (await attachments.ofCase(id, true))
      .filter(({ gone }) => !gone)
      .map(each => shown(each, true)),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/cases/:caseNo/attachments',
      access: resident(),
      summary: 'What goes with my case, mine and what the desk has added for me',
      tag,
      input: { params: CaseParams },
      output: AttachmentsView,
      handle: async ({ actor, params }) => listOf(await mine(actor.personId, params.caseNo)),
    }),
    defineRoute({
      method: 'post',
      path: '/cases/:caseNo/attachments',
      access: resident(),
      summary: 'Add a picture, PDF or voice note; a case that waited for me goes on',
      tag,
      input: { params: CaseParams },
      bodyType: 'raw',
      bodyLimit: largestUpload,
      output: AttachmentsView,
      status: 201,
      idempotent: true,
      async handle({ actor: { personId }, params: { caseNo }, rawBody, requestId }) {
        await attach.byPerson({ personId, caseNo, requestId }, rawBody);
        return listOf(await mine(personId, caseNo));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/cases/:caseNo/attachments/:documentId',
      access: resident(),
      summary: 'One of them, as it is kept',
      tag,
      input: { params: One },
      async handle({ actor: { personId }, params: { caseNo, documentId }, requestId }) {
        const row = await mine(personId, caseNo);
        const by = { actor: auditName(personId, row.anonymous), requestId };
        return documentReply(await attach.view(row, documentId, true, by), caseNo);
      },
    }),
  ];
}

function staffRoutes({ core, attach, attachments }: Dependencies): Route[] {
  const tag = 'Staff: service cases';
  const readers = staff('clerk', 'supervisor', 'auditor');
  const seen = async (caseNo: string, actor: Parameters<typeof maySee>[2]): Promise<CaseRow> => {
    const row = await core.cases.find(caseNo);
    if (!row || !(await maySee(core.cases.worksThere, row, actor))) throw caseNotFound();
    return row;
  };
  const listOf = async ({ id }: CaseRow) => ({
    attachments: (await attachments.ofCase(id, false))
      .filter(({ gone }) => !gone)
      .map(each => shown(each, false)),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/cases/:caseNo/attachments',
      access: readers,
      summary: 'What goes with a case',
      tag,
      input: { params: CaseParams },
      output: AttachmentsView,
      handle: async ({ actor, params }) => listOf(await seen(params.caseNo, actor)),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/cases/:caseNo/attachments',
      access: staff('clerk', 'supervisor'),
      summary: 'Add a picture, PDF or recording, for the customer as well or for colleagues only',
      tag,
      input: {
        params: CaseParams,
        query: z.strictObject({ for: z.enum(['customer', 'colleagues']).default('colleagues') }),
      },
      bodyType: 'raw',
      bodyLimit: largestUpload,
      output: AttachmentsView,
      status: 201,
      idempotent: true,
      async handle({ actor, params: { caseNo }, query, rawBody, requestId }) {
        await attach.byStaff({ actor, caseNo, requestId }, rawBody, query.for === 'customer');
        return listOf(await seen(caseNo, actor));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/cases/:caseNo/attachments/:documentId',
      access: readers,
      summary: 'Look at a picture or hear a voice note; each time is written into the audit log',
      tag,
      input: { params: One },
      async handle({ actor, params: { caseNo, documentId }, requestId }) {
        const row = await seen(caseNo, actor);
        const by = { actor: `staff:${actor.username}`, requestId };
        return documentReply(await attach.view(row, documentId, false, by), caseNo);
      },
    }),
  ];
}

/** Papers, the contract and links to follow: what of an application is more than a form. */
import { z } from 'zod';
import { resident } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { type DocumentsModule, documentReply, largestUpload } from '../../documents/index.ts';
import { caseNotFound } from '../applications.errors.ts';
import {
  CaseNo,
  CaseParam,
  Code,
  DocumentParam,
  instant,
  ReplacesQuery,
  Words,
} from '../applications.schemas.ts';
import type { Apply } from '../apply.ts';
import { type CaseCore, subjectOf } from '../change-case.ts';
import type { Signing } from '../signing/sign-contract.ts';
import { tag } from './resident.routes.ts';
import type { Sharing } from './sharing.ts';

export interface PapersDependencies {
  core: CaseCore;
  apply: Apply;
  signing: Signing;
  sharing: Sharing;
  documents: DocumentsModule;
}

const Token = z.object({ token: z.string().regex(/^[\w-]{43}$/) });
const Agreed = z.literal(true);
const ContractView = z.object({
  contractNo: z.string(),
  title: Words,
  utility: Words,
  facts: z.array(z.object({ label: Words, value: z.string() })),
  clauses: z.array(Words),
  sha256: z.string(),
});

export function papersRoutes({ core, apply, signing, sharing, documents }: PapersDependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/applications/:caseNo/papers/:code',
      access: resident(),
      summary: 'Hand in a picture or PDF for a line of the checklist: the bytes are the body',
      tag,
      input: { params: z.object({ caseNo: CaseNo, code: Code }), query: ReplacesQuery },
      bodyType: 'raw',
      bodyLimit: largestUpload,
      output: z.object({ documentId: z.string(), code: z.string(), mediaType: z.string(), size: z.int() }),
      status: 201,
      idempotent: true,
      handle: ({ actor, params: { caseNo, code }, query, rawBody, requestId }) =>
        apply.addPaper(actor, caseNo, { code, replaces: query.replaces }, rawBody, requestId),
    }),
    defineRoute({
      method: 'get',
      path: '/applications/:caseNo/documents/:documentId',
      access: resident(),
      summary: 'A paper I handed in, or the contract I signed',
      tag,
      input: { params: DocumentParam },
      async handle({ actor, params: { caseNo, documentId }, requestId }) {
        const file = await core.cases.find(caseNo);
        if (file?.personId !== actor.personId) throw caseNotFound();
        const by = { actor: `person:${actor.personId}`, requestId };
        return documentReply(await documents.view(documentId, subjectOf(caseNo), by));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/applications/:caseNo/documents/:documentId',
      access: resident(),
      summary: 'Take a paper back before it is accepted; later it is replaced',
      tag,
      input: { params: DocumentParam },
      status: 204,
      handle: ({ actor, params, requestId }) =>
        apply.removePaper(actor, params.caseNo, params.documentId, requestId),
    }),
    defineRoute({
      method: 'get',
      path: '/applications/:caseNo/contract',
      access: resident(),
      summary:
        'What the supply contract says that is to be signed, and the hash that goes with the signature',
      tag,
      input: { params: CaseParam },
      output: ContractView,
      handle: ({ actor, params }) => signing.text(actor, params.caseNo),
    }),
    defineRoute({
      method: 'get',
      path: '/applications/:caseNo/contract/pdf',
      access: resident(),
      summary: 'The same on paper',
      tag,
      input: { params: CaseParam },
      handle: async ({ actor, params }) =>
        documentReply({ mediaType: 'application/pdf', content: await signing.pdf(actor, params.caseNo) }),
    }),
    defineRoute({
      method: 'post',
      path: '/applications/:caseNo/signature',
      access: resident(),
      summary: 'Sign the contract that was read; signed twice it is signed once',
      tag,
      input: {
        params: CaseParam,
        body: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), agreed: Agreed }),
      },
      status: 204,
      handle: ({ actor, params, body, requestId }) =>
        signing.sign(actor, params.caseNo, body.sha256, requestId),
    }),
    defineRoute({
      method: 'post',
      path: '/applications/:caseNo/shares',
      access: resident(),
      summary: 'A link by which one other person may follow where it stands, for seven days to be taken up',
      tag,
      input: { params: CaseParam, body: z.strictObject({ agreed: Agreed }) },
      output: z.object({ id: z.string(), url: z.string(), token: z.string(), expiresAt: instant }),
      status: 201,
      idempotent: true,
      keepAnswer: false,
      handle: ({ actor, params, requestKey, requestId }) =>
        sharing.give(actor, params.caseNo, requestKey!, requestId),
    }),
    defineRoute({
      method: 'delete',
      path: '/applications/:caseNo/shares/:shareId',
      access: resident(),
      summary: 'Nobody follows by this link any more',
      tag,
      input: { params: z.object({ caseNo: CaseNo, shareId: z.uuid() }) },
      status: 204,
      handle: ({ actor, params, requestId }) => sharing.end(actor, params.caseNo, params.shareId, requestId),
    }),
    defineRoute({
      method: 'post',
      path: '/application-shares/:token',
      access: resident(),
      summary: 'Follow by a link somebody gave me; I agree that they see it',
      tag,
      input: { params: Token, body: z.strictObject({ agreed: Agreed }) },
      output: z.object({ caseNo: z.string() }),
      handle: ({ actor, params, requestId }) => sharing.join(actor, params.token, requestId),
    }),
  ];
}

/** 答复模板: words to begin an answer with, which carry what the five disciplines (看听笑说动) ask for. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { staffName } from '../../shared/audit.ts';
import { templateNameTaken, templateNotFound } from './reply-templates.errors.ts';
import { createReplyTemplatesRepository } from './reply-templates.repository.ts';

const plain = /^[\P{Cc}\n\t]*$/u;
const kinds = [
  'repair',
  'enquiry',
  'complaint',
  'misconduct',
  'suggestion',
  'opinion',
  'praise',
  'information',
  'general',
] as const;
const TemplateBody = z.strictObject({
  kind: z.enum(kinds).nullable(),
  name: z.string().trim().min(2).max(40).regex(plain),
  words: z.string().trim().min(5).max(2000).regex(plain),
});
const TemplatesView = z.object({
  templates: z.array(
    z.object({
      id: z.int(),
      kind: z.string().nullable(),
      name: z.string(),
      words: z.string(),
      writtenBy: z.string(),
    }),
  ),
});
const IdParams = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

const tag = 'Staff: service cases';

export function createReplyTemplatesModule({ db, clock }: { db: Database; clock: Clock }): {
  routes: Route[];
} {
  const templates = createReplyTemplatesRepository(db.pool);
  const show = async () => ({ templates: await templates.list() });
  return {
    routes: [
      defineRoute({
        method: 'get',
        path: '/staff/reply-templates',
        access: staff('clerk', 'supervisor'),
        summary: 'Words to begin an answer with (答复模板)',
        tag,
        output: TemplatesView,
        handle: show,
      }),
      defineRoute({
        method: 'post',
        path: '/staff/reply-templates',
        access: staff('supervisor'),
        summary: 'Write a template',
        tag,
        input: { body: TemplateBody },
        output: TemplatesView,
        status: 201,
        idempotent: true,
        async handle({ actor, body, requestId }) {
          const writtenBy = staffName(actor);
          const audit = {
            actor: writtenBy,
            action: 'reply-template.write',
            subject: 'reply-template',
            detail: { name: body.name },
            requestId,
          };
          if (!(await templates.write({ ...body, writtenBy }, clock.now(), audit))) throw templateNameTaken();
          return show();
        },
      }),
      defineRoute({
        method: 'post',
        path: '/staff/reply-templates/:id/retirement',
        access: staff('supervisor'),
        summary: 'Retire a template; it stays on record',
        tag,
        input: { params: IdParams },
        output: TemplatesView,
        async handle({ actor, params: { id }, requestId }) {
          const by = staffName(actor);
          const audit = {
            actor: by,
            action: 'reply-template.retire',
            subject: `reply-template:${id}`,
            requestId,
          };
          if (!(await templates.retire(id, by, clock.now(), audit))) throw templateNotFound();
          return show();
        },
      }),
    ],
  };
}

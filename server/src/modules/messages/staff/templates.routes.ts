import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import type { TemplateEditor } from './edit-templates.ts';
import {
  DecisionBody,
  EditionParams,
  EditionView,
  PreviewView,
  TemplateBody,
  TemplatesView,
} from './staff-messages.schemas.ts';

const tag = 'Staff: messages';
const writers = staff('supervisor', 'administrator');

export function templatesRoutes(editor: TemplateEditor): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/message-templates',
      access: staff('clerk', 'finance', 'supervisor', 'administrator', 'auditor'),
      summary: 'Texts of every kind of notice in both languages, with all their editions',
      tag,
      output: TemplatesView,
      handle: () => editor.all(),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/message-templates/preview',
      access: writers,
      summary: 'A text as somebody would read it',
      tag,
      input: { body: TemplateBody },
      output: PreviewView,
      handle: ({ body }) => editor.preview(body),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/message-templates',
      access: writers,
      summary: 'Draft an edition of a text; another person approves it',
      tag,
      input: { body: TemplateBody },
      output: EditionView,
      status: 201,
      idempotent: true,
      handle: ({ actor, body, requestId }) => editor.draft(actor, body, requestId),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/message-templates/:id/decision',
      access: writers,
      summary: 'Approve an edition, which is in force from then on, or refuse it',
      tag,
      input: { params: EditionParams, body: DecisionBody },
      output: EditionView,
      handle: ({ actor, params, body, requestId }) => editor.decide(actor, params.id, body, requestId),
    }),
  ];
}

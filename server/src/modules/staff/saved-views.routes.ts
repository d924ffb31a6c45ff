/** Filters and columns that a member keeps for the lists of the staff view; nobody else sees them. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { notFound } from '../../shared/errors.ts';
import { mostViews, type SavedViewsRepository } from './saved-views.repository.ts';
import { tooManyViews } from './staff.errors.ts';
import { staffRoles } from './staff-member.ts';

const tag = 'Staff';
const Page = z.string().regex(/^[a-z][a-z-]{1,39}$/);
const plain = /^\P{Cc}*$/u;
const ViewBody = z.strictObject({
  page: Page,
  name: z.string().trim().min(1).max(40).regex(plain),
  query: z.string().max(1_000).regex(plain).default(''),
  columns: z
    .array(z.string().regex(/^[\w-]{1,40}$/))
    .max(40)
    .default([]),
});
const ViewShape = z.object({
  id: z.string(),
  page: z.string(),
  name: z.string(),
  query: z.string(),
  columns: z.array(z.string()),
});

export function savedViewsRoutes(views: SavedViewsRepository): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/me/views',
      access: staff(...staffRoles),
      summary: 'My saved views of a list',
      tag,
      input: { query: z.strictObject({ page: Page }) },
      output: z.object({ views: z.array(ViewShape) }),
      handle: async ({ actor, query }) => ({ views: await views.of(actor.staffId, query.page) }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/me/views',
      access: staff(...staffRoles),
      summary: 'Save a view under a name, or replace it',
      tag,
      input: { body: ViewBody },
      output: ViewShape,
      status: 201,
      handle: async ({ actor, body }) => {
        if ((await views.countOthers(actor.staffId, body)) >= mostViews)
          throw tooManyViews({ max: mostViews });
        return views.save(actor.staffId, body);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/staff/me/views/:id',
      access: staff(...staffRoles),
      summary: 'Remove one of my saved views',
      tag,
      input: { params: z.object({ id: z.uuid() }) },
      status: 204,
      handle: async ({ actor, params }) => {
        if (!(await views.remove(actor.staffId, params.id))) throw notFound();
      },
    }),
  ];
}

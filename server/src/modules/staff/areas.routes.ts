/** Areas of members: a clerk sees the cases and follow-ups of their own. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { staffName } from '../../shared/audit.ts';
import { notFound } from '../../shared/errors.ts';
import type { AreasRepository } from './areas.repository.ts';
import { MemberParams } from './staff.schemas.ts';

const tag = 'Staff';
const AreaShape = z.strictObject({
  regionCode: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/),
  /** Empty: the whole region. */
  district: z
    .string()
    .max(40)
    .regex(/^\P{Cc}*$/u)
    .default(''),
});
const AreasBody = z.strictObject({ areas: z.array(AreaShape).max(50) });
const AreasView = z.object({
  members: z.array(z.object({ username: z.string(), areas: z.array(AreaShape) })),
  /** Every district with a premises, to choose from. */
  known: z.array(AreaShape),
});

export function areasRoutes(areas: AreasRepository): Route[] {
  async function show() {
    const rows = await areas.all();
    const usernames = [...new Set(rows.map(({ username }) => username))];
    return {
      members: usernames.map(username => ({
        username,
        areas: rows
          .filter(row => row.username === username)
          .map(({ regionCode, district }) => ({ regionCode, district })),
      })),
      known: await areas.known(),
    };
  }
  return [
    defineRoute({
      method: 'get',
      path: '/staff/areas',
      access: staff('supervisor', 'administrator', 'auditor'),
      summary: 'Who works where; without a line a member works everywhere',
      tag,
      output: AreasView,
      handle: show,
    }),
    defineRoute({
      method: 'put',
      path: '/staff/members/:id/areas',
      access: staff('administrator'),
      summary: 'Say where a member works; an empty list is everywhere',
      tag,
      input: { params: MemberParams, body: AreasBody },
      output: AreasView,
      async handle({ actor, params: { id }, body, requestId }) {
        const username = await areas.usernameOf(id);
        if (!username) throw notFound();
        await areas.set(username, body.areas, {
          actor: staffName(actor),
          action: 'member.areas',
          subject: `staff:${username}`,
          detail: { areas: body.areas },
          requestId,
        });
        return show();
      },
    }),
  ];
}

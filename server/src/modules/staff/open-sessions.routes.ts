/** Who is signed in, and ending a session: one's own by everybody, anybody's by an administrator. */
import { z } from 'zod';
import { type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import { tokenHash } from '../../infra/crypto.ts';
import { staffName } from '../../shared/audit.ts';
import { notFound } from '../../shared/errors.ts';
import { tokenOf } from './session-cookie.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import { staffRoles } from './staff-member.ts';

interface Dependencies {
  clock: Clock;
  sessions: SessionsRepository;
}

const tag = 'Staff';
const SessionParams = z.object({ id: z.uuid() });
const instant = z
  .date()
  .transform(date => date.toISOString())
  .pipe(z.string());
const SessionsView = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      username: z.string(),
      displayName: z.string(),
      createdAt: instant,
      /** Ends then unless it is used meanwhile. */
      expiresAt: instant,
      ip: z.string().nullable(),
      userAgent: z.string().nullable(),
      current: z.boolean(),
    }),
  ),
});

export function openSessionsRoutes({ clock, sessions }: Dependencies): Route[] {
  async function end(
    actor: StaffActor,
    id: string,
    staffId: string | null,
    requestId: string,
  ): Promise<void> {
    const entryOf = (username: string) => ({
      actor: staffName(actor),
      action: 'staff-session.end',
      subject: staffName({ username }),
      requestId,
    });
    if (!(await sessions.endOne(id, staffId, entryOf))) throw notFound();
  }
  const asking = (headers: Record<string, string | undefined>) => tokenHash(tokenOf(headers['cookie']));
  return [
    defineRoute({
      method: 'get',
      path: '/staff/me/sessions',
      access: staff(...staffRoles),
      summary: 'Where I am signed in',
      tag,
      output: SessionsView,
      handle: async ({ actor, headers }) => ({
        sessions: await sessions.list(clock.now(), asking(headers), actor.staffId),
      }),
    }),
    defineRoute({
      method: 'delete',
      path: '/staff/me/sessions/:id',
      access: staff(...staffRoles),
      summary: 'End one of my sessions',
      tag,
      input: { params: SessionParams },
      status: 204,
      handle: ({ actor, params, requestId }) => end(actor, params.id, actor.staffId, requestId),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/open-sessions',
      access: staff('administrator', 'auditor'),
      summary: 'Who is signed in, where and since when',
      tag,
      output: SessionsView,
      handle: async ({ headers }) => ({ sessions: await sessions.list(clock.now(), asking(headers), null) }),
    }),
    defineRoute({
      method: 'delete',
      path: '/staff/open-sessions/:id',
      access: staff('administrator'),
      summary: "End somebody's session",
      tag,
      input: { params: SessionParams },
      status: 204,
      handle: ({ actor, params, requestId }) => end(actor, params.id, null, requestId),
    }),
  ];
}

import { anyone, staff } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { notFound, unauthenticated } from '../../shared/errors.ts';
import type { DemoSignIns } from './demo-staff.ts';
import type { createMemberManagement } from './manage-members.ts';
import { endedCookie, sessionCookie, tokenOf } from './session-cookie.ts';
import type { SignIn } from './sign-in.ts';
import { DemoSignInsView, MeView, PasswordBody, SignedInView, SignInBody } from './staff.schemas.ts';
import { staffRoles } from './staff-member.ts';
import type { createStaffSessions } from './staff-sessions.ts';

interface Dependencies {
  audit: Audit;
  signIn: SignIn;
  sessions: ReturnType<typeof createStaffSessions>;
  members: ReturnType<typeof createMemberManagement>;
  secureCookies: boolean;
  /** Absent in production. */
  demoSignIns?: DemoSignIns;
}

const tag = 'Staff';
const everyRole = staff(...staffRoles);

export function signInRoutes(dependencies: Dependencies): Route[] {
  const { audit, signIn, sessions, members, secureCookies, demoSignIns } = dependencies;
  return [
    defineRoute({
      method: 'post',
      path: '/staff/sessions',
      access: anyone('signing in is how one becomes known'),
      summary: 'Sign in with password and one-time code',
      tag,
      input: { body: SignInBody },
      output: SignedInView,
      handle: async ({ body, ip, headers: sent, requestId }) => {
        const userAgent = sent['user-agent'] ?? null;
        const { token, staff: signedIn } = await signIn({ ...body, ip, userAgent, requestId });
        const headers = {
          'Set-Cookie': sessionCookie(token, secureCookies),
          'Content-Type': 'application/json',
          'Cache-Control': 'no-store',
        };
        return rawReply({ headers, body: JSON.stringify(SignedInView.parse({ staff: signedIn })) });
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/staff/sessions/current',
      access: everyRole,
      summary: 'Sign out',
      tag,
      status: 204,
      handle: async ({ actor, headers, requestId }) => {
        const name = staffName(actor);
        await audit.record({ actor: name, action: 'staff.sign-out', subject: name, requestId });
        await sessions.end(tokenOf(headers['cookie']));
        return rawReply({ status: 204, headers: { 'Set-Cookie': endedCookie(secureCookies) } });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/me',
      access: everyRole,
      summary: 'Who is signed in, and until when',
      tag,
      output: MeView,
      handle: async ({ headers }) => {
        const session = await sessions.find(tokenOf(headers['cookie']));
        if (!session) throw unauthenticated();
        return session;
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/me/password',
      access: everyRole,
      summary: 'Change my own password',
      tag,
      input: { body: PasswordBody },
      status: 204,
      handle: async ({ actor, body, headers, requestId }) => {
        await members.changeOwnPassword(
          actor,
          body.current,
          body.next,
          tokenOf(headers['cookie']),
          requestId,
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/demo-sign-ins',
      access: anyone('a demo shows its own sign-ins; a production server answers 404'),
      summary: 'The demo members and a one-time code for each (demo mode only)',
      tag,
      output: DemoSignInsView,
      handle: () => {
        if (!demoSignIns) throw notFound();
        return demoSignIns();
      },
    }),
  ];
}

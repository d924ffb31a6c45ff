import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { tokenHash } from '../../infra/crypto.ts';
import type { LiveSession, SessionsRepository } from './sessions.repository.ts';
import { sessionRules } from './staff-member.ts';

const minute = 60_000;

/** Finds who stands behind a session's token, and keeps the session open while it is used. */
export function createStaffSessions(sessions: SessionsRepository, clock: Clock) {
  async function find(token: string): Promise<LiveSession | undefined> {
    const now = clock.now();
    const hash = tokenHash(token);
    const session = await sessions.find(hash, now);
    if (!session) return undefined;
    const until = extended(session, now);
    if (!until) return session;
    await sessions.extend(hash, until);
    return { ...session, expiresAt: until };
  }

  return {
    find,
    /** What the HTTP layer's Gatekeeper asks for. */
    async actor(token: string): Promise<StaffActor | undefined> {
      const session = await find(token);
      return (
        session && {
          kind: 'staff',
          staffId: session.staffId,
          username: session.username,
          roles: session.roles,
        }
      );
    },
    end: (token: string) => sessions.end(tokenHash(token)),
  };
}

/** The new end of a session that is in use; undefined when moving it would gain less than a minute. */
function extended(session: LiveSession, now: Date): Date | undefined {
  const last = session.createdAt.getTime() + sessionRules.longestHours * 60 * minute;
  const until = Math.min(now.getTime() + sessionRules.idleMinutes * minute, last);
  return until - session.expiresAt.getTime() >= minute ? new Date(until) : undefined;
}

import { staffCookie } from '../../http/admit.ts';
import { sessionRules } from './staff-member.ts';

/**
 * Out of reach of scripts and of other sites, and sent to the API only. `secure` is left out on a demo's plain HTTP.
 * The Max-Age is the longest a session may last; the server ends it sooner.
 */
export function sessionCookie(token: string, secure: boolean): string {
  return write(token, sessionRules.longestHours * 3600, secure);
}

export const endedCookie = (secure: boolean) => write('', 0, secure);

function write(value: string, maxAge: number, secure: boolean): string {
  return `${staffCookie}=${value}; Path=/api/v1; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

/** The token of a request that was admitted by it. */
export function tokenOf(cookieHeader: string | undefined): string {
  const pair = (cookieHeader ?? '').split(/;\s*/).find(part => part.startsWith(`${staffCookie}=`));
  return pair?.slice(staffCookie.length + 1) ?? '';
}

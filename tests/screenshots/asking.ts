/** Requests of one person, of which none may be refused: a scene that was not set is noticed before it is photographed. */
import { randomUUID } from 'node:crypto';
import type { RunningHall } from '../support/hall.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes, of which each scene reads a number or two
export type Ask = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => Promise<any>;

/** @param who a resident's token, or a member's session */
export function asking(hall: RunningHall, who: { token: string } | { staff: string }): Ask {
  const signedIn = 'token' in who ? { token: who.token } : { cookie: `dianting_staff=${who.staff}` };
  return async (method, path, body) => {
    const answer = await hall.call(method, path, { ...signedIn, key: randomUUID(), body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
}

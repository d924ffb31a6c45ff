/** A mini-program's socket carries neither cookie nor header: whoever is signed in gets a ticket for it instead. */
import type { Clock } from '../../infra/clock.ts';
import { tokenHash } from '../../infra/crypto.ts';
import { randomToken } from '../../shared/ids.ts';
import { socketPath } from './sockets.ts';
import type { TicketsRepository } from './tickets.repository.ts';

const lifeMs = 60_000;

export function createIssueTicket(tickets: TicketsRepository, clock: Clock) {
  /** @param session the token of the one that asks: the socket lives no longer. */
  return async (session: string) => {
    const ticket = randomToken();
    const expiresAt = new Date(clock.now().getTime() + lifeMs);
    await tickets.issue(tokenHash(ticket), tokenHash(session), expiresAt);
    return { ticket, path: socketPath, expiresAt: expiresAt.toISOString() };
  };
}

export type IssueTicket = ReturnType<typeof createIssueTicket>;

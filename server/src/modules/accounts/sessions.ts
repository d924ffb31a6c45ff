import type { ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { tokenHash } from '../../infra/crypto.ts';
import { randomToken } from '../../shared/ids.ts';
import type { SessionsRepository } from './sessions.repository.ts';

const dayMs = 86_400_000;

export interface Sessions {
  open(owner: {
    personId: string;
    identityId: string;
    phoneProved: boolean;
  }): Promise<{ token: string; expiresAt: Date }>;
  /** The person behind a token; using it pushes its end back. */
  resident(token: string): Promise<ResidentActor | undefined>;
  close(token: string): Promise<void>;
  /** Notes that this session's person has just proved their phone. */
  phoneProved(token: string): Promise<void>;
}

/** @param days how long an unused session lasts. */
export function createSessions(repository: SessionsRepository, clock: Clock, days: number): Sessions {
  const end = () => new Date(clock.now().getTime() + days * dayMs);
  return {
    async open({ personId, identityId, phoneProved }) {
      const token = randomToken();
      const session = { personId, identityId, createdAt: clock.now(), expiresAt: end() };
      await repository.add({
        ...session,
        tokenHash: tokenHash(token),
        phoneProvedAt: phoneProved ? session.createdAt : null,
      });
      return { token, expiresAt: session.expiresAt };
    },
    async resident(token) {
      const found = await repository.find(tokenHash(token), clock.now());
      if (!found) return undefined;
      const { expiresAt, ...actor } = found;
      // Once a day is enough: reading must not write every time.
      if (end().getTime() - expiresAt.getTime() > dayMs) await repository.extend(tokenHash(token), end());
      return actor;
    },
    close: token => repository.remove(tokenHash(token)),
    phoneProved: token => repository.phoneProved(tokenHash(token), clock.now()),
  };
}

import type { HouseholdCaller, ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { tokenHash } from '../../infra/crypto.ts';
import { businessDate } from '../../shared/dates.ts';
import { randomToken } from '../../shared/ids.ts';
import type { FoundSession, SessionsRepository } from './sessions.repository.ts';

const dayMs = 86_400_000;

export interface Sessions {
  open(owner: {
    personId: string;
    identityId: string;
    phoneProved: boolean;
  }): Promise<{ token: string; expiresAt: Date }>;
  /** The person behind a token; using it pushes its end back. */
  resident(token: string): Promise<ResidentActor | undefined>;
  /** The same, with the person's binding to the account's present holder period. */
  atHousehold(token: string, accountNo: string): Promise<HouseholdCaller | undefined>;
  close(token: string): Promise<void>;
  /** Notes that this session's person has just proved their phone. */
  phoneProved(token: string): Promise<void>;
}

/** @param days how long an unused session lasts. */
export function createSessions(repository: SessionsRepository, clock: Clock, days: number): Sessions {
  const end = () => new Date(clock.now().getTime() + days * dayMs);

  async function used(token: string, { expiresAt, ...actor }: FoundSession): Promise<ResidentActor> {
    // Once a day is enough: reading must not write every time.
    if (end().getTime() - expiresAt.getTime() > dayMs) await repository.extend(tokenHash(token), end());
    return actor;
  }

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
      const now = clock.now();
      const found = await repository.find(tokenHash(token), now, businessDate(now));
      return found && used(token, found);
    },
    async atHousehold(token, accountNo) {
      const now = clock.now();
      const found = await repository.findAtHousehold(tokenHash(token), now, accountNo, businessDate(now));
      if (!found) return undefined;
      const { household, ...session } = found;
      return { actor: await used(token, session), household };
    },
    close: token => repository.remove(tokenHash(token)),
    phoneProved: token => repository.phoneProved(tokenHash(token), clock.now()),
  };
}

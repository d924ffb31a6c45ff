import type { HouseholdCaller, ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { tokenHash } from '../../infra/crypto.ts';
import { businessDate } from '../../shared/dates.ts';
import { randomToken } from '../../shared/ids.ts';
import type { FoundSession, SessionsRepository } from './sessions.repository.ts';

const dayMs = 86_400_000;

export interface Sessions {
  /** Undefined where the identity has ended, or gone to another person, since it was found by its subject. */
  open(owner: {
    personId: string;
    identityId: string;
    subject: string;
    proved: 'phone' | 'wallet' | 'nothing';
  }): Promise<{ token: string; expiresAt: Date } | undefined>;
  /** The person behind a token; using it pushes its end back. */
  resident(token: string): Promise<ResidentActor | undefined>;
  /** The same, with the person's binding to the account's present holder period. */
  atHousehold(token: string, accountNo: string): Promise<HouseholdCaller | undefined>;
  close(token: string): Promise<void>;
  /** Notes that this session's person has just proved this phone of theirs. */
  phoneProved(token: string, phoneHash: Uint8Array): Promise<void>;
  /** Notes that the wallet which the account began with has just said who is there. */
  walletProved(token: string): Promise<void>;
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
    async open({ proved, ...owner }) {
      const token = randomToken();
      const session = { ...owner, createdAt: clock.now(), expiresAt: end() };
      const opened = await repository.add({
        ...session,
        tokenHash: tokenHash(token),
        phoneProvedAt: proved === 'phone' ? session.createdAt : null,
        walletProvedAt: proved === 'wallet' ? session.createdAt : null,
      });
      return opened ? { token, expiresAt: session.expiresAt } : undefined;
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
    phoneProved: (token, phoneHash) => repository.phoneProved(tokenHash(token), phoneHash, clock.now()),
    walletProved: token => repository.walletProved(tokenHash(token), clock.now()),
  };
}

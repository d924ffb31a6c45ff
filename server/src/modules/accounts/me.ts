import type { ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { type FieldCipher, tokenHash } from '../../infra/crypto.ts';
import { notFound, unauthenticated } from '../../shared/errors.ts';
import { maskPhone } from '../../shared/mask.ts';
import { identityInUse, lastIdentity } from './accounts.errors.ts';
import type { ManageHouseholds } from './manage-households.ts';
import type { PeopleRepository } from './people.repository.ts';
import { demandProof } from './prove-self.ts';

export interface MeView {
  personId: string;
  phone: string | null;
  identities: { id: string; provider: string; createdAt: string }[];
  defaultAccountNo: string | null;
  householdCount: number;
}

export interface Me {
  view(personId: string): Promise<MeView>;
  /** @throws identityInUse, lastIdentity, notFound, identityUnproved, walletUnproved */
  removeIdentity(actor: ResidentActor, identityId: string, requestId: string): Promise<MeView>;
  /** Whatever is signed in elsewhere: a phone that was lost, a session in other hands. @throws identityUnproved, walletUnproved */
  endOtherSessions(actor: ResidentActor, token: string, requestId: string): Promise<void>;
}

interface MeDependencies {
  people: PeopleRepository;
  households: ManageHouseholds;
  cipher: FieldCipher;
  clock: Clock;
}

export function createMe({ people, households, cipher, clock }: MeDependencies): Me {
  async function view(personId: string): Promise<MeView> {
    const person = await people.find(personId);
    if (!person) throw unauthenticated();
    const list = await households.list(personId);
    return {
      personId,
      phone: person.phoneEnc ? maskPhone(cipher.decrypt(person.phoneEnc)) : null,
      identities: person.identities.map(({ id, provider, createdAt }) => ({
        id,
        provider,
        createdAt: createdAt.toISOString(),
      })),
      defaultAccountNo: list.find(household => household.isDefault)?.accountNo ?? null,
      householdCount: list.length,
    };
  }
  return {
    view,
    async removeIdentity(actor, identityId, requestId) {
      const person = await people.find(actor.personId);
      const identity = person?.identities.find(one => one.id === identityId);
      if (!person || !identity) throw notFound();
      if (person.identities.length === 1) throw lastIdentity();
      if (identity.subject === actor.subject && identity.appId === actor.appId) throw identityInUse();
      demandProof(actor, person, clock.now());
      if (!(await people.removeIdentity(actor.personId, identityId, requestId))) throw lastIdentity();
      return view(actor.personId);
    },
    async endOtherSessions(actor, token, requestId) {
      const person = await people.find(actor.personId);
      if (!person) throw unauthenticated();
      demandProof(actor, person, clock.now());
      await people.endOtherSessions(actor.personId, tokenHash(token), requestId);
    },
  };
}

import type { ResidentActor } from '../../http/access.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { notFound, unauthenticated } from '../../shared/errors.ts';
import { maskPhone } from '../../shared/mask.ts';
import { identityInUse, lastIdentity } from './accounts.errors.ts';
import type { ManageHouseholds } from './manage-households.ts';
import type { PeopleRepository } from './people.repository.ts';

export interface MeView {
  personId: string;
  phone: string | null;
  identities: { id: string; provider: string; createdAt: string }[];
  defaultAccountNo: string | null;
  householdCount: number;
}

export interface Me {
  view(personId: string): Promise<MeView>;
  /** @throws identityInUse, lastIdentity, notFound */
  removeIdentity(actor: ResidentActor, identityId: string): Promise<MeView>;
}

interface MeDependencies {
  people: PeopleRepository;
  households: ManageHouseholds;
  cipher: FieldCipher;
}

export function createMe({ people, households, cipher }: MeDependencies): Me {
  async function view(personId: string): Promise<MeView> {
    const person = await people.find(personId);
    if (!person) throw unauthenticated();
    const list = await households.list(personId);
    return {
      personId,
      phone: person.phoneEnc ? maskPhone(cipher.decrypt(person.phoneEnc)) : null,
      identities: person.identities.map(one => ({ ...one, createdAt: one.createdAt.toISOString() })),
      defaultAccountNo: list.find(household => household.isDefault)?.accountNo ?? null,
      householdCount: list.length,
    };
  }
  return {
    view,
    async removeIdentity(actor, identityId) {
      const person = await people.find(actor.personId);
      const identity = person?.identities.find(one => one.id === identityId);
      if (!identity) throw notFound();
      if (person?.identities.length === 1) throw lastIdentity();
      if (identity.subject === actor.subject && identity.appId === actor.appId) throw identityInUse();
      if (!(await people.removeIdentity(actor.personId, identityId))) throw lastIdentity();
      return view(actor.personId);
    },
  };
}

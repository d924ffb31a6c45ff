import type { BoundHousehold, ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { businessDate } from '../../shared/dates.ts';
import { notFound } from '../../shared/errors.ts';
import { maskPhone } from '../../shared/mask.ts';
import { ownBinding } from './accounts.errors.ts';
import { type HouseholdView, viewHousehold } from './household.ts';
import type { HouseholdsRepository } from './households.repository.ts';

export interface BoundPersonView {
  bindingId: string;
  phoneMasked: string | null;
  level: 'pay-only' | 'full';
  since: string;
  isMe: boolean;
}

/** A person's own households, and the holder's view of who else is bound. */
export interface ManageHouseholds {
  list(personId: string): Promise<HouseholdView[]>;
  change(
    actor: ResidentActor,
    household: BoundHousehold,
    wish: { nickname?: string | null; isDefault?: true },
  ): Promise<HouseholdView>;
  unbind(actor: ResidentActor, household: BoundHousehold): Promise<void>;
  people(actor: ResidentActor, household: BoundHousehold): Promise<BoundPersonView[]>;
  /** The holder shows somebody out. @throws ownBinding, notFound */
  removePerson(
    actor: ResidentActor,
    household: BoundHousehold,
    bindingId: string,
    requestId: string,
  ): Promise<void>;
}

interface ManageDependencies {
  households: HouseholdsRepository;
  cipher: FieldCipher;
  clock: Clock;
}

export function createManageHouseholds({ households, cipher, clock }: ManageDependencies): ManageHouseholds {
  const today = () => businessDate(clock.now());
  return {
    async list(personId) {
      return (await households.list(personId, today())).map(record => viewHousehold(record, cipher));
    },
    async change(actor, household, { nickname, isDefault }) {
      if (nickname !== undefined) await households.rename(household.bindingId, nickname);
      if (isDefault) await households.makeDefault(actor.personId, household.bindingId);
      const record = await households.find(actor.personId, household.accountNo, today());
      if (!record) throw notFound();
      return viewHousehold(record, cipher);
    },
    async unbind(actor, household) {
      await households.remove(household.bindingId, household.holderPeriodId, 'self', clock.now());
      const [next] = await households.list(actor.personId, today());
      if (next && !next.isDefault) await households.makeDefault(actor.personId, next.bindingId);
    },
    async people(actor, household) {
      const bound = await households.people(household.holderPeriodId);
      return bound.map(person => ({
        bindingId: person.bindingId,
        phoneMasked: person.phoneEnc ? maskPhone(cipher.decrypt(person.phoneEnc)) : null,
        level: person.level,
        since: person.since.toISOString(),
        isMe: person.personId === actor.personId,
      }));
    },
    async removePerson(actor, household, bindingId, requestId) {
      if (bindingId === household.bindingId) throw ownBinding();
      const by = `holder:${actor.personId}`;
      const entry = {
        actor: `person:${actor.personId}`,
        action: 'household.remove-person',
        subject: `account:${household.accountNo}`,
        detail: { bindingId },
        requestId,
      };
      const { holderPeriodId } = household;
      if (!(await households.remove(bindingId, holderPeriodId, by, clock.now(), entry))) throw notFound();
    },
  };
}

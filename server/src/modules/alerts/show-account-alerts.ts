/** An account's alerts for staff: who is told what, the contacts, the last alerts, and the estimate they come from. */
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { businessDate } from '../../shared/dates.ts';
import { maskPhone } from '../../shared/mask.ts';
import type { AlertDefaultsRepository, DefaultRow } from './alert-defaults.repository.ts';
import { effective, mayBeTold, type RuleValue, ruleNames } from './alert-rule.ts';
import { noHolderAtPresent } from './alerts.errors.ts';
import type { ContactsRepository } from './contacts/contacts.repository.ts';
import type { Contacts } from './contacts/keep-contacts.ts';
import type { BoundPerson, StaffAlertsRepository } from './staff-alerts.repository.ts';

interface Dependencies {
  clock: Clock;
  cipher: FieldCipher;
  alerts: StaffAlertsRepository;
  defaults: AlertDefaultsRepository;
  contacts: Contacts;
  holders: ContactsRepository;
}

const shownAlerts = 30;

export function createShowAccountAlerts({
  clock,
  cipher,
  alerts,
  defaults,
  contacts,
  holders,
}: Dependencies) {
  return async (accountNo: string) => {
    const now = clock.now();
    const holder = await holders.presentHolder(accountNo, businessDate(now));
    if (!holder) throw noHolderAtPresent();
    const id = holder.holderPeriodId;
    const [people, estimate, last, contactRows, inForce] = await Promise.all([
      alerts.people(id),
      alerts.estimate(id),
      alerts.ofHolder(id, shownAlerts),
      contacts.show(id),
      defaults.inForce(now),
    ]);
    const mode = estimate?.paymentMode ?? 'postpaid';
    return {
      paymentMode: mode,
      estimate: estimate ?? null,
      people: people.map(person => ({
        phoneMasked: person.phoneEnc ? maskPhone(cipher.decrypt(person.phoneEnc)) : null,
        level: person.level,
        isHolder: person.isHolder,
        rules: rulesOf(
          person,
          inForce.filter(({ paymentMode }) => paymentMode === mode),
        ),
      })),
      mayHaveContacts: holder.mayHaveContacts,
      contacts: contactRows,
      alerts: last,
    };
  };
}

export type ShowAccountAlerts = ReturnType<typeof createShowAccountAlerts>;

const silent: RuleValue = { enabled: false, amountFen: null, days: null, percent: null };

function rulesOf(person: BoundPerson, inForce: readonly DefaultRow[]) {
  return ruleNames
    .filter(rule => mayBeTold(rule, person.level))
    .map(rule => {
      const own = person.rules.find(one => one.rule === rule);
      const { enabled, amountFen, days, percent } = effective(
        own,
        inForce.find(one => one.rule === rule) ?? silent,
      );
      return { rule, enabled, amountFen, days, percent, own: own !== undefined };
    });
}

/** Whom a large customer wants told, by role: kept by staff, sealed, shown masked. */

import type { StaffActor } from '../../../http/access.ts';
import type { Clock } from '../../../infra/clock.ts';
import type { FieldCipher } from '../../../infra/crypto.ts';
import { staffName } from '../../../shared/audit.ts';
import { businessDate } from '../../../shared/dates.ts';
import type { Language } from '../../../shared/errors.ts';
import { maskName, maskPhone } from '../../../shared/mask.ts';
import type { ContactRole } from '../alert-rule.ts';
import { contactNotFound, contactsForLarge, noHolderAtPresent } from '../alerts.errors.ts';
import type { ContactsRepository } from './contacts.repository.ts';

export interface ContactWish {
  role: ContactRole;
  name: string;
  phone?: string;
  email?: string;
  language: Language;
}

interface Dependencies {
  clock: Clock;
  cipher: FieldCipher;
  contacts: ContactsRepository;
}

export function createContacts({ clock, cipher, contacts }: Dependencies) {
  const seal = (text: string | undefined) => (text ? cipher.encrypt(text) : null);

  async function holderOf(accountNo: string) {
    const holder = await contacts.presentHolder(accountNo, businessDate(clock.now()));
    if (!holder) throw noHolderAtPresent();
    return holder;
  }

  async function show(holderPeriodId: number) {
    const rows = await contacts.list(holderPeriodId);
    return rows.map(({ nameEnc, phoneEnc, emailEnc, ...contact }) => ({
      ...contact,
      nameMasked: maskName(cipher.decrypt(nameEnc)),
      phoneMasked: phoneEnc && maskPhone(cipher.decrypt(phoneEnc)),
      emailMasked: emailEnc && maskEmail(cipher.decrypt(emailEnc)),
    }));
  }

  return {
    show,

    async add(actor: StaffActor, accountNo: string, wish: ContactWish, requestId: string) {
      const { holderPeriodId, mayHaveContacts } = await holderOf(accountNo);
      if (!mayHaveContacts) throw contactsForLarge();
      const by = staffName(actor);
      await contacts.add(
        {
          holderPeriodId,
          role: wish.role,
          nameEnc: cipher.encrypt(wish.name),
          phoneEnc: seal(wish.phone),
          emailEnc: seal(wish.email),
          language: wish.language,
          addedBy: by,
          addedAt: clock.now(),
        },
        {
          actor: by,
          action: 'contact.add',
          subject: `account:${accountNo}`,
          detail: { role: wish.role },
          requestId,
        },
      );
      return show(holderPeriodId);
    },

    async remove(actor: StaffActor, accountNo: string, contactId: number, requestId: string) {
      const { holderPeriodId } = await holderOf(accountNo);
      const by = staffName(actor);
      const log = {
        actor: by,
        action: 'contact.remove',
        subject: `account:${accountNo}`,
        detail: { contactId },
        requestId,
      };
      if (!(await contacts.remove(holderPeriodId, contactId, { username: by, at: clock.now() }, log)))
        throw contactNotFound();
      return show(holderPeriodId);
    },
  };
}

export type Contacts = ReturnType<typeof createContacts>;

/** "z***@example.cn" */
function maskEmail(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 1)}***@${domain}`;
}

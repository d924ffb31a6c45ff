import { randomUUID } from 'node:crypto';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Transaction } from '../../infra/database.ts';
import type { SmsQueue } from '../messages/index.ts';

/** The phone is about to be replaced or removed, or the account closed; a wallet has been added or removed. */
type SignInChange = 'phone-unlinked' | 'account-closed' | 'wallet-added' | 'wallet-removed';

/**
 * Tells the phone that the account has now, in the transaction of the change and before a new phone takes its place. By text
 * message alone, and whatever is switched off: a wallet, or an order of ways, may be the doing of whoever is to be found out.
 * The number may be a stranger's by now, so nothing is said but that it was so.
 */
export type TellSignInChange = (tx: Transaction, personId: string, change: SignInChange) => Promise<void>;

interface Dependencies {
  cipher: FieldCipher;
  sms: SmsQueue;
  hotline: string;
}

export function createTellSignInChange({ cipher, sms, hotline }: Dependencies): TellSignInChange {
  return async (tx, personId, change) => {
    const person = await tx.person.findUnique({ where: { id: personId }, select: { phoneEnc: true } });
    if (!person?.phoneEnc) return;
    const wishes = await tx.messagePreference.findUnique({ where: { personId }, select: { language: true } });
    await sms.queue(tx, {
      phone: cipher.decrypt(person.phoneEnc),
      template: change,
      language: wishes?.language === 'en' ? 'en' : 'zh',
      params: { hotline },
      dedupeKey: `${change}:${randomUUID()}`,
    });
  };
}

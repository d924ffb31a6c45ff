/** Who hears of a report. Pure but for opening a telephone number. */
import type { FieldCipher } from '../../infra/crypto.ts';
import type { RepairCase } from '../cases/index.ts';

type Told = { personId: string } | { phone: string } | { holderPeriodId: number };

/**
 * The person in the hall, else the telephone that was given: whoever calls may be another than the holder on file, who hears only where
 * no text message reaches the caller.
 */
export function whomToTell(
  { personId, holderPeriodId, contactPhoneEnc }: Omit<RepairCase, 'answerDueAt'>,
  cipher: Pick<FieldCipher, 'decrypt'>,
): Told | undefined {
  if (personId) return { personId };
  const phone = contactPhoneEnc && cipher.decrypt(contactPhoneEnc);
  // A landline takes no text message.
  if (phone && /^1\d{10}$/.test(phone)) return { phone };
  return holderPeriodId ? { holderPeriodId } : undefined;
}

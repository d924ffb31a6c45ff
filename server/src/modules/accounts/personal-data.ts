import type { FieldCipher } from '../../infra/crypto.ts';
import { unauthenticated } from '../../shared/errors.ts';
import { paymentUnderway } from './accounts.errors.ts';
import type { PersonalDataRepository } from './personal-data.repository.ts';

interface PersonalDataDependencies {
  data: PersonalDataRepository;
  cipher: FieldCipher;
}

export function createPersonalData({ data, cipher }: PersonalDataDependencies) {
  const open = (hex: string) => cipher.decrypt(Buffer.from(hex, 'hex'));
  return {
    /** Everything stored about the person, in clear, for the person. */
    async read(personId: string) {
      const stored = await data.read(personId);
      if (!stored) throw unauthenticated();
      const { since, phoneEnc, invoiceTitles, claims, ...rest } = stored;
      return {
        ...rest,
        since: since.toISOString(),
        phone: phoneEnc && cipher.decrypt(phoneEnc),
        invoiceTitles: invoiceTitles.map(({ kind, nameEnc, taxNoEnc }) => ({
          kind,
          name: open(nameEnc),
          taxNo: taxNoEnc && open(taxNoEnc),
        })),
        claims: claims.map(({ reasonEnc, ...claim }) => ({ ...claim, reason: open(reasonEnc) })),
      };
    },
    /** @throws paymentUnderway while money may still come that would belong to nobody */
    async forget(personId: string, requestId: string): Promise<void> {
      if ((await data.underway(personId)) > 0) throw paymentUnderway();
      await data.forget(personId, requestId);
    },
  };
}

export type PersonalData = ReturnType<typeof createPersonalData>;

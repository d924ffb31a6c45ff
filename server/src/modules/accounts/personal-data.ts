import type { FieldCipher } from '../../infra/crypto.ts';
import { unauthenticated } from '../../shared/errors.ts';
import { applicationUnderway, paymentUnderway } from './accounts.errors.ts';
import type { PersonalDataRepository, StoredData } from './personal-data.repository.ts';

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
      const {
        since,
        phoneEnc,
        invoiceTitles,
        claims,
        cases,
        chats,
        ratings,
        applications,
        messageWishes,
        ...rest
      } = stored;
      return {
        ...rest,
        since: since.toISOString(),
        phone: phoneEnc && cipher.decrypt(phoneEnc),
        invoiceTitles: invoiceTitles.map(({ kind, nameEnc, taxNoEnc }) => ({
          kind,
          name: open(nameEnc),
          taxNo: taxNoEnc && open(taxNoEnc),
        })),
        messageWishes: messageWishes && wishesOf(messageWishes, open),
        claims: claims.map(({ reasonEnc, ...claim }) => ({ ...claim, reason: open(reasonEnc) })),
        applications: applications.map(({ formEnc, ...application }) => ({
          ...application,
          form: formEnc && JSON.parse(open(formEnc)),
        })),
        cases: cases.map(({ wordsEnc, ...said }) => ({ ...said, words: open(wordsEnc) })),
        chats: chats.map(({ textEnc, ...said }) => ({ ...said, text: open(textEnc) })),
        ratings: ratings.map(({ wordsEnc, ...rated }) => ({ ...rated, words: wordsEnc && open(wordsEnc) })),
      };
    },
    /** @throws paymentUnderway, applicationUnderway while money or papers may still come that would belong to nobody */
    async forget(personId: string, requestId: string): Promise<void> {
      if ((await data.underway(personId)) > 0) throw paymentUnderway();
      if ((await data.applying(personId)) > 0) throw applicationUnderway();
      await data.forget(personId, requestId);
    },
  };
}

function wishesOf(
  { emailEnc, ...wishes }: NonNullable<StoredData['messageWishes']>,
  open: (hex: string) => string,
) {
  return { ...wishes, email: emailEnc && open(emailEnc) };
}

export type PersonalData = ReturnType<typeof createPersonalData>;

import type { ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { unauthenticated } from '../../shared/errors.ts';
import { applicationUnderway, paymentUnderway } from './accounts.errors.ts';
import type { PeopleRepository } from './people.repository.ts';
import type { PersonalDataRepository, StoredData } from './personal-data.repository.ts';
import { demandProof } from './prove-self.ts';

interface PersonalDataDependencies {
  data: PersonalDataRepository;
  people: PeopleRepository;
  cipher: FieldCipher;
  clock: Clock;
}

export function createPersonalData({ data, people, cipher, clock }: PersonalDataDependencies) {
  const open = (hex: string) => cipher.decrypt(Buffer.from(hex, 'hex'));
  /** Whoever has found an old session neither takes all this away nor ends the account. */
  async function demandOwner(actor: ResidentActor): Promise<void> {
    const person = await people.find(actor.personId);
    if (!person) throw unauthenticated();
    demandProof(actor, person, clock.now());
  }
  return {
    /** Everything stored about the person, in clear, for the person. @throws identityUnproved, walletUnproved */
    async read(actor: ResidentActor) {
      await demandOwner(actor);
      const stored = await data.read(actor.personId);
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
    /**
     * @throws paymentUnderway, applicationUnderway while money or papers may still come that would belong to nobody;
     * identityUnproved, walletUnproved
     */
    async forget(actor: ResidentActor, requestId: string): Promise<void> {
      await demandOwner(actor);
      const { personId } = actor;
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

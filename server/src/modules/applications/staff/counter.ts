/**
 * 一柜通 and 上门服务: a clerk writes for somebody who stands at the counter, or to whom they have gone. It is the customer's
 * application all the same: the same form, papers and checks, on the telephone of the number they gave; what the clerk wrote
 * stands in the log under the clerk's name.
 */
import type { StaffActor } from '../../../http/access.ts';
import { tidyIdentityNo } from '../../../shared/identity-numbers.ts';
import { accountNotHere, caseNotFound, refusals } from '../applications.errors.ts';
import type { Applicant, Apply, DraftWish } from '../apply.ts';
import type { CaseRow } from '../cases.repository.ts';
import type { CaseCore } from '../change-case.ts';

export interface CounterDependencies {
  core: CaseCore;
  apply: Apply;
  personOfPhone(phone: string): Promise<string>;
}

export type CounterWish = Omit<DraftWish, 'phoneHash' | 'identityHashes'> & {
  phone: string;
  identityNo?: string | undefined;
};

export function createCounter({ core, apply, personOfPhone }: CounterDependencies) {
  const { cases, cipher, book } = core;

  /** A draft of one's own at the counter, or a case in one's hands whose customer is served so. @throws AppError application-not-found, application-not-yours */
  async function onBehalf({ username }: StaffActor, caseNo: string): Promise<Applicant> {
    const file = await cases.find(caseNo);
    if (!file || (file.status === 'draft' && file.counterBy !== username)) throw caseNotFound();
    const served = file.counterBy !== null || file.homeService;
    if (file.status !== 'draft' && !(served && [file.owner, file.manager].includes(username)))
      throw refusals['not-yours']();
    return { personId: file.personId, clerk: username };
  }

  /** Numbers that were imported long ago are on file as they were told. */
  function hashesOf(identityNo: string): Buffer[] {
    const tidy = tidyIdentityNo(identityNo);
    return [tidy, tidy.toLowerCase(), identityNo].map(number => cipher.hash('identity-no', number));
  }

  return {
    onBehalf,

    /** @throws AppError application-account-not-yours: nobody closes or changes what is not theirs by coming to the counter */
    async begin({ username }: StaffActor, { phone, identityNo, ...wish }: CounterWish): Promise<string> {
      const { definition } = await book.ofCode(wish.kind);
      if (definition.subject === 'household' && !wish.accountNo) throw accountNotHere();
      const personId = await personOfPhone(phone);
      const known = {
        phoneHash: cipher.hash('phone', phone),
        ...(identityNo ? { identityHashes: hashesOf(identityNo) } : {}),
      };
      return apply.begin({ personId, clerk: username }, { ...wish, ...known });
    },

    drafts: ({ username }: StaffActor): Promise<CaseRow[]> => cases.atCounter(username),

    async draft({ username }: StaffActor, caseNo: string): Promise<CaseRow> {
      const file = await cases.find(caseNo);
      if (file?.status !== 'draft' || file.counterBy !== username) throw caseNotFound();
      return file;
    },
  };
}

export type Counter = ReturnType<typeof createCounter>;

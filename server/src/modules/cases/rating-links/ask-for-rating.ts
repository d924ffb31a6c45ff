/** Whoever is not in the hall is asked for a rating by a link: along with the answer by mail or at the official account, or by a text message. */
import type { PoolClient } from 'pg';
import { tokenHash } from '../../../infra/crypto.ts';
import { addDays, businessDate, startOfDay } from '../../../shared/dates.ts';
import { randomToken } from '../../../shared/ids.ts';
import type { Source } from '../case-kinds.ts';
import type { CaseRow } from '../cases.repository.ts';
import type { CasesCore } from '../open-case.ts';
import type { RatingLinksRepository } from './rating-links.repository.ts';

/** The same as of the cards in the hall. */
const openDays = 14;

/** Where the answer itself takes it along. */
const alongWith: Partial<Record<Source, 'email' | 'account'>> = {
  email: 'email',
  'official-account': 'account',
};

/**
 * In the transaction of the answer. Anonymous people are written to by nobody; whoever is in the hall rates there; at the wallet there is no place for a link.
 * @returns the link where it goes along with the answer
 */
export type AskForRating = (tx: PoolClient, answered: CaseRow, at: Date) => Promise<string | undefined>;

interface Dependencies {
  links: RatingLinksRepository;
  cipher: CasesCore['cipher'];
  publicBaseUrl: string;
  /** Text messages, in the caller's transaction. */
  queueSms(
    tx: PoolClient,
    message: {
      phone: string;
      template: 'case-rating';
      language: 'zh';
      params: { caseNo: string; link: string };
      dedupeKey: string;
      notAfter: Date;
    },
  ): Promise<void>;
}

export function createAskForRating({ links, cipher, publicBaseUrl, queueSms }: Dependencies): AskForRating {
  return async (tx, { id, caseNo, personId, anonymous, source, typedIn, reopened, contactPhoneEnc }, at) => {
    if (personId || anonymous || source === 'wallet') return undefined;
    const phone = contactPhoneEnc ? cipher.decrypt(contactPhoneEnc) : '';
    // A landline takes no text message.
    const way = (typedIn ? undefined : alongWith[source]) ?? (/^1\d{10}$/.test(phone) ? 'sms' : undefined);
    if (!way) return undefined;
    const token = randomToken();
    const openUntil = startOfDay(addDays(businessDate(at), openDays + 1));
    const link = { caseId: id, round: reopened, tokenHash: tokenHash(token), way, at, openUntil } as const;
    if (!(await links.add(tx, link))) return undefined;
    const address = `${publicBaseUrl}/#/packages/service/rate/index?token=${token}`;
    if (way !== 'sms') return address;
    await queueSms(tx, {
      phone,
      template: 'case-rating',
      language: 'zh',
      params: { caseNo, link: address },
      dedupeKey: `case-rating:${caseNo}:${reopened}`,
      notAfter: openUntil,
    });
    return undefined;
  };
}

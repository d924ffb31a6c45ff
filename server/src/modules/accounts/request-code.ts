import type { ResidentActor } from '../../http/access.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Language } from '../../shared/errors.ts';
import { maskPhone } from '../../shared/mask.ts';
import { noPhoneOnFile, ownPhoneMissing } from './accounts.errors.ts';
import type { FindAccount } from './find-account.ts';
import { phoneHint } from './household.ts';
import { type Limit, limits } from './limits.ts';
import { networkOf } from './network.ts';
import type { PeopleRepository } from './people.repository.ts';
import { bindScope } from './prove-household.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { SentCode, SmsCodes } from './sms-codes.ts';

export type CodeWish =
  | { purpose: 'sign-in' | 'web-case'; phone: string }
  | { purpose: 'merge'; phone: string; actor: ResidentActor }
  /** To the asker's own phone. */
  | { purpose: 'own-phone'; actor: ResidentActor }
  /** To the phone on file of this account, whoever asks. */
  | { purpose: 'bind'; accountNo: string; actor: ResidentActor };

interface RequestCodeDependencies {
  smsCodes: SmsCodes;
  limiter: RateLimiter;
  find: FindAccount;
  people: PeopleRepository;
  cipher: FieldCipher;
}

/** Sends a code; the answer is the same whether or not anybody is known by the phone. @throws tooMany, noPhoneOnFile, ownPhoneMissing */
export function requestCode({ smsCodes, limiter, find, people, cipher }: RequestCodeDependencies) {
  async function send(
    phone: string,
    wish: CodeWish,
    scope: string,
    language: Language,
    ip: string,
  ): Promise<SentCode> {
    const phoneKey = cipher.hash('phone', phone).toString('hex');
    await limiter.take(
      [limits.smsPerNetwork, networkOf(ip)],
      [limits.smsResend, `${wish.purpose}:${phoneKey}`],
      ...dailyOf(wish, phoneKey),
    );
    const account = wish.purpose === 'bind' ? { accountNo: wish.accountNo } : {};
    return smsCodes.send({ phone, purpose: wish.purpose, scope, language, ...account });
  }

  return async (wish: CodeWish, language: Language, ip: string): Promise<SentCode & { sentTo: string }> => {
    if (wish.purpose === 'own-phone') {
      const phoneEnc = (await people.find(wish.actor.personId))?.phoneEnc;
      if (!phoneEnc) throw ownPhoneMissing();
      const phone = cipher.decrypt(phoneEnc);
      return { sentTo: maskPhone(phone), ...(await send(phone, wish, wish.actor.personId, language, ip)) };
    }
    if (wish.purpose !== 'bind') {
      const scope = wish.purpose === 'merge' ? wish.actor.personId : '';
      return { sentTo: maskPhone(wish.phone), ...(await send(wish.phone, wish, scope, language, ip)) };
    }
    const account = await find.byNumber(wish.accountNo, { personId: wish.actor.personId, ip });
    if (!account.phoneEnc) throw noPhoneOnFile();
    const phone = cipher.decrypt(account.phoneEnc);
    const scope = bindScope(wish.actor.personId, account.accountNo);
    return { sentTo: phoneHint(phone), ...(await send(phone, wish, scope, language, ip)) };
  };
}

function dailyOf(wish: CodeWish, phoneKey: string): [Limit, string][] {
  if (wish.purpose === 'own-phone') return [[limits.smsOwnPhonePerPerson, wish.actor.personId]];
  const perPerson: [Limit, string][] = 'actor' in wish ? [[limits.smsPerPerson, wish.actor.personId]] : [];
  return [...perPerson, [limits.smsPerPhone, phoneKey]];
}

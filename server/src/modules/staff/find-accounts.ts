import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Audit } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import { maskAddress, maskName, maskPhone } from '../../shared/mask.ts';
import { kindsOf, readAccountQuery } from './account-query.ts';
import { type AccountSearchRepository, searchLimit } from './account-search.repository.ts';
import { auditActor } from './staff-member.ts';

interface Dependencies {
  audit: Audit;
  cipher: FieldCipher;
  accounts: AccountSearchRepository;
  clock: Clock;
}

/** Finds accounts by number, name, phone, contract or meter; lists are masked whatever was typed. */
export function createFindAccounts({ audit, cipher, accounts, clock }: Dependencies) {
  return async function findAccounts(actor: StaffActor, text: string, requestId: string) {
    const query = readAccountQuery(text);
    const rows = await accounts.search({
      accountNoPrefix: query.accountNoPrefix ?? null,
      phoneHash: query.phone ? cipher.hash('phone', query.phone) : null,
      nameHash: query.name ? cipher.hash('name', query.name) : null,
      documentNo: query.documentNo ?? null,
      today: businessDate(clock.now()),
    });
    const detail = { kinds: kindsOf(query), found: Math.min(rows.length, searchLimit) };
    await audit.record({
      actor: auditActor(actor.username),
      action: 'account.search',
      subject: 'account:*',
      detail,
      requestId,
    });
    const shown = rows.slice(0, searchLimit).map(({ nameEnc, phoneEnc, ...row }) => ({
      ...row,
      nameMasked: nameEnc && maskName(cipher.decrypt(nameEnc)),
      phoneMasked: phoneEnc && maskPhone(cipher.decrypt(phoneEnc)),
      addressMasked: maskAddress(row),
    }));
    return { accounts: shown, more: rows.length > searchLimit };
  };
}

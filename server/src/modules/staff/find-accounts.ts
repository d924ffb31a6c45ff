import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import { maskAddress, maskName, maskPhone } from '../../shared/mask.ts';
import { kindsOf, readAccountQuery } from './account-query.ts';
import type { AccountSearchRepository, FoundAccount } from './account-search.repository.ts';

interface Dependencies {
  audit: Audit;
  cipher: FieldCipher;
  accounts: AccountSearchRepository;
  clock: Clock;
}

/** How many a page lists, and how many are read at once for a file. */
const listed = 50;
const slice = 1_000;

/** Finds accounts by number, name, phone, contract or meter; lists and files are masked whatever was typed. */
export function createFindAccounts({ audit, cipher, accounts, clock }: Dependencies) {
  const asked = (text: string) => {
    const query = readAccountQuery(text);
    return {
      accountNoPrefix: query.accountNoPrefix ?? null,
      phoneHash: query.phone ? cipher.hash('phone', query.phone) : null,
      nameHash: query.name ? cipher.hash('name', query.name) : null,
      documentNo: query.documentNo ?? null,
      today: businessDate(clock.now()),
    };
  };
  const masked = ({ nameEnc, phoneEnc, ...row }: FoundAccount) => ({
    ...row,
    nameMasked: nameEnc && maskName(cipher.decrypt(nameEnc)),
    phoneMasked: phoneEnc && maskPhone(cipher.decrypt(phoneEnc)),
    addressMasked: maskAddress(row),
  });
  return {
    async find(actor: StaffActor, text: string, requestId: string) {
      const rows = await accounts.search({ ...asked(text), after: '', limit: listed + 1 });
      const detail = { kinds: kindsOf(readAccountQuery(text)), found: Math.min(rows.length, listed) };
      await audit.record({
        actor: staffName(actor),
        action: 'account.search',
        subject: 'account:*',
        detail,
        requestId,
      });
      return { accounts: rows.slice(0, listed).map(masked), more: rows.length > listed };
    },

    /** All of them, however many there are. */
    async *every(text: string) {
      const search = asked(text);
      for (let after = ''; ; ) {
        const rows = await accounts.search({ ...search, after, limit: slice });
        yield* rows.map(masked);
        if (rows.length < slice) return;
        after = rows.at(-1)!.accountNo;
      }
    },
  };
}

export type FindAccounts = ReturnType<typeof createFindAccounts>;
export type ShownAccount = ReturnType<FindAccounts['every']> extends AsyncGenerator<infer Row> ? Row : never;

import type { StaffActor, StaffRole } from '../../http/access.ts';
import type { Audit } from '../../shared/audit.ts';
import type { createFindAccounts } from './find-accounts.ts';
import type { FindAnythingRepository } from './find-anything.repository.ts';
import { auditActor } from './staff-member.ts';

interface Dependencies {
  audit: Audit;
  findAccounts: ReturnType<typeof createFindAccounts>;
  numbers: FindAnythingRepository;
}

const customerRoles: readonly StaffRole[] = ['clerk', 'finance', 'supervisor', 'auditor'];
const memberRoles: readonly StaffRole[] = ['administrator', 'auditor'];
const most = 8;

/** One box for every number and name. Each kind is looked for only where the caller may open what is found. */
export function createFindAnything({ audit, findAccounts, numbers }: Dependencies) {
  return async function findAnything(actor: StaffActor, text: string, requestId: string) {
    const may = (roles: readonly StaffRole[]) => actor.roles.some(role => roles.includes(role));
    const query = text.normalize('NFKC').trim();
    const [found, accounts, members] = await Promise.all([
      may(customerRoles) ? numbers.numbers(query.toUpperCase()) : [],
      may(customerRoles) ? findAccounts(actor, query, requestId) : { accounts: [], more: false },
      may(memberRoles) ? numbers.members(query) : [],
    ]);
    // What the search for customers has not logged already.
    if (!may(customerRoles))
      await audit.record({
        actor: auditActor(actor.username),
        action: 'member.search',
        subject: 'staff:*',
        requestId,
      });
    return {
      numbers: found,
      accounts: accounts.accounts.slice(0, most),
      moreAccounts: accounts.more || accounts.accounts.length > most,
      members,
    };
  };
}

import type { StaffActor, StaffRole } from '../../http/access.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import type { FindAccounts } from './find-accounts.ts';
import type { FindAnythingRepository, FoundFile } from './find-anything.repository.ts';

interface Dependencies {
  audit: Audit;
  findAccounts: FindAccounts['find'];
  numbers: FindAnythingRepository;
}

const customerRoles: readonly StaffRole[] = ['clerk', 'finance', 'supervisor', 'auditor'];
const memberRoles: readonly StaffRole[] = ['administrator', 'auditor'];
/** Who opens which kind of file: as its own route has it. */
const fileRoles: Record<FoundFile['kind'], readonly StaffRole[]> = {
  case: ['clerk', 'supervisor', 'auditor'],
  application: customerRoles,
  outage: ['clerk', 'supervisor', 'administrator', 'auditor'],
  dunning: customerRoles,
  mandate: customerRoles,
  claim: customerRoles,
};
const most = 8;

/** One box for every number and name. Each kind is looked for only where the caller may open what is found. */
export function createFindAnything({ audit, findAccounts, numbers }: Dependencies) {
  return async function findAnything(actor: StaffActor, text: string, requestId: string) {
    const may = (roles: readonly StaffRole[]) => actor.roles.some(role => roles.includes(role));
    const query = text.normalize('NFKC').trim();
    const number = query.toUpperCase();
    const [found, files, accounts, members] = await Promise.all([
      may(customerRoles) ? numbers.numbers(number) : [],
      numbers.files(number, actor.username, actor.roles.includes('supervisor')),
      may(customerRoles) ? findAccounts(actor, query, requestId) : { accounts: [], more: false },
      may(memberRoles) ? numbers.members(query) : [],
    ]);
    // What the search for customers has not logged already.
    if (!may(customerRoles))
      await audit.record({
        actor: staffName(actor),
        action: 'member.search',
        subject: 'staff:*',
        requestId,
      });
    return {
      numbers: found,
      files: files.filter(({ kind }) => may(fileRoles[kind])),
      accounts: accounts.accounts.slice(0, most),
      moreAccounts: accounts.more || accounts.accounts.length > most,
      members,
    };
  };
}

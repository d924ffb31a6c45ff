import type { Gatekeeper } from '../../http/access.ts';
import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Audit } from '../../shared/audit.ts';
import { createAccountFileRepository } from './account-file.repository.ts';
import { accountFileRoutes } from './account-file.routes.ts';
import { createAccountSearchRepository } from './account-search.repository.ts';
import { createAreasRepository } from './areas.repository.ts';
import { areasRoutes } from './areas.routes.ts';
import { createAuditRepository } from './audit.repository.ts';
import { auditRoutes } from './audit.routes.ts';
import { createDemoSignIns } from './demo-staff.ts';
import { createFindAccounts } from './find-accounts.ts';
import { createFindAnythingRepository } from './find-anything.repository.ts';
import { findAnythingRoutes } from './find-anything.routes.ts';
import { createFindAnything } from './find-anything.ts';
import { createMemberManagement } from './manage-members.ts';
import { membersRoutes } from './members.routes.ts';
import { openSessionsRoutes } from './open-sessions.routes.ts';
import { createOwnMattersRepository } from './own-matters.repository.ts';
import { createOwnMatters } from './own-matters.ts';
import { createAccountFiles } from './read-account-file.ts';
import { createSavedViewsRepository } from './saved-views.repository.ts';
import { savedViewsRoutes } from './saved-views.routes.ts';
import { createSessionsRepository } from './sessions.repository.ts';
import { signInRoutes } from './sign-in.routes.ts';
import { createSignIn } from './sign-in.ts';
import { createSignInTriesRepository } from './sign-in-tries.repository.ts';
import { createStaffRepository } from './staff.repository.ts';
import { createStaffSessions } from './staff-sessions.ts';

export { addStaffMember } from './add-first-member.ts';
export { demoMembers, demoPassword, seedStaff } from './demo-staff.ts';
export { codeAt, stepOf } from './one-time-codes.ts';
export { tokenOf } from './session-cookie.ts';

export interface StaffModule {
  routes: Route[];
  jobs: Job[];
  /** The log that every module writes to. */
  audit: Audit;
  gatekeeper: Pick<Gatekeeper, 'staff' | 'ownMatter'>;
}

export interface StaffDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  /** True wherever the hall is served over HTTPS. */
  secureCookies: boolean;
  /** Demo mode: the sign-in page may show the demo members. */
  demo: boolean;
}

export function createStaffModule({
  db,
  clock,
  cipher,
  secureCookies,
  demo,
}: StaffDependencies): StaffModule {
  const staff = createStaffRepository(db);
  const stored = createSessionsRepository(db);
  const tries = createSignInTriesRepository(db);
  const audit = createAuditRepository(db);
  const sessions = createStaffSessions(stored, clock);
  const signIn = createSignIn({ clock, cipher, audit, staff, sessions: stored, tries });
  const members = createMemberManagement({ cipher, staff, tries, clock });
  const accounts = createFindAccounts({
    audit,
    cipher,
    clock,
    accounts: createAccountSearchRepository(db),
  });
  const files = createAccountFiles({ audit, cipher, clock, files: createAccountFileRepository(db) });
  const findAnything = createFindAnything({
    audit,
    findAccounts: accounts.find,
    numbers: createFindAnythingRepository(db.pool),
  });
  const demoSignIns = demo ? createDemoSignIns(db, clock) : undefined;
  return {
    routes: [
      ...signInRoutes({ audit, signIn, sessions, members, secureCookies, demoSignIns }),
      ...openSessionsRoutes({ clock, sessions: stored }),
      ...savedViewsRoutes(createSavedViewsRepository(db)),
      ...findAnythingRoutes(findAnything),
      ...membersRoutes(members),
      ...areasRoutes(createAreasRepository(db.pool, db.inSqlTransaction)),
      ...auditRoutes(audit, clock),
      ...accountFileRoutes({ accounts, files, audit, clock }),
    ],
    jobs: [
      {
        name: 'delete-expired-staff-sessions',
        cron: '17 3 * * *',
        run: async () => {
          await stored.deleteExpired(clock.now());
        },
      },
    ],
    audit,
    gatekeeper: {
      staff: sessions.actor,
      ownMatter: createOwnMatters(createOwnMattersRepository(db.pool), audit),
    },
  };
}

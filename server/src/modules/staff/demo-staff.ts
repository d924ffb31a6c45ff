/** The members a demo is delivered with. Their passwords and secrets stand here for all to read; production never has them. */
import type { StaffRole } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import { addMember } from './manage-members.ts';
import { codeAt, stepOf } from './one-time-codes.ts';
import { createStaffRepository } from './staff.repository.ts';

export const demoPassword = 'demo-Dianting-2026';

interface DemoMember {
  username: string;
  displayName: string;
  roles: StaffRole[];
  totpSecret: string;
}

export const demoMembers: DemoMember[] = [
  {
    username: 'clerk1',
    displayName: '林晓梅',
    roles: ['clerk'],
    totpSecret: 'DIANTINGCLERKONEAAAAAAAAAAAAAAAA',
  },
  {
    username: 'finance1',
    displayName: '周建国',
    roles: ['finance'],
    totpSecret: 'DIANTINGFINANCEONEAAAAAAAAAAAAAA',
  },
  {
    username: 'finance2',
    displayName: '吴文静',
    roles: ['finance'],
    totpSecret: 'DIANTINGFINANCETWOAAAAAAAAAAAAAA',
  },
  {
    username: 'supervisor1',
    displayName: '陈立新',
    roles: ['supervisor'],
    totpSecret: 'DIANTINGSUPERVISORONEAAAAAAAAAAA',
  },
  {
    username: 'admin1',
    displayName: '赵海燕',
    roles: ['administrator'],
    totpSecret: 'DIANTINGADMINONEAAAAAAAAAAAAAAAA',
  },
  {
    username: 'auditor1',
    displayName: '孙明远',
    roles: ['auditor'],
    totpSecret: 'DIANTINGAUDITORONEAAAAAAAAAAAAAA',
  },
  {
    username: 'crew1',
    displayName: '王海军',
    roles: ['crew'],
    totpSecret: 'DIANTINGCREWONEAAAAAAAAAAAAAAAAA',
  },
  {
    username: 'crew2',
    displayName: '刘建军',
    roles: ['crew'],
    totpSecret: 'DIANTINGCREWTWOAAAAAAAAAAAAAAAAA',
  },
];

/** Adds the demo members that are not there yet; safe to call at every start. */
export async function seedStaff(db: Database, cipher: FieldCipher): Promise<void> {
  const staff = createStaffRepository(db);
  const there = new Set((await staff.members()).map(member => member.username));
  for (const { totpSecret, ...member } of demoMembers)
    if (!there.has(member.username))
      await addMember({ staff, cipher }, { ...member, password: demoPassword }, { totpSecret });
}

/**
 * What the sign-in page of a demo offers: for each member the code that works now. A code is good once, so right after
 * a sign-in it is the next one, and null when that is used up too.
 */
export function createDemoSignIns(db: Database, clock: Clock) {
  const staff = createStaffRepository(db);
  return async function demoSignIns() {
    const now = clock.now();
    const step = stepOf(now);
    const lastSteps = await staff.lastSteps();
    const secondsLeft = Math.ceil((step + 1) * 30 - now.getTime() / 1000);
    const signIns = demoMembers
      .filter(member => lastSteps.has(member.username))
      .map(({ totpSecret, ...member }) => {
        const usable = Math.max(step, lastSteps.get(member.username)! + 1);
        return { ...member, code: usable <= step + 1 ? codeAt(totpSecret, usable) : null, secondsLeft };
      });
    return { password: demoPassword, signIns };
  };
}

export type DemoSignIns = ReturnType<typeof createDemoSignIns>;

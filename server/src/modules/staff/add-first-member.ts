import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import { staffName } from '../../shared/audit.ts';
import { createAuditRepository } from './audit.repository.ts';
import { addMember } from './manage-members.ts';
import { createStaffRepository } from './staff.repository.ts';
import { NewMemberBody } from './staff.schemas.ts';
import type { StaffMember } from './staff-member.ts';

/** For the operator's command line, where nobody is signed in yet. @throws ZodError naming what is wrong */
export async function addStaffMember(
  db: Database,
  cipher: FieldCipher,
  input: unknown,
): Promise<{ member: StaffMember; enrolmentUri: string }> {
  const checked = NewMemberBody.parse(input);
  const result = await addMember({ staff: createStaffRepository(db), cipher }, checked);
  await createAuditRepository(db).record({
    actor: 'system',
    action: 'staff-member.create',
    subject: staffName(checked),
    detail: { roles: checked.roles, by: 'command line' },
  });
  return result;
}

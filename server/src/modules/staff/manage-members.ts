import type { StaffActor, StaffRole } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { type FieldCipher, tokenHash } from '../../infra/crypto.ts';
import { type AuditRecord, staffName } from '../../shared/audit.ts';
import { notFound } from '../../shared/errors.ts';
import { enrolmentUri, newTotpSecret } from './one-time-codes.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import type { SignInTriesRepository } from './sign-in-tries.repository.ts';
import { notOnYourself, signInLocked, wrongPassword } from './staff.errors.ts';
import type { StaffRepository } from './staff.repository.ts';
import type { StaffMember } from './staff-member.ts';

export interface MemberInput {
  username: string;
  displayName: string;
  roles: StaffRole[];
  password: string;
  phone?: string | undefined;
}

export interface MemberChange {
  displayName?: string;
  roles?: StaffRole[];
  active?: boolean;
  password?: string;
  /** Null takes it out. */
  phone?: string | null | undefined;
  /** Makes a new secret for the authenticator app; the old one stops working. */
  resetCode?: boolean;
}

/** `enrolmentUri` is answered once, when a secret was made, and never again. */
export interface MemberResult {
  member: StaffMember;
  enrolmentUri: string | null;
}

interface Dependencies {
  cipher: FieldCipher;
  staff: StaffRepository;
  tries: SignInTriesRepository;
  clock: Clock;
}

/** Somebody at an unlocked desk gets as few guesses at the password as somebody at the door. */
const guesses = { tries: 5, minutes: 15 };

/** @param totpSecret fixed in demo data only; `entry` of the log, where a person adds them */
export async function addMember(
  { staff, cipher }: Pick<Dependencies, 'staff' | 'cipher'>,
  input: MemberInput,
  { totpSecret = newTotpSecret(), entry }: { totpSecret?: string; entry?: AuditRecord } = {},
): Promise<MemberResult & { enrolmentUri: string }> {
  const { password, phone, ...rest } = input;
  const created = {
    ...rest,
    passwordHash: await hashPassword(password),
    totpEnc: cipher.encrypt(totpSecret),
    phoneHash: phone === undefined ? null : cipher.hash('phone', phone),
  };
  const member = await staff.create(created, entry);
  return { member, enrolmentUri: enrolmentUri(totpSecret, member.username) };
}

export function createMemberManagement({ cipher, staff, tries, clock }: Dependencies) {
  return {
    members: () => staff.members(),
    names: () => staff.names(),

    async create(actor: StaffActor, input: MemberInput, requestId: string): Promise<MemberResult> {
      const entry = {
        actor: staffName(actor),
        action: 'staff-member.create',
        subject: staffName(input),
        detail: { roles: input.roles },
        requestId,
      };
      return addMember({ staff, cipher }, input, { entry });
    },

    async change(
      actor: StaffActor,
      id: string,
      change: MemberChange,
      requestId: string,
    ): Promise<MemberResult> {
      const before = await staff.member(id);
      if (!before) throw notFound();
      // Without the telephone nothing would be a matter of their own.
      const kept = change.active === false || change.roles || change.phone !== undefined;
      if (id === actor.staffId && kept) throw notOnYourself();
      const { password, resetCode, phone, ...plain } = change;
      const secret = resetCode ? newTotpSecret() : undefined;
      const applied = {
        ...plain,
        ...(password ? { passwordHash: await hashPassword(password) } : {}),
        ...(secret ? { totpEnc: cipher.encrypt(secret) } : {}),
        ...(phone === undefined ? {} : { phoneHash: phone === null ? null : cipher.hash('phone', phone) }),
      };
      const member = await staff.change(id, applied, {
        actor: staffName(actor),
        action: 'staff-member.change',
        subject: staffName(before),
        detail: describeChange(before, change),
        requestId,
      });
      return { member, enrolmentUri: secret ? enrolmentUri(secret, member.username) : null };
    },

    /** Other sessions of the same member end; this one goes on. */
    async changeOwnPassword(
      actor: StaffActor,
      current: string,
      next: string,
      token: string,
      requestId: string,
    ): Promise<void> {
      const key = `staff-password:${actor.staffId}`;
      const { lockedUntil } = await tries.count(key, guesses, clock.now());
      if (lockedUntil) throw signInLocked({ minutes: guesses.minutes });
      const known = await staff.credentialsOf(actor.username);
      if (!known || !(await passwordMatches(current, known.passwordHash))) throw wrongPassword();
      await tries.forget(key);
      const name = staffName(actor);
      const entry = { actor: name, action: 'staff.change-password', subject: name, requestId };
      await staff.setOwnPassword(actor.staffId, await hashPassword(next), tokenHash(token), entry);
    },
  };
}

/** Before and after of what is no secret; that a secret changed, and not what it is. */
function describeChange(before: StaffMember, change: MemberChange): Record<string, unknown> {
  const detail: Record<string, unknown> = {};
  if (change.displayName !== undefined)
    detail['displayName'] = { from: before.displayName, to: change.displayName };
  if (change.roles) detail['roles'] = { from: before.roles, to: change.roles };
  if (change.active !== undefined) detail['active'] = { from: before.active, to: change.active };
  if (change.password) detail['password'] = 'set';
  if (change.resetCode) detail['oneTimeCode'] = 'reset';
  if (change.phone !== undefined) detail['phone'] = change.phone ? 'set' : 'removed';
  return detail;
}

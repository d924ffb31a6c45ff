import { z } from 'zod';
import { staffRoles } from './staff-member.ts';

/** Twelve characters and no rule about kinds of characters, as NIST SP 800-63B advises. */
const Password = z.string().min(12).max(200);
const Username = z.string().regex(/^[a-z][a-z0-9.-]{1,31}$/);
/** The member's own, kept as a hash: what concerns whoever has it, they do not decide. */
const OwnPhone = z.string().regex(/^1[3-9]\d{9}$/);
const DisplayName = z.string().trim().min(1).max(40);
const Roles = z
  .array(z.enum(staffRoles))
  .min(1)
  .max(staffRoles.length)
  .refine(roles => new Set(roles).size === roles.length, {
    params: { rule: 'unique', wording: { zh: '角色重复', en: 'A role stands twice' } },
  });

export const SignInBody = z.strictObject({
  username: z.string().min(1).max(64),
  password: z.string().min(1).max(200),
  code: z.string().regex(/^\d{6}$/),
});

export const PasswordBody = z.strictObject({ current: z.string().min(1).max(200), next: Password });

export const StaffView = z.object({
  username: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(staffRoles)),
});
export const SignedInView = z.object({ staff: StaffView });
export const MeView = StaffView.extend({ expiresAt: z.date().transform(date => date.toISOString()) });

export const DemoSignInsView = z.object({
  password: z.string(),
  signIns: z.array(StaffView.extend({ code: z.string().nullable(), secondsLeft: z.int() })),
});

export const MemberParams = z.object({ id: z.uuid() });
export const NewMemberBody = z.strictObject({
  username: Username,
  displayName: DisplayName,
  roles: Roles,
  password: Password,
  phone: OwnPhone.optional(),
});
export const MemberChangeBody = z
  .strictObject({
    displayName: DisplayName.optional(),
    roles: Roles.optional(),
    active: z.boolean().optional(),
    password: Password.optional(),
    resetCode: z.literal(true).optional(),
    phone: OwnPhone.nullable().optional(),
  })
  .refine(change => Object.keys(change).length > 0, {
    params: { rule: 'not-empty', wording: { zh: '没有要修改的内容', en: 'There is nothing to change' } },
  });

const instant = z
  .date()
  .transform(date => date.toISOString())
  .pipe(z.string());

const MemberView = StaffView.extend({
  id: z.string(),
  active: z.boolean(),
  phoneKnown: z.boolean(),
  createdAt: instant,
});
export const MembersView = z.object({ members: z.array(MemberView) });
export const NamesView = z.object({
  names: z.array(z.object({ username: z.string(), displayName: z.string() })),
});
/** `enrolmentUri` is an otpauth address, answered once. */
export const MemberResultView = z.object({ member: MemberView, enrolmentUri: z.string().nullable() });

/** What the staff module answers (all below /api/v1/staff). */
export type StaffRole = 'clerk' | 'finance' | 'supervisor' | 'administrator' | 'auditor';
export const staffRoles: StaffRole[] = ['clerk', 'finance', 'supervisor', 'administrator', 'auditor'];

export interface StaffPerson {
  username: string;
  displayName: string;
  roles: StaffRole[];
}

export interface Me extends StaffPerson {
  expiresAt: string;
}

export interface DemoSignIns {
  password: string;
  signIns: (StaffPerson & { code: string | null; secondsLeft: number })[];
}

export interface Member extends StaffPerson {
  id: string;
  active: boolean;
  createdAt: string;
}

export interface MemberResult {
  member: Member;
  /** An otpauth address, answered once. */
  enrolmentUri: string | null;
}

export interface AuditEntry {
  id: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
  requestId: string | null;
}

export interface AuditPage {
  entries: AuditEntry[];
  nextBefore: number | null;
}

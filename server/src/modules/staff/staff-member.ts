import type { StaffRole } from '../../http/access.ts';

/** In the order in which people read them. */
export const staffRoles = [
  'clerk',
  'finance',
  'supervisor',
  'administrator',
  'auditor',
  'crew',
] as const satisfies readonly StaffRole[];

export interface StaffMember {
  id: string;
  username: string;
  displayName: string;
  roles: StaffRole[];
  active: boolean;
  /** Whether their own telephone is on file: without it their own matters are not known. */
  phoneKnown: boolean;
  createdAt: Date;
}

/** What sign-in needs and nobody else sees. */
export interface StaffCredentials {
  id: string;
  username: string;
  displayName: string;
  roles: StaffRole[];
  passwordHash: string;
  totpEnc: Uint8Array;
}

/** A session ends after half an hour without a request, and after one working day in any case. */
export const sessionRules = { idleMinutes: 30, longestHours: 10 } as const;

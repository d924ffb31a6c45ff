import type { Answer } from './answers.ts';

export type Me = Answer<'GET /staff/me'>;
export type StaffRole = Me['roles'][number];
export const staffRoles: StaffRole[] = ['clerk', 'finance', 'supervisor', 'administrator', 'auditor', 'crew'];
export type DemoSignIns = Answer<'GET /staff/demo-sign-ins'>;
export type Member = Answer<'GET /staff/members'>['members'][number];
export type MemberResult = Answer<'POST /staff/members'>;
export type AuditPage = Answer<'GET /staff/audit'>;
export type AuditEntry = AuditPage['entries'][number];

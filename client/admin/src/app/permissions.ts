/** What each role may do, as the server decides it; here only so that nothing is shown that would be refused. */
import type { StaffRole } from '../api/staff.types.ts';

const allowed = {
  'accounts.read': ['clerk', 'finance', 'supervisor', 'auditor'],
  'accounts.reveal': ['clerk', 'finance', 'supervisor'],
  'payments.read': ['clerk', 'finance', 'supervisor', 'auditor'],
  'payments.query': ['clerk', 'finance', 'supervisor'],
  'payments.refund': ['clerk', 'finance', 'supervisor'],
  'refunds.approve': ['finance', 'supervisor'],
  'refunds.pay-out': ['finance'],
  'odd-payments.read': ['clerk', 'finance', 'supervisor', 'auditor'],
  'odd-payments.resolve': ['finance', 'supervisor'],
  'ledger.read': ['finance', 'supervisor', 'auditor'],
  'billing-runs.read': ['clerk', 'finance', 'supervisor', 'auditor'],
  'billing-runs.prepare': ['clerk', 'finance', 'supervisor'],
  'billing-runs.approve': ['finance', 'supervisor'],
  'audit.read': ['auditor', 'supervisor', 'administrator'],
  'members.read': ['administrator', 'auditor'],
  'members.change': ['administrator'],
} as const satisfies Record<string, readonly StaffRole[]>;

export type Permission = keyof typeof allowed;

export function may(roles: readonly StaffRole[], permission: Permission): boolean {
  return (allowed[permission] as readonly StaffRole[]).some(role => roles.includes(role));
}

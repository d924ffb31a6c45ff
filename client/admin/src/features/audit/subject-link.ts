import type { Permission } from '../../app/permissions.ts';

/** Where the thing that a log entry speaks of can be looked at by this member; undefined for what has no page. */
export function subjectLink(subject: string, may: (permission: Permission) => boolean): string | undefined {
  const [kind, number] = subject.split(/:(.*)/s);
  if (!number || number === '*') return undefined;
  if (kind === 'account' && may('GET /staff/accounts/:accountNo')) return `/accounts/${number}`;
  if (kind === 'payment' && may('GET /staff/payments/:paymentNo')) return `/payments/${number}`;
  return undefined;
}

/** Nobody decides on what concerns themself (回避): asked once for every changing request of staff, by what its path names. */
import type { OwnMatterCall } from '../../http/access.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import type { Matter, OwnMattersRepository } from './own-matters.repository.ts';
import { ownMatter } from './staff.errors.ts';

/** Paths whose part names a matter; what is not decided on stands in `looks`. */
const matters: readonly [path: string, matter: Matter][] = [
  ['/staff/accounts/:accountNo/', 'account'],
  ['/staff/billing-runs/:runId/drafts/:accountNo/', 'account'],
  ['/staff/applications/:caseNo/', 'application'],
  ['/staff/counter-applications/:caseNo', 'application'],
  ['/staff/cases/:caseNo/', 'case'],
  ['/staff/suggestions/:caseNo/', 'case'],
  ['/staff/claims/:claimNo/', 'claim'],
  ['/staff/dunning/:caseNo/', 'dunning'],
  ['/staff/instalments/:planNo/', 'instalments'],
  ['/staff/payments/:paymentNo/', 'payment'],
  ['/staff/desk/takings/:paymentNo/', 'payment'],
  ['/staff/refunds/:refundNo/', 'refund'],
  ['/staff/odd-payments/:id/', 'odd-payment'],
  ['/staff/bills/:billNo/', 'bill'],
];
const looks: readonly string[] = [
  '/staff/accounts/:accountNo/reveal',
  '/staff/applications/:caseNo/reveal',
  '/staff/cases/:caseNo/presence',
  '/staff/payments/:paymentNo/query',
];

export function createOwnMatters(repository: OwnMattersRepository, audit: Audit) {
  /** @throws AppError own-matter, which is in the log */
  return async ({ actor, method, path, params, requestId }: OwnMatterCall): Promise<void> => {
    const [prefix, matter] = matters.find(([each]) => path.startsWith(each)) ?? [];
    if (!prefix || !matter || looks.includes(path)) return;
    const name = /:(\w+)\/?$/.exec(prefix)![1]!;
    const number = String(params[name] ?? '');
    if (!(await repository.isParty(actor.username, matter, number))) return;
    await audit.record({
      actor: staffName(actor),
      action: 'staff.own-matter',
      subject: `${matter}:${number}`,
      detail: { request: `${method.toUpperCase()} ${path}` },
      requestId,
    });
    throw ownMatter();
  };
}

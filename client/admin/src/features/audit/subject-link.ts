import type { Permission } from '../../app/permissions.ts';

const pages: Record<string, { needs: Permission; at: string }> = {
  account: { needs: 'GET /staff/accounts/:accountNo', at: '/accounts' },
  payment: { needs: 'GET /staff/payments/:paymentNo', at: '/payments' },
  case: { needs: 'GET /staff/cases/:caseNo', at: '/cases' },
  application: { needs: 'GET /staff/applications/:caseNo', at: '/applications' },
  outage: { needs: 'GET /staff/outages/:outageNo', at: '/outages' },
  dunning: { needs: 'GET /staff/dunning/:caseNo', at: '/dunning' },
  mandate: { needs: 'GET /staff/mandates/:mandateNo', at: '/mandates' },
  notice: { needs: 'GET /staff/notices/:id', at: '/messages' },
};

/** Where the thing that a log entry speaks of can be looked at by this member; undefined for what has no page. */
export function subjectLink(subject: string, may: (permission: Permission) => boolean): string | undefined {
  const [kind = '', number] = subject.split(/:(.*)/s);
  const page = pages[kind];
  return page && number && number !== '*' && may(page.needs) ? `${page.at}/${number}` : undefined;
}

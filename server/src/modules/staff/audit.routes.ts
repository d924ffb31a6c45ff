import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { addDays, parseBusinessDate, startOfDay } from '../../shared/dates.ts';
import type { AuditRepository } from './audit.repository.ts';
import { AuditQuery, AuditView } from './audit.schemas.ts';

export function auditRoutes(audit: AuditRepository): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/audit',
      access: staff('auditor', 'supervisor', 'administrator'),
      summary: 'The audit log, newest first',
      tag: 'Staff',
      input: { query: AuditQuery },
      output: AuditView,
      handle: async ({ query: { from, to, limit, ...rest } }) => {
        const entries = await audit.read({
          ...rest,
          ...(from ? { from: startOfDay(parseBusinessDate(from)) } : {}),
          ...(to ? { to: startOfDay(addDays(parseBusinessDate(to), 1)) } : {}),
          limit,
        });
        return { entries, nextBefore: entries.length === limit ? entries.at(-1)!.id : null };
      },
    }),
  ];
}

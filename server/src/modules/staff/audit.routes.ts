import type { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { exportRoute, type ListColumn } from '../../http/list-export.ts';
import type { Clock } from '../../infra/clock.ts';
import { addDays, parseBusinessDate, startOfDay } from '../../shared/dates.ts';
import type { AuditEntry, AuditFilter, AuditRepository } from './audit.repository.ts';
import { AuditFilters, AuditQuery, AuditView } from './audit.schemas.ts';

const readers = staff('auditor', 'supervisor', 'administrator');

const columns: ListColumn<AuditEntry>[] = [
  { title: { zh: '时间', en: 'When' }, kind: 'instant', value: entry => entry.at },
  { title: { zh: '操作人', en: 'Who' }, kind: 'actor', value: entry => entry.actor },
  { title: { zh: '操作', en: 'What' }, kind: 'word', group: 'audit-action', value: entry => entry.action },
  { title: { zh: '对象', en: 'To what' }, kind: 'text', value: entry => entry.subject },
  { title: { zh: '详情', en: 'Details' }, kind: 'text', value: entry => JSON.stringify(entry.detail) },
  { title: { zh: '请求编号', en: 'Request' }, kind: 'text', value: entry => entry.requestId },
  // The log is also searched by what people sign in as.
  { title: { zh: '登录名', en: 'Signs in as' }, kind: 'text', value: entry => entry.actor },
];

export function auditRoutes(audit: AuditRepository, clock: Clock): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/audit',
      access: readers,
      summary: 'The audit log, newest first',
      tag: 'Staff',
      input: { query: AuditQuery },
      output: AuditView,
      handle: async ({ query: { limit, before, ...filter } }) => {
        const entries = await audit.read({ ...filterOf(filter), ...(before ? { before } : {}), limit });
        return { entries, nextBefore: entries.length === limit ? entries.at(-1)!.id : null };
      },
    }),
    exportRoute(
      {
        list: 'audit',
        access: readers,
        summary: 'The audit log as a file; that it was taken stands in the log itself',
        tag: 'Staff',
        filter: AuditFilters,
        columns,
        rows: filter => audit.all(filterOf(filter)),
      },
      { audit, clock },
    ),
  ];
}

function filterOf({
  from,
  to,
  ...rest
}: Omit<z.output<typeof AuditQuery>, 'limit' | 'before'>): Omit<AuditFilter, 'limit' | 'before'> {
  return {
    ...rest,
    ...(from ? { from: startOfDay(parseBusinessDate(from)) } : {}),
    ...(to ? { to: startOfDay(addDays(parseBusinessDate(to), 1)) } : {}),
  };
}

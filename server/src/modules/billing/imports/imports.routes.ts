import { type StaffActor, staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { staffName } from '../../../shared/audit.ts';
import { ImportParams, ImportQuery, ImportsView, ImportView } from '../staff.schemas.ts';
import type { Bringer, ImportData } from './import-data.ts';
import { showImport } from './show-import.ts';

const tag = 'staff: data';
const megabyte = 1024 * 1024;

const by = (actor: StaffActor, requestId: string): Bringer => ({
  actor: staffName(actor),
  importedBy: actor.username,
  requestId,
});

export function importRoutes(data: ImportData): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/imports',
      access: staff('clerk', 'supervisor'),
      summary: 'Takes in a CSV file (UTF-8, with a heading) of one kind of data; a repeat changes nothing',
      tag,
      input: { query: ImportQuery },
      bodyType: 'raw',
      bodyLimit: 64 * megabyte,
      output: ImportView,
      status: 201,
      handle: async ({ query, rawBody, actor, requestId }) =>
        showImport(await data.file(query.kind, query.name, rawBody, by(actor, requestId))),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/imports',
      access: staff('clerk', 'supervisor', 'finance', 'auditor'),
      summary: 'The latest imports',
      tag,
      output: ImportsView,
      handle: async () => ({ imports: (await data.list()).map(showImport) }),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/imports/:importId',
      access: staff('clerk', 'supervisor', 'finance', 'auditor'),
      summary: 'One import with the rows it refused, the first thousand of them',
      tag,
      input: { params: ImportParams },
      output: ImportView,
      handle: async ({ params }) => showImport(await data.find(params.importId)),
    }),
  ];
}

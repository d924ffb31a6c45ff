import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { ImportParams, ImportQuery, ImportsView, ImportView, ReadingsBody } from '../staff.schemas.ts';
import type { ImportData } from './import-data.ts';
import type { ImportRecord } from './imports.repository.ts';

const tag = 'staff: data';
const bringers = staff('clerk', 'supervisor');
const megabyte = 1024 * 1024;

function show(record: ImportRecord) {
  return { ...record, createdAt: record.createdAt.toISOString() };
}

export function importRoutes(data: ImportData): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/imports',
      access: bringers,
      summary:
        'Takes in a CSV file (UTF-8, with a heading) of accounts, meters or readings; a repeat changes nothing',
      tag,
      input: { query: ImportQuery },
      bodyType: 'raw',
      bodyLimit: 64 * megabyte,
      output: ImportView,
      status: 201,
      handle: async ({ query, rawBody, actor, requestId }) =>
        show(await data.file(query.kind, query.name, rawBody, { username: actor.username, requestId })),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/readings',
      access: bringers,
      summary: 'Takes in up to 5,000 readings; a repeat changes nothing',
      tag,
      input: { body: ReadingsBody },
      bodyLimit: megabyte,
      output: ImportView,
      status: 201,
      handle: async ({ body, actor, requestId }) =>
        show(await data.readings(body.readings, { username: actor.username, requestId })),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/imports',
      access: staff('clerk', 'supervisor', 'finance', 'auditor'),
      summary: 'The latest imports',
      tag,
      output: ImportsView,
      handle: async () => ({ imports: (await data.list()).map(show) }),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/imports/:importId',
      access: staff('clerk', 'supervisor', 'finance', 'auditor'),
      summary: 'One import with the rows it refused, the first thousand of them',
      tag,
      input: { params: ImportParams },
      output: ImportView,
      handle: async ({ params }) => show(await data.find(params.importId)),
    }),
  ];
}

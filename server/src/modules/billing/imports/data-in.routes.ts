/** The doors of connected systems: what a person brings as a file, they bring by themselves, as JSON or as the same file. */
import { type SystemActor, system } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { systemName } from '../../../shared/audit.ts';
import { ImportView } from '../staff.schemas.ts';
import { FileQuery, rowsOf } from './data-in.schemas.ts';
import type { Bringer, ImportData } from './import-data.ts';
import { importKinds } from './import-row.ts';
import { showImport } from './show-import.ts';

const tag = 'data in';
const megabyte = 1024 * 1024;

const by = (actor: SystemActor, requestId: string): Bringer => ({
  actor: systemName(actor),
  importedBy: systemName(actor),
  keyId: actor.keyId,
  requestId,
});

export function dataInRoutes(data: ImportData): Route[] {
  return importKinds.flatMap(kind => [
    defineRoute({
      method: 'post',
      path: `/data/${kind}`,
      access: system(kind),
      summary: `Takes in up to 5,000 rows of ${kind}: bad ones are reported, good ones taken, a repeat changes nothing`,
      tag,
      input: { body: rowsOf[kind] },
      bodyLimit: 8 * megabyte,
      output: ImportView,
      status: 201,
      handle: async ({ body, actor, requestId }) =>
        showImport(await data.rows(kind, body.rows, by(actor, requestId))),
    }),
    defineRoute({
      method: 'post',
      path: `/data/files/${kind}`,
      access: system(kind),
      summary: `Takes in a CSV file of ${kind} (UTF-8, with a heading), on the same rules`,
      tag,
      input: { query: FileQuery },
      bodyType: 'raw',
      bodyLimit: 64 * megabyte,
      output: ImportView,
      status: 201,
      handle: async ({ query, rawBody, actor, requestId }) =>
        showImport(await data.file(kind, query.name, rawBody, by(actor, requestId))),
    }),
  ]);
}

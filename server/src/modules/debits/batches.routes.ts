import { Readable } from 'node:stream';
import { staff } from '../../http/access.ts';
import { DecisionBody } from '../../http/decision-body.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import { everyPage, exportRoute } from '../../http/list-export.ts';
import type { Clock } from '../../infra/clock.ts';
import { keepFile } from '../../infra/kept-file.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { faultWords } from './debit.ts';
import { fileRefused } from './debits.errors.ts';
import {
  ArrivalsQuery,
  ArrivalsView,
  BankBody,
  BankParams,
  BanksView,
  BankView,
  BatchBody,
  BatchView,
  CancelBody,
  FileFilters,
  FileParams,
  FileSearch,
  FilesView,
  FileView,
  PreviewQuery,
  PreviewView,
  UploadQuery,
  UploadView,
} from './debits.schemas.ts';
import { fileColumns } from './file-columns.ts';
import type { Banks } from './manage-banks.ts';
import type { ResultsRepository } from './results.repository.ts';
import type { RunBatch } from './run-batch.ts';
import type { TakeFile } from './take-file.ts';

export interface BatchRoutesDependencies {
  banks: Banks;
  run: RunBatch;
  takeFile: TakeFile;
  results: ResultsRepository;
  audit: Audit;
  clock: Clock;
}

const tag = 'direct debits';
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const pageSize = 50;
const megabyte = 1024 * 1024;

export function batchRoutes(dependencies: BatchRoutesDependencies): Route[] {
  return [...bankRoutes(dependencies), ...runRoutes(dependencies), ...fileRoutes(dependencies)];
}

function bankRoutes({ banks }: BatchRoutesDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/debit-banks',
      access: staff('clerk', 'finance', 'supervisor', 'administrator', 'auditor'),
      summary: 'Banks that debit for us; keys are never shown',
      tag,
      output: BanksView,
      handle: async () => ({ banks: await banks.list() }),
    }),
    defineRoute({
      method: 'put',
      path: '/staff/debit-banks/:code',
      access: staff('administrator'),
      summary: 'Add a bank, or change it; a new key leaves the present one valid as the older',
      tag,
      input: { params: BankParams, body: BankBody },
      output: BankView,
      handle: ({ params, body, actor, requestId }) => banks.save(params.code, body, actor, requestId),
    }),
  ];
}

function runRoutes({ run }: BatchRoutesDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/debit-batches/preview',
      access: readers,
      summary: 'What a batch made now would hold',
      tag,
      input: { query: PreviewQuery },
      output: PreviewView,
      handle: ({ query }) => run.preview(query.bankCode),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/debit-batches',
      access: staff('finance', 'supervisor'),
      summary: 'Choose and lock what is due, and write the files',
      tag,
      input: { body: BatchBody },
      output: BatchView,
      status: 201,
      idempotent: true,
      handle: ({ body, actor, requestId }) => run.start(body.bankCode, actor, requestId),
    }),
  ];
}

function fileRoutes({ run, takeFile, results, ...log }: BatchRoutesDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/debit-files',
      access: readers,
      summary: 'Files to banks, newest first',
      tag,
      input: { query: FileSearch },
      output: FilesView,
      handle: ({ query: { page, ...filter } }) => run.files(filter, page, pageSize),
    }),
    exportRoute(
      {
        list: 'debit-files',
        access: readers,
        summary: 'Files to banks as a file',
        tag,
        filter: FileFilters,
        columns: fileColumns,
        rows: filter => everyPage((page, size) => run.slice(filter, page, size)),
      },
      log,
    ),
    defineRoute({
      method: 'get',
      path: '/staff/debit-files/:name',
      access: readers,
      summary: 'One file with its rows; bank accounts are not shown',
      tag,
      input: { params: FileParams },
      output: FileView,
      handle: ({ params }) => run.readFile(params.name),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/debit-files/:name/content',
      access: staff('finance', 'supervisor'),
      summary: 'The file itself, to be carried to the bank by hand',
      tag,
      input: { params: FileParams },
      async handle({ params, actor, requestId }) {
        return rawReply({
          headers: {
            'content-type': 'application/octet-stream',
            'content-disposition': `attachment; filename="${params.name}"`,
            'cache-control': 'no-store',
          },
          body: await run.download(params.name, actor, requestId),
        });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/debit-files/:name/release',
      access: staff('finance', 'supervisor'),
      summary:
        'Say that the bank has confirmed that it took nothing of a file whose result never came; another person decides',
      tag,
      input: { params: FileParams, body: CancelBody },
      output: FileView,
      async handle({ params, body, actor, requestId }) {
        await run.askRelease(params.name, body.reason, actor, requestId);
        return run.readFile(params.name);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/debit-files/:name/release-decision',
      access: staff('finance', 'supervisor'),
      summary: 'A second person confirms it, and the bills of the file are free; or rejects it',
      tag,
      input: { params: FileParams, body: DecisionBody },
      output: FileView,
      async handle({ params, body, actor, requestId }) {
        await run.decideRelease(params.name, body, actor, requestId);
        return run.readFile(params.name);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/debit-results',
      access: staff('finance', 'supervisor'),
      summary: 'Takes in a result or day file of a bank; refused whole at the first fault',
      tag,
      input: { query: UploadQuery },
      bodyType: 'stream',
      bodyLimit: 256 * megabyte,
      output: UploadView,
      status: 201,
      async handle({ query: { bankCode, name }, bodyStream, actor }) {
        const kept = await keepFile({ content: Readable.from(bodyStream, { objectMode: false }) });
        const { outcome, kind, rows, line, reason } = await takeFile
          .take(bankCode, name, kept, staffName(actor))
          .finally(kept.remove);
        if (outcome !== 'refused') return { outcome, name, kind, rows };
        const words = faultWords[reason ?? ''] ?? faultWords['form']!;
        throw fileRefused({ line: line ?? 0, reason: words }, [
          { field: `line.${line ?? 0}`, rule: reason ?? 'form', message: words },
        ]);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/debit-arrivals',
      access: readers,
      summary: 'Files that came from banks, taken or refused',
      tag,
      input: { query: ArrivalsQuery },
      output: ArrivalsView,
      async handle({ query: { page } }) {
        const rows = await results.list(page, pageSize + 1);
        const arrivals = rows
          .slice(0, pageSize)
          .map(row => ({ ...row, reasonText: row.reason ? (faultWords[row.reason] ?? null) : null }));
        return { arrivals, page, hasMore: rows.length > pageSize };
      },
    }),
  ];
}

import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { exportRoute } from '../../http/list-export.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Audit } from '../../shared/audit.ts';
import { accountColumns } from './account-columns.ts';
import {
  AccountFileView,
  AccountParams,
  AccountSearchQuery,
  AccountsView,
  FileQuery,
  NoteBody,
  NotesView,
  RevealBody,
  RevealView,
} from './account-file.schemas.ts';
import { kindsOf, readAccountQuery } from './account-query.ts';
import type { FindAccounts } from './find-accounts.ts';
import type { createAccountFiles } from './read-account-file.ts';

interface Dependencies {
  audit: Audit;
  clock: Clock;
  accounts: FindAccounts;
  files: ReturnType<typeof createAccountFiles>;
}

const tag = 'Staff: customers';

export function accountFileRoutes({ accounts, files, audit, clock }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/accounts',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'Find accounts by number, name, phone, contract or meter',
      tag,
      input: { query: AccountSearchQuery },
      output: AccountsView,
      handle: ({ actor, query, requestId }) => accounts.find(actor, query.query, requestId),
    }),
    exportRoute(
      {
        list: 'accounts',
        access: staff('finance', 'supervisor', 'auditor'),
        summary: 'The accounts that a search finds as a file, masked',
        tag,
        filter: AccountSearchQuery,
        columns: accountColumns,
        rows: ({ query }) => accounts.every(query),
        logged: ({ query }) => ({ kinds: kindsOf(readAccountQuery(query)) }),
      },
      { audit, clock },
    ),
    defineRoute({
      method: 'get',
      path: '/staff/accounts/:accountNo',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: "A customer's file, with personal data masked",
      tag,
      input: { params: AccountParams, query: FileQuery },
      output: AccountFileView,
      handle: ({ actor, params, query, requestId }) =>
        files.read(actor, params.accountNo, query.contractNo, requestId),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/reveal',
      access: staff('clerk', 'finance', 'supervisor'),
      summary: "The holder's personal data in clear, for a stated reason that is logged",
      tag,
      input: { params: AccountParams, body: RevealBody },
      output: RevealView,
      handle: ({ actor, params, body, requestId }) => files.reveal(actor, params.accountNo, body, requestId),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/notes',
      access: staff('clerk', 'finance', 'supervisor'),
      summary: "Write a note into a customer's file",
      tag,
      input: { params: AccountParams, body: NoteBody },
      output: NotesView,
      status: 201,
      idempotent: true,
      handle: async ({ actor, params, body, requestId }) => ({
        notes: await files.note(actor, params.accountNo, body, requestId),
      }),
    }),
  ];
}

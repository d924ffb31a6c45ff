import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { exportRoute, type ListColumn } from '../../http/list-export.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Audit } from '../../shared/audit.ts';
import { notFound } from '../../shared/errors.ts';
import type { LedgerRepository, PostingFilter, PostingRow, TrialBalanceRow } from './ledger.repository.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
const AsOf = z.strictObject({ to: z.iso.date().optional() });
const PostingSearch = z.strictObject({
  account: text(60).optional(),
  kind: text(60).optional(),
  reference: text(120).optional(),
  /** Business dates, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  accountNo: z
    .string()
    .regex(/^\d{4,20}$/)
    .optional(),
});

const TrialBalance = z.object({
  accounts: z.array(
    z.object({
      code: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      kind: z.enum(['asset', 'liability', 'income', 'expense']),
      debitFen: z.int(),
      creditFen: z.int(),
      balanceFen: z.int(),
    }),
  ),
  debitFen: z.int(),
  creditFen: z.int(),
});
const Posting = z.object({
  id: z.int(),
  transactionId: z.int(),
  kind: z.string(),
  reference: z.string(),
  businessDate: z.string(),
  postedAt: z
    .date()
    .transform(date => date.toISOString())
    .pipe(z.string()),
  accountCode: z.string(),
  accountNo: z.string().nullable(),
  amountFen: z.int(),
});

const pageSize = 100;
const tag = 'ledger';
const readers = staff('finance', 'supervisor', 'auditor');

const balanceColumns: ListColumn<TrialBalanceRow>[] = [
  { title: { zh: '科目', en: 'Account' }, kind: 'text', value: row => row.code },
  { title: { zh: '名称', en: 'Name (Chinese)' }, kind: 'text', value: row => row.nameZh },
  { title: { zh: '英文名称', en: 'Name' }, kind: 'text', value: row => row.nameEn },
  { title: { zh: '类别', en: 'Kind' }, kind: 'word', group: 'ledger-kind', value: row => row.kind },
  { title: { zh: '借方(元)', en: 'Debit (CNY)' }, kind: 'yuan', value: row => row.debitFen },
  { title: { zh: '贷方(元)', en: 'Credit (CNY)' }, kind: 'yuan', value: row => row.creditFen },
  { title: { zh: '余额(元)', en: 'Balance (CNY)' }, kind: 'yuan', value: row => row.balanceFen },
];

const postingColumns: ListColumn<PostingRow>[] = [
  { title: { zh: '凭证', en: 'Transaction' }, kind: 'number', value: row => row.transactionId },
  { title: { zh: '业务日期', en: 'Business date' }, kind: 'text', value: row => row.businessDate },
  { title: { zh: '记账时间', en: 'Posted' }, kind: 'instant', value: row => row.postedAt },
  { title: { zh: '业务', en: 'Event' }, kind: 'word', group: 'books', value: row => row.kind },
  { title: { zh: '依据', en: 'Reference' }, kind: 'text', value: row => row.reference },
  { title: { zh: '科目', en: 'Account' }, kind: 'text', value: row => row.accountCode },
  {
    title: { zh: '科目名称', en: 'Account name' },
    kind: 'word',
    group: 'ledger-account',
    value: row => row.accountCode,
  },
  { title: { zh: '户号', en: 'Customer account' }, kind: 'text', value: row => row.accountNo },
  {
    title: { zh: '金额(元，借正贷负)', en: 'Amount (CNY, debit positive)' },
    kind: 'yuan',
    value: row => row.amountFen,
  },
];

export interface LedgerRoutesDependencies {
  ledger: LedgerRepository;
  audit: Audit;
  clock: Clock;
}

export function ledgerRoutes(dependencies: LedgerRoutesDependencies): Route[] {
  return [...readingRoutes(dependencies), ...exportRoutes(dependencies)];
}

function readingRoutes({ ledger }: LedgerRoutesDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/ledger/trial-balance',
      access: readers,
      summary: 'Every account of the books with its debits and credits, up to a day when one is named',
      tag,
      input: { query: AsOf },
      output: TrialBalance,
      async handle({ query: { to } }) {
        const accounts = await ledger.trialBalance(to);
        const total = (side: 'debitFen' | 'creditFen') =>
          accounts.reduce((sum, account) => sum + account[side], 0);
        return { accounts, debitFen: total('debitFen'), creditFen: total('creditFen') };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/ledger/postings',
      access: readers,
      summary: 'Postings, newest first: of an account, an event, a customer or a time',
      tag,
      input: { query: PostingSearch.extend({ before: z.coerce.number().int().positive().optional() }) },
      output: z.object({ postings: z.array(Posting), nextBefore: z.int().nullable() }),
      async handle({ query: { before, ...filter } }) {
        const postings = await ledger.postings(filter, before, pageSize);
        return { postings, nextBefore: postings.length === pageSize ? postings.at(-1)!.id : null };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/ledger/transactions/:id',
      access: readers,
      summary: 'Both sides of one business event',
      tag,
      input: { params: z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }) },
      output: z.object({ postings: z.array(Posting) }),
      async handle({ params }) {
        const postings = await ledger.transaction(params.id);
        if (postings.length === 0) throw notFound();
        return { postings };
      },
    }),
  ];
}

function exportRoutes({ ledger, audit, clock }: LedgerRoutesDependencies): Route[] {
  async function* every(filter: PostingFilter): AsyncGenerator<PostingRow> {
    let before: number | undefined;
    for (;;) {
      const page = await ledger.postings(filter, before, 1_000);
      yield* page;
      if (page.length < 1_000) return;
      before = page.at(-1)!.id;
    }
  }
  return [
    exportRoute(
      {
        list: 'trial-balance',
        access: readers,
        summary: 'The trial balance as a file',
        tag,
        filter: AsOf,
        columns: balanceColumns,
        rows: ({ to }) => ledger.trialBalance(to),
      },
      { audit, clock },
    ),
    exportRoute(
      {
        list: 'postings',
        access: readers,
        summary: 'Postings as a file',
        tag,
        filter: PostingSearch,
        columns: postingColumns,
        rows: every,
      },
      { audit, clock },
    ),
  ];
}

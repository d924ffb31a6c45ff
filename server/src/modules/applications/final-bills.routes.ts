/** What a former holder still owes: their account is closed to them, paying is not. */
import { z } from 'zod';
import { resident, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { everyPage, exportRoute, type ListColumn } from '../../http/list-export.ts';
import { pageAndOne } from '../../http/page-and-one.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Audit } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import { maskName } from '../../shared/mask.ts';
import type { FinalBillsRepository, FormerHolderRow } from './final-bills.repository.ts';
import { tag } from './resident/resident.routes.ts';
import { tag as staffTag } from './staff/work.routes.ts';

const pageSize = 50;

const FinalBillsView = z.object({
  bills: z.array(
    z.object({
      kind: z.enum(['bill', 'late-fee']),
      accountNoMasked: z.string(),
      billNo: z.string(),
      month: z.string(),
      from: z.string(),
      to: z.string(),
      payableId: z.int(),
      owedFen: z.int(),
      dueOn: z.string(),
    }),
  ),
});

const holderColumns = (nameOf: (row: FormerHolderRow) => string): ListColumn<FormerHolderRow>[] => [
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  { title: { zh: '户名', en: 'Name' }, kind: 'text', value: nameOf },
  { title: { zh: '用电至', en: 'Held until' }, kind: 'text', value: row => row.until },
  { title: { zh: '未缴账单', en: 'Open bills' }, kind: 'number', value: row => row.bills },
  { title: { zh: '最早到期', en: 'First due' }, kind: 'text', value: row => row.dueOn },
  { title: { zh: '欠费(元)', en: 'Owed (CNY)' }, kind: 'yuan', value: row => row.owedFen },
  { title: { zh: '申请编号', en: 'Application' }, kind: 'text', value: row => row.caseNo },
];

export function finalBillsRoutes(
  finalBills: FinalBillsRepository,
  { clock, cipher, audit }: { clock: Clock; cipher: FieldCipher; audit: Audit },
): Route[] {
  const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
  const masked = ({ nameEnc }: FormerHolderRow) => maskName(cipher.decrypt(nameEnc));
  return [
    defineRoute({
      method: 'get',
      path: '/final-bills',
      access: resident(),
      summary:
        'Bills of households I have left and their late fees that are still owed, to be paid by their payables',
      tag,
      output: FinalBillsView,
      async handle({ actor }) {
        const rows = await finalBills.owed(actor.personId, businessDate(clock.now()));
        return {
          bills: rows.map(({ accountNo, ...bill }) => ({
            ...bill,
            accountNoMasked: `${'*'.repeat(accountNo.length - 4)}${accountNo.slice(-4)}`,
          })),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/final-bills',
      access: readers,
      summary: 'Holders who have gone and still owe something, the longest gone first; the counter takes it',
      tag: staffTag,
      input: { query: z.strictObject({ page: z.coerce.number().int().min(1).max(10_000).default(1) }) },
      output: z.object({
        holders: z.array(
          z.object({
            accountNo: z.string(),
            holder: z.int(),
            nameMasked: z.string(),
            until: z.string(),
            owedFen: z.int(),
            bills: z.int(),
            dueOn: z.string().nullable(),
            caseNo: z.string().nullable().describe('The application that ended them'),
          }),
        ),
        page: z.int(),
        hasMore: z.boolean(),
      }),
      async handle({ query: { page } }) {
        const today = businessDate(clock.now());
        const rows = await pageAndOne(
          (at, size) => finalBills.formerHolders(today, at, size),
          page,
          pageSize,
        );
        const holders = rows.slice(0, pageSize).map(row => {
          const { nameEnc, ...shown } = row;
          return { ...shown, nameMasked: masked(row) };
        });
        return { holders, page, hasMore: rows.length > pageSize };
      },
    }),
    exportRoute(
      {
        list: 'former-holders',
        access: readers,
        summary: 'Holders who have gone and still owe something, as a file; masked',
        tag: staffTag,
        filter: z.strictObject({}),
        columns: holderColumns(masked),
        rows: () => {
          const today = businessDate(clock.now());
          return everyPage((page, size) => finalBills.formerHolders(today, page, size));
        },
      },
      { audit, clock },
    ),
  ];
}

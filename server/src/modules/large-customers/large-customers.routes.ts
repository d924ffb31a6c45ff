/** Statements and quarters of large customers: for themselves, and for the desk that writes their load down. */
import { household, staff } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import { everyPage, exportRoute, type ListColumn } from '../../http/list-export.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import type { Wording } from '../../shared/errors.ts';
import { maskName } from '../../shared/mask.ts';
import { notLarge, statementNotFound } from './large-customers.errors.ts';
import type { LargeAccount, LargeCustomersRepository, ListedCustomer } from './large-customers.repository.ts';
import {
  AccountParams,
  FileView,
  ListFilter,
  ListQuery,
  ListView,
  LoadBody,
  QuarterParams,
  QuarterView,
  ReportsView,
  StatementParams,
} from './large-customers.schemas.ts';
import { powerFactorOf, quarterOf } from './quarter.ts';
import { quarterReport } from './quarter-report.ts';
import { renderQuarter, renderStatement } from './reports-pdf.ts';

export interface LargeCustomersDependencies {
  customers: LargeCustomersRepository;
  clock: Clock;
  cipher: FieldCipher;
  audit: Audit;
  utilityName(): Promise<Wording>;
}

const readers = staff('clerk', 'supervisor', 'auditor');
const pdf = (name: string, body: Buffer) =>
  rawReply({
    headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${name}.pdf"` },
    body,
  });

export function largeCustomerRoutes(dependencies: LargeCustomersDependencies): Route[] {
  const { customers, clock, cipher, utilityName } = dependencies;
  async function accountOf(accountNo: string) {
    const found = await customers.find(accountNo, businessDate(clock.now()));
    if (!found) throw notLarge();
    return found;
  }
  async function papers(accountNo: string) {
    const account = await accountOf(accountNo);
    const head = {
      utility: await utilityName(),
      customer: cipher.decrypt(account.nameEnc),
      accountNo,
      madeAt: clock.now(),
    };
    return { account, head };
  }
  async function statement(accountNo: string, month: string) {
    const { account, head } = await papers(accountNo);
    const bills = await customers.bills(account.holderPeriodId, month);
    if (bills.length === 0) throw statementNotFound();
    return pdf(`statement-${accountNo}-${month}`, await renderStatement(head, month, bills));
  }
  async function quarterPdf(accountNo: string, quarter: string) {
    const { account, head } = await papers(accountNo);
    return pdf(
      `load-${accountNo}-${quarter}`,
      await renderQuarter(head, await quarterReport(customers, account, quarter)),
    );
  }
  const figures = async (accountNo: string, quarter: string) =>
    quarterReport(customers, await accountOf(accountNo), quarter);
  const tag = 'Large customers';
  return [
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/statements/:month/pdf',
      access: household('full'),
      summary: 'A large customer’s statement of a month',
      tag,
      input: { params: StatementParams },
      handle: ({ params }) => statement(params.accountNo, params.month),
    }),
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/large-reports',
      access: household('full'),
      summary: 'Which statements and quarters a large customer has; nothing of any other household',
      tag,
      input: { params: AccountParams },
      output: ReportsView,
      async handle({ params: { accountNo } }) {
        const account = await customers.find(accountNo, businessDate(clock.now()));
        if (!account) return { large: false, statements: [], quarters: [] };
        const [statements, loads] = await Promise.all([
          customers.statements(account.holderPeriodId),
          customers.loadBook(account),
        ]);
        return { large: true, statements, quarters: quartersOf(loads) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/quarters/:quarter',
      access: household('full'),
      summary: 'A large customer’s load and power factor of a quarter, with advice',
      tag,
      input: { params: QuarterParams },
      output: QuarterView,
      handle: ({ params }) => figures(params.accountNo, params.quarter),
    }),
    ...bookRoutes(dependencies, accountOf),
    ...deskRoutes(dependencies, { statement, quarterPdf, figures, accountOf }),
  ];
}

const quartersOf = (loads: readonly { month: string }[]) => [
  ...new Set(loads.map(({ month }) => quarterOf(month))),
];
const pageSize = 50;

const listColumns = (masked: (nameEnc: Buffer) => string): ListColumn<ListedCustomer>[] => [
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  { title: { zh: '户名', en: 'Name' }, kind: 'text', value: row => masked(row.nameEnc) },
  { title: { zh: '最近账单', en: 'Last billed' }, kind: 'text', value: row => row.lastBilled },
  { title: { zh: '最近负荷', en: 'Last load' }, kind: 'text', value: row => row.lastLoad },
];

function bookRoutes(
  { customers, clock, cipher, audit }: LargeCustomersDependencies,
  accountOf: (accountNo: string) => Promise<LargeAccount>,
): Route[] {
  const tag = 'Staff: large customers';
  const masked = (sealed: Buffer) => maskName(cipher.decrypt(sealed));
  return [
    defineRoute({
      method: 'get',
      path: '/staff/large-customers',
      access: readers,
      summary: 'Large customers, with what was billed and written down last',
      tag,
      input: { query: ListQuery },
      output: ListView,
      async handle({ query: { q, page } }) {
        const wish = { q: q || null, today: businessDate(clock.now()) };
        const rows = await customers.list({ ...wish, offset: (page - 1) * pageSize, limit: pageSize + 1 });
        const shown = rows.slice(0, pageSize);
        return {
          customers: shown.map(({ nameEnc, ...row }) => ({ ...row, name: masked(nameEnc) })),
          more: rows.length > pageSize,
        };
      },
    }),
    exportRoute(
      {
        list: 'large-customers',
        access: readers,
        summary: 'Large customers as a file; masked',
        tag,
        filter: ListFilter,
        columns: listColumns(masked),
        rows: ({ q }) => {
          const wish = { q: q || null, today: businessDate(clock.now()) };
          return everyPage((page, limit) => customers.list({ ...wish, offset: (page - 1) * limit, limit }));
        },
      },
      { audit, clock },
    ),
    defineRoute({
      method: 'get',
      path: '/staff/large-customers/:accountNo',
      access: readers,
      summary: 'Statements, quarters and months written down of one large customer',
      tag,
      input: { params: AccountParams },
      output: FileView,
      async handle({ params: { accountNo } }) {
        const account = await accountOf(accountNo);
        const [statements, loads] = await Promise.all([
          customers.statements(account.holderPeriodId),
          customers.loadBook(account),
        ]);
        return {
          accountNo,
          name: masked(account.nameEnc),
          statements,
          quarters: quartersOf(loads),
          loads: loads.map(load => ({
            ...load,
            powerFactor: powerFactorOf(load.active, load.reactive),
            recordedAt: load.recordedAt.toISOString(),
          })),
        };
      },
    }),
  ];
}

interface Papers {
  statement(accountNo: string, month: string): Promise<ReturnType<typeof pdf>>;
  quarterPdf(accountNo: string, quarter: string): Promise<ReturnType<typeof pdf>>;
  figures(accountNo: string, quarter: string): ReturnType<typeof quarterReport>;
  accountOf(accountNo: string): Promise<{ accountId: number }>;
}

function deskRoutes({ customers, clock, audit }: LargeCustomersDependencies, papers: Papers): Route[] {
  const tag = 'Staff: large customers';
  /** A paper with a name in it was looked at. */
  const seen = (username: string, accountNo: string, requestId: string) =>
    audit.record({
      actor: `staff:${username}`,
      action: 'large-customer.read',
      subject: `account:${accountNo}`,
      requestId,
    });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/accounts/:accountNo/statements/:month/pdf',
      access: readers,
      summary: 'A large customer’s statement of a month',
      tag,
      input: { params: StatementParams },
      async handle({ actor, params: { accountNo, month }, requestId }) {
        const paper = await papers.statement(accountNo, month);
        await seen(actor.username, accountNo, requestId);
        return paper;
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/accounts/:accountNo/quarters/:quarter',
      access: readers,
      summary: 'A large customer’s load and power factor of a quarter, with advice',
      tag,
      input: { params: QuarterParams },
      output: QuarterView,
      handle: ({ params }) => papers.figures(params.accountNo, params.quarter),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/accounts/:accountNo/quarters/:quarter/pdf',
      access: readers,
      summary: 'The same with charts, as a PDF',
      tag,
      input: { params: QuarterParams },
      async handle({ actor, params: { accountNo, quarter }, requestId }) {
        const paper = await papers.quarterPdf(accountNo, quarter);
        await seen(actor.username, accountNo, requestId);
        return paper;
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/load-months',
      access: staff('clerk', 'supervisor'),
      summary: 'Write down a month of a large customer’s load; of one month the last holds',
      tag,
      input: { params: AccountParams, body: LoadBody },
      output: QuarterView,
      status: 201,
      idempotent: true,
      async handle({ actor, params: { accountNo }, body, requestId }) {
        const { accountId } = await papers.accountOf(accountNo);
        const by = staffName(actor);
        const { month, maxDemand, activeEnergy: active, reactiveEnergy: reactive } = body;
        await customers.record(
          { accountId, month, maxDemand, active, reactive, by, at: clock.now() },
          {
            actor: by,
            action: 'large-customer.load',
            subject: `account:${accountNo}`,
            detail: body,
            requestId,
          },
        );
        return papers.figures(accountNo, quarterOf(month));
      },
    }),
  ];
}

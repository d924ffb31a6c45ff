import { resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import {
  invoicedAlready,
  invoicesNotOffered,
  nothingToInvoice,
  paymentNotFound,
  refundUnderway,
  titleNotFound,
  tooManyTitles,
} from './invoices.errors.ts';
import type { InvoiceRow, InvoicesRepository } from './invoices.repository.ts';
import {
  InvoiceBody,
  InvoicesQuery,
  InvoicesView,
  InvoiceView,
  TitleBody,
  TitleParams,
  TitlesView,
  TitleView,
} from './invoices.schemas.ts';
import { titleOf } from './send-invoices.ts';

interface Dependencies {
  db: Pick<Database, 'inSqlTransaction'>;
  invoices: InvoicesRepository;
  cipher: FieldCipher;
  /** Whether an issuer is set up. */
  offered: boolean;
}

const tag = 'invoices';
const maxTitles = 10;

export function invoiceRoutes(dependencies: Dependencies): Route[] {
  return [...titleRoutes(dependencies), ...requestRoutes(dependencies)];
}

function titleRoutes({ invoices, cipher, offered }: Dependencies): Route[] {
  const titles = async (personId: string) =>
    (await invoices.titles(personId)).map(({ titleId, kind, nameEnc, taxNoEnc }) => ({
      titleId,
      ...titleOf({ titleKind: kind, titleNameEnc: nameEnc, taxNoEnc }, cipher),
    }));
  return [
    defineRoute({
      method: 'get',
      path: '/invoice-titles',
      access: resident(),
      summary: 'Titles I have invoices made out to, latest first',
      tag,
      output: TitlesView,
      handle: async ({ actor }) => ({ offered, titles: await titles(actor.personId) }),
    }),
    defineRoute({
      method: 'post',
      path: '/invoice-titles',
      access: resident(),
      summary: 'Keep a title; one that is kept already is kept once',
      tag,
      input: { body: TitleBody },
      output: TitleView,
      async handle({ actor, body }) {
        const title = {
          kind: body.kind,
          name: body.name,
          taxNo: body.kind === 'company' ? body.taxNo : null,
        };
        const kept = await titles(actor.personId);
        const same = kept.find(
          one => one.kind === title.kind && one.name === title.name && one.taxNo === title.taxNo,
        );
        if (same) return same;
        if (kept.length >= maxTitles) throw tooManyTitles({ max: maxTitles });
        const titleId = await invoices.addTitle(actor.personId, {
          kind: title.kind,
          nameEnc: cipher.encrypt(title.name),
          taxNoEnc: title.taxNo === null ? null : cipher.encrypt(title.taxNo),
        });
        return { titleId, ...title };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/invoice-titles/:titleId',
      access: resident(),
      summary: 'Forget a title; invoices made out to it stay as they are',
      tag,
      input: { params: TitleParams },
      status: 204,
      async handle({ actor, params }) {
        if (!(await invoices.removeTitle(actor.personId, params.titleId))) throw titleNotFound();
      },
    }),
  ];
}

function requestRoutes({ db, invoices, cipher, offered }: Dependencies): Route[] {
  const show = (row: InvoiceRow) => showInvoice(row, cipher);
  return [
    defineRoute({
      method: 'get',
      path: '/invoices',
      access: resident(),
      summary: 'My invoices, latest first; of one payment when it is named',
      tag,
      input: { query: InvoicesQuery },
      output: InvoicesView,
      handle: async ({ actor, query }) => ({
        offered,
        invoices: (await invoices.list(actor.personId, query.paymentNo ?? null)).map(show),
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/invoices',
      access: resident(),
      summary: 'Ask for the invoice of a payment: what was paid less what was refunded',
      tag,
      input: { body: InvoiceBody },
      output: InvoiceView,
      idempotent: true,
      async handle({ actor: { personId }, body: { paymentNo, titleId } }) {
        if (!offered) throw invoicesNotOffered();
        const known = (await invoices.titles(personId)).some(title => title.titleId === titleId);
        const invoiceNo = await db.inSqlTransaction(async tx => {
          const money = await invoices.invoiceable(tx, personId, paymentNo);
          if (!money) throw paymentNotFound();
          if (money.refunding) throw refundUnderway();
          if (money.collectionId === null || money.leftFen <= 0) throw nothingToInvoice();
          if (!known) throw titleNotFound();
          return invoices.request(tx, personId, money.collectionId, titleId, money.leftFen);
        });
        if (!invoiceNo) throw invoicedAlready();
        const rows = await invoices.list(personId, paymentNo);
        return show(rows.find(row => row.invoiceNo === invoiceNo)!);
      },
    }),
  ];
}

function showInvoice(row: InvoiceRow, cipher: FieldCipher) {
  const { invoiceNo, kind, originalInvoiceNo, paymentNo, amountFen, status, fiscalNo, pdfUrl } = row;
  return {
    invoiceNo,
    kind,
    originalInvoiceNo,
    paymentNo,
    title: titleOf(row, cipher),
    amountFen,
    status,
    fiscalNo,
    pdfUrl,
    requestedAt: row.createdAt.toISOString(),
    issuedAt: row.issuedAt?.toISOString() ?? null,
  };
}

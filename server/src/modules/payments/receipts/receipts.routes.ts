import { z } from 'zod';
import { anyone, resident } from '../../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../../http/define-route.ts';
import type { Clock } from '../../../infra/clock.ts';
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { Wording } from '../../../shared/errors.ts';
import type { PayableSource } from '../payable.ts';
import { receiptNotFound } from '../payments.errors.ts';
import {
  CheckCodeParam,
  PaymentNoParam,
  ReceiptCheck,
  ReceiptParam,
  ReceiptView,
} from '../payments.schemas.ts';
import { renderCheckPage } from './check-page.ts';
import { allReturned, type ChannelName, type Receipt, readReceipt, viewLines } from './receipt.ts';
import type { ReceiptRow, ReceiptsRepository } from './receipts.repository.ts';
import { renderReceipt } from './render-receipt.ts';
import { signPdf } from './sign-pdf.ts';
import type { SigningIdentity } from './signing-identity.ts';

export interface ReceiptRoutesDependencies {
  receipts: ReceiptsRepository;
  payableSources: readonly PayableSource[];
  cipher: FieldCipher;
  channelName: ChannelName;
  clock: Clock;
  /** The utility's name and seal as they hold now. */
  rules(): Promise<{ utilityName: Wording; sealPurpose: string }>;
  publicBaseUrl: string;
  identity(): SigningIdentity;
}

const language = z.strictObject({ lang: z.enum(['zh', 'en']).optional() });

export function receiptRoutes(dependencies: ReceiptRoutesDependencies): Route[] {
  const { receipts, payableSources, cipher, channelName, rules, publicBaseUrl } = dependencies;
  const checkUrl = (receipt: { checkCode: string }) => `${publicBaseUrl}/r/${receipt.checkCode}`;
  const check = async (checkCode: string) => {
    const row = /^[0-9a-f]{32}$/.test(checkCode) ? await receipts.byCheckCode(checkCode) : undefined;
    return row && readReceipt(row, payableSources, cipher, channelName);
  };

  return [
    defineRoute({
      method: 'get',
      path: '/payments/:paymentNo/receipt',
      access: resident(),
      summary: 'The receipt of a payment, personal data masked',
      tag: 'receipts',
      input: { params: PaymentNoParam },
      output: ReceiptView,
      async handle({ params, actor, language }) {
        const row = ownReceipt(await receipts.ofPayment(params.paymentNo), actor.personId);
        const receipt = await readReceipt(row, payableSources, cipher, channelName);
        const pdfUrl = `/api/v1/receipts/${receipt.receiptNo}/pdf`;
        return {
          ...dated(receipt),
          items: viewLines(receipt, language),
          checkUrl: checkUrl(receipt),
          pdfUrl,
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/receipts/:receiptNo/pdf',
      access: resident(),
      summary: 'The signed PDF, made once and kept',
      tag: 'receipts',
      input: { params: ReceiptParam },
      async handle({ params, actor }) {
        const row = ownReceipt(await receipts.byNumber(params.receiptNo), actor.personId);
        const body = (await receipts.pdf(row.receiptNo)) ?? (await makePdf(row, checkUrl(row), dependencies));
        const headers = {
          'Content-Type': 'application/pdf',
          'Content-Disposition': `inline; filename="${row.receiptNo}.pdf"`,
          'Cache-Control': 'private, max-age=3600',
        };
        return rawReply({ headers, body });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/receipt-checks/:checkCode',
      access: anyone('whoever holds a receipt may check it; masked data only'),
      summary: 'Is this receipt genuine?',
      tag: 'receipts',
      input: { params: CheckCodeParam },
      output: ReceiptCheck,
      async handle({ params, language }) {
        const receipt = await check(params.checkCode);
        if (!receipt) throw receiptNotFound();
        const { utilityName } = await rules();
        return {
          valid: !allReturned(receipt),
          fullyRefunded: allReturned(receipt),
          ...dated(receipt),
          utilityZh: utilityName.zh,
          utilityEn: utilityName.en,
          items: viewLines(receipt, language),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/r/:checkCode',
      root: true,
      access: anyone('the page behind the QR code of a receipt; masked data only'),
      summary: 'The page behind the QR code of a receipt',
      tag: 'receipts',
      input: { params: CheckCodeParam, query: language },
      async handle({ params, query, language }) {
        const receipt = await check(params.checkCode);
        const headers = {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy':
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          'Cache-Control': 'no-store',
        };
        return rawReply({
          status: receipt ? 200 : 404,
          headers,
          body: renderCheckPage(receipt, (await rules()).utilityName, query.lang ?? language),
        });
      },
    }),
  ];
}

/** Somebody else's receipt looks exactly like one that does not exist. */
function ownReceipt(row: ReceiptRow | undefined, personId: string): ReceiptRow {
  if (row?.personId !== personId) throw receiptNotFound();
  return row;
}

const dated = (receipt: Receipt) => ({
  ...receipt,
  issuedAt: receipt.issuedAt.toISOString(),
  paidAt: receipt.paidAt.toISOString(),
});

async function makePdf(
  row: ReceiptRow,
  checkUrl: string,
  dependencies: ReceiptRoutesDependencies,
): Promise<Buffer> {
  const { receipts, payableSources, cipher, channelName, rules, clock, identity } = dependencies;
  const { utilityName, sealPurpose } = await rules();
  const pdf = await renderReceipt(
    await readReceipt(row, payableSources, cipher, channelName),
    { utilityName, sealPurpose },
    checkUrl,
  );
  const note = { reason: 'Electricity receipt', name: utilityName.en, location: 'CN', contactInfo: checkUrl };
  return receipts.keepPdf(row.receiptNo, await signPdf(pdf, identity(), note, clock.now()));
}

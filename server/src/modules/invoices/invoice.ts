/** What an invoice is made out to and where it stands. Pure. */
import type { Fen } from '../../shared/money.ts';

export type TitleKind = 'personal' | 'company';

export interface InvoiceTitle {
  kind: TitleKind;
  name: string;
  /** 纳税人识别号; only of a company. */
  taxNo: string | null;
}

/** requested → issued, or failed when the issuer refuses for good. A red one goes the same way. */
export type InvoiceStatus = 'requested' | 'issued' | 'failed';

/** What the issuer is asked for. */
export interface InvoiceOrder {
  /** Asked again under the same number it is the same invoice. */
  invoiceNo: string;
  kind: 'blue' | 'red';
  /** Of a red one: the fiscal number of what it takes back. */
  originalFiscalNo: string | null;
  title: InvoiceTitle;
  /** With tax, positive on both kinds. */
  amountFen: Fen;
}

export interface IssuedInvoice {
  fiscalNo: string;
  issuedAt: Date;
  pdfUrl: string;
}

/** The company that issues invoices for the utility; one adapter each. */
export interface InvoiceIssuer {
  /** @returns the invoice, or null while the issuer is at it. @throws InvoiceRefused when a repeat cannot help; anything else is unknown. */
  issue(order: InvoiceOrder): Promise<IssuedInvoice | null>;
}

export class InvoiceRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`the issuer refused: ${code}`);
    this.name = 'InvoiceRefused';
    this.code = code;
  }
}

/** Seconds until the issuer is asked again: soon at first, later every hour. */
export function waitAfter(attempts: number): number {
  return Math.min(3_600, 5 * 2 ** Math.min(attempts, 12));
}

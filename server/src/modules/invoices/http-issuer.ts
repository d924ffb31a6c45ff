/**
 * An issuer behind HTTP with JSON: `POST /invoices`, signed like the text messages, see server/src/modules/invoices/README.md.
 * The request number makes a repeat the same invoice, so an answer that was lost is simply asked for again.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { HttpClient } from '../../infra/http-client.ts';
import { toYuan } from '../../shared/money.ts';
import { type InvoiceIssuer, type InvoiceOrder, InvoiceRefused } from './invoice.ts';

export interface IssuerSettings {
  baseUrl: string;
  accessKey: string;
  secret: string;
}

/** 供电: the tax classification's short name; 13 % on electricity. */
const goods = { name: '*供电*电费', taxRate: '0.13' };
const timeoutMs = 10_000;

const Reply = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('OK'),
    status: z.enum(['issued', 'processing']),
    fiscalNo: z
      .string()
      .regex(/^\d{20}$/)
      .optional(),
    issuedAt: z.iso.datetime({ offset: true }).optional(),
    pdfUrl: z.url().optional(),
  }),
  z.object({ code: z.enum(['TITLE_INVALID', 'TAX_NO_INVALID', 'ORIGINAL_UNKNOWN', 'AMOUNT_INVALID']) }),
]);

export function createHttpIssuer(settings: IssuerSettings, http: HttpClient): InvoiceIssuer {
  return {
    async issue(order) {
      const body = JSON.stringify(wireOrder(order));
      const headers = { 'Content-Type': 'application/json', Authorization: authorization(settings, body) };
      const url = `${settings.baseUrl}/invoices`;
      const answer = await http.request({ method: 'POST', url, headers, body, timeoutMs });
      const reply = Reply.safeParse(parseJson(answer.body));
      if (!reply.success) throw new Error(`the issuer answered ${answer.status}, which is not understood`);
      if (reply.data.code !== 'OK') throw new InvoiceRefused(reply.data.code);
      const { status, fiscalNo, issuedAt, pdfUrl } = reply.data;
      if (status === 'processing') return null;
      if (!fiscalNo || !issuedAt || !pdfUrl) throw new Error('the issuer said issued without an invoice');
      return { fiscalNo, issuedAt: new Date(issuedAt), pdfUrl };
    },
  };
}

function wireOrder({ invoiceNo, kind, originalFiscalNo, title, amountFen }: InvoiceOrder) {
  return {
    requestNo: invoiceNo,
    kind,
    ...(originalFiscalNo ? { originalFiscalNo } : {}),
    title: { kind: title.kind, name: title.name, ...(title.taxNo ? { taxNo: title.taxNo } : {}) },
    amount: toYuan(amountFen),
    goods,
  };
}

/** The issuer compares the time with its own clock: real time, whatever clock the hall was given. */
function authorization({ accessKey, secret }: IssuerSettings, body: string): string {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(16).toString('hex');
  const digest = createHash('sha256').update(body).digest('hex');
  const signature = createHmac('sha256', secret).update(`${timestamp}\n${nonce}\n${digest}`).digest('hex');
  return `HMAC-SHA256 AccessKey=${accessKey}, Timestamp=${timestamp}, Nonce=${nonce}, Signature=${signature}`;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

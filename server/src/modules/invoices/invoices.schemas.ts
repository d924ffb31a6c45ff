import { z } from 'zod';

const nameWording = { zh: '抬头应为2到100个字', en: 'A title has 2 to 100 characters' };
const taxNoWording = {
  zh: '纳税人识别号为15、18或20位数字和大写字母',
  en: 'A tax number has 15, 18 or 20 digits and capital letters',
};
const Name = z
  .string()
  .max(200)
  .transform(text => text.trim())
  .refine(text => /^[^\p{Cc}]{2,100}$/u.test(text), {
    params: { rule: 'invoice-title', wording: nameWording },
  });
const TaxNo = z.string().refine(text => /^([0-9A-Z]{15}|[0-9A-Z]{18}|[0-9A-Z]{20})$/.test(text), {
  params: { rule: 'tax-no', wording: taxNoWording },
});

export const TitleBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('personal'), name: Name }),
  z.strictObject({ kind: z.literal('company'), name: Name, taxNo: TaxNo }),
]);
export const TitleParams = z.object({ titleId: z.coerce.number().int().positive() });
export const TitleView = z.object({
  titleId: z.int(),
  kind: z.enum(['personal', 'company']),
  name: z.string(),
  taxNo: z.string().nullable(),
});
export const TitlesView = z.object({ offered: z.boolean(), titles: z.array(TitleView) });

const PaymentNoText = z.string().regex(/^P\d{22}$/);
export const InvoiceBody = z.strictObject({ paymentNo: PaymentNoText, titleId: z.int().positive() });
export const InvoicesQuery = z.strictObject({ paymentNo: PaymentNoText.optional() });

export const InvoiceView = z.object({
  invoiceNo: z.string(),
  kind: z.enum(['blue', 'red']).describe('A red one takes back what was refunded of a blue one'),
  /** Of a red one: the number of the blue one. */
  originalInvoiceNo: z.string().nullable(),
  paymentNo: z.string(),
  title: z.object({ kind: z.enum(['personal', 'company']), name: z.string(), taxNo: z.string().nullable() }),
  amountFen: z.int(),
  status: z.enum(['requested', 'issued', 'failed']),
  fiscalNo: z.string().nullable().describe('数电票号码'),
  pdfUrl: z.string().nullable(),
  requestedAt: z.string(),
  issuedAt: z.string().nullable(),
});
export const InvoicesView = z.object({ offered: z.boolean(), invoices: z.array(InvoiceView) });

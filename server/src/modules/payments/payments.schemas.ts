/** What residents send and get. Amounts are whole fen, times ISO instants. */
import { z } from 'zod';
import type { Fen } from '../../shared/money.ts';

const tooMuch = 10_000_000_00;
/** A positive whole number of fen, up to ten million yuan. */
export const FenAmount = z
  .int()
  .min(1)
  .max(tooMuch)
  .transform(value => value as Fen);
export const PaymentNoParam = z.strictObject({ paymentNo: z.string().regex(/^P\d{22}$/) });
export const PageQuery = z.strictObject({ page: z.coerce.number().int().min(1).max(10_000).default(1) });

const distinct =
  <T>(key: (item: T) => unknown) =>
  (items: T[]) =>
    new Set(items.map(key)).size === items.length;
const twice = (zh: string, en: string) => ({ params: { rule: 'distinct', wording: { zh, en } } });

export const StartPaymentBody = z
  .strictObject({
    channel: z.string().regex(/^[a-z][a-z-]{1,30}$/),
    method: z.enum(['wechat', 'alipay', 'unionpay']),
    product: z
      .enum(['mini', 'jsapi', 'h5', 'native', 'app', 'create', 'wap', 'page', 'precreate', 'front'])
      .optional(),
    items: z
      .array(z.strictObject({ payableId: z.int().min(1), amountFen: FenAmount }))
      .max(50)
      .refine(
        distinct<{ payableId: number }>(item => item.payableId),
        twice('同一款项只能出现一次', 'Each payable only once'),
      )
      .default([]),
    prepayments: z
      .array(z.strictObject({ accountNo: z.string().min(4).max(20), amountFen: FenAmount }))
      .max(10)
      .refine(
        distinct<{ accountNo: string }>(item => item.accountNo),
        twice('同一户号只能出现一次', 'Each account only once'),
      )
      .default([]),
    returnUrl: z.string().max(500).optional(),
    replace: z
      .string()
      .regex(/^P\d{22}$/)
      .optional(),
  })
  .refine(body => body.items.length + body.prepayments.length > 0, {
    path: ['items'],
    params: { rule: 'required', wording: { zh: '请选择要缴纳的款项', en: 'Choose what to pay' } },
  });

const Instant = z.string().meta({ format: 'date-time' });

/** What a payer is told of money on its way back. */
export const SurplusReturn = z.object({
  refundNo: z.string(),
  amountFen: z.int(),
  /** awaiting-approval: a large sum, or past the gateway's term; a person looks first. */
  status: z.enum(['awaiting-approval', 'pending', 'succeeded', 'failed', 'rejected']),
});

export const PaymentView = z.object({
  paymentNo: z.string(),
  status: z.enum(['created', 'pending', 'settled', 'closed', 'failed']),
  /** 待付款 → 已付款，核对中 → 已到账 */
  stage: z.enum(['waiting', 'paid', 'credited', 'closed', 'failed']),
  channel: z.string(),
  /** The wallet; null for money received otherwise (a counter, a bank, a card). */
  method: z.enum(['wechat', 'alipay', 'unionpay']).nullable(),
  product: z.string(),
  amountFen: z.int(),
  refundedFen: z.int().describe('What has left; what is under way stands in refunds'),
  refunds: z
    .array(SurplusReturn.extend({ ofSurplus: z.boolean() }))
    .describe('All that was asked back, the oldest first; ofSurplus: of what was paid too much'),
  surplusFen: z.int().describe('What lies on the balance and was not asked back'),
  description: z.string(),
  items: z.array(
    z.object({
      payableId: z.int(),
      kind: z.string(),
      title: z.string(),
      accountNo: z.string(),
      addressMasked: z.string(),
      amountFen: z.int(),
      appliedFen: z.int(),
    }),
  ),
  createdAt: Instant,
  expiresAt: Instant,
  settledAt: Instant.nullable(),
  /** What the client needs to pay; null when it is paid or ended, or when the gateway's answer has not come yet: check. */
  action: z.looseObject({ kind: z.string() }).nullable(),
  receiptNo: z.string().nullable(),
  supply: z
    .object({ state: z.enum(['suspended', 'reconnecting', 'restored']), since: Instant })
    .nullable()
    .describe('Where a home stands that was cut off when this payment was begun; null for every other'),
  messageZh: z.string().nullable(),
  messageEn: z.string().nullable(),
});
export const PaymentHistory = z.object({
  payments: z.array(PaymentView),
  page: z.int(),
  hasMore: z.boolean(),
});

export const ReceiptParam = z.strictObject({ receiptNo: z.string().regex(/^SJ\d{16,20}$/) });
/** Open to the public, so that nonsense is answered like an unknown code. */
export const CheckCodeParam = z.strictObject({ checkCode: z.string().max(64) });

const ReceiptLine = z.object({
  title: z.string(),
  accountNoMasked: z.string(),
  addressMasked: z.string(),
  nameMasked: z.string(),
  amountFen: z.int(),
});
export const ReceiptView = z.object({
  receiptNo: z.string(),
  paymentNo: z.string(),
  issuedAt: Instant,
  paidAt: Instant,
  amountFen: z.int(),
  refundedFen: z.int(),
  payerMasked: z.string(),
  items: z.array(ReceiptLine),
  checkUrl: z.string(),
  pdfUrl: z.string(),
});
/** What anybody sees who has the QR code: enough to compare with the paper, nobody's data. */
export const ReceiptCheck = z.object({
  /** Genuine, and it still proves a payment: not all of it has been returned. */
  valid: z.boolean(),
  fullyRefunded: z.boolean(),
  receiptNo: z.string(),
  issuedAt: Instant,
  paidAt: Instant,
  amountFen: z.int(),
  refundedFen: z.int(),
  utilityZh: z.string(),
  utilityEn: z.string(),
  items: z.array(ReceiptLine),
});

/** What residents send and get about auto-pay. Amounts are whole fen, times ISO instants, days YYYY-MM-DD of Beijing. */
import { z } from 'zod';

export const AgreementParam = z.strictObject({ agreementNo: z.string().regex(/^A\d{22}$/) });
export const AccountParam = z.strictObject({ accountNo: z.string().min(4).max(20) });
export const SignBody = z.strictObject({
  gateway: z.enum(['wechat-pay', 'alipay']),
  returnUrl: z.string().max(500).optional(),
});

const Instant = z.string().meta({ format: 'date-time' });

const DebitView = z.object({
  /** YYYY-MM */
  cycle: z.string(),
  status: z.enum(['planned', 'noticed', 'debiting', 'succeeded', 'failed', 'skipped', 'cancelled']),
  /** What the customer was told; never more is debited. */
  amountFen: z.int(),
  noticedOn: z.string().nullable(),
  /** The first day on which it may be debited. */
  firstOn: z.string().nullable(),
  attempts: z.int(),
  paymentNo: z.string().nullable(),
  /** Why the last try failed, in the customer's words. */
  failure: z.object({ zh: z.string(), en: z.string() }).nullable(),
  /** When it is tried next. */
  nextAt: Instant.nullable(),
});

export const AgreementView = z.object({
  agreementNo: z.string(),
  accountNo: z.string(),
  gateway: z.enum(['wechat-pay', 'alipay']),
  status: z.enum(['signing', 'active', 'ending', 'ended']),
  createdAt: Instant,
  signedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  endReason: z
    .enum(['customer', 'wallet', 'holder-ended', 'unbound', 'duplicate', 'not-signed', 'refused'])
    .nullable(),
  /** What the client does in order to sign; null once it is signed or over. */
  action: z.looseObject({ kind: z.string() }).nullable(),
  debits: z.array(DebitView),
});

export const AgreementsView = z.object({
  agreements: z.array(AgreementView),
  /** The wallets by which this person can sign here. */
  offers: z.array(
    z.object({ gateway: z.enum(['wechat-pay', 'alipay']), scene: z.enum(['mini', 'browser']) }),
  ),
});

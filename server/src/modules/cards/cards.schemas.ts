import { z } from 'zod';
import { bankReference } from '../../http/fields.ts';
import { parseBusinessDate } from '../../shared/dates.ts';
import type { Fen } from '../../shared/money.ts';

const Instant = z
  .date()
  .transform(value => value.toISOString())
  .pipe(z.string().meta({ format: 'date-time' }));
const MaybeInstant = z
  .date()
  .nullable()
  .transform(value => value?.toISOString() ?? null)
  .pipe(z.string().meta({ format: 'date-time' }).nullable());
const Page = z.coerce.number().int().min(1).max(10_000).default(1);
const Serial = z.string().regex(/^\d{15}$/);
const Reason = z.string().trim().min(2).max(200);
const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .transform((text, context) => {
    try {
      return parseBusinessDate(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'not a date' });
      return z.NEVER;
    }
  });

export const AccountNoParams = z.strictObject({ accountNo: z.string().regex(/^[0-9A-Za-z]{4,32}$/) });
/** As people type them: judged in the redemption, where wrong ones count as tries. */
const Typed = z.string().min(1).max(40);
export const RedeemBody = z.strictObject({
  serial: Typed,
  pin: Typed,
  to: z.enum(['bills', 'balance']).default('bills'),
});
export const RedeemedView = z.object({
  paymentNo: z.string(),
  faceFen: z.int(),
  toBillsFen: z.int(),
  toBalanceFen: z.int(),
});
export const ExchangeBody = z.strictObject({ serial: Typed, pin: Typed });
/** Shown once. */
export const ExchangedView = z.object({
  serial: z.string(),
  pin: z.string(),
  faceFen: z.int(),
  expiresOn: z.string(),
});

export const BatchParams = z.strictObject({ batchNo: z.string().regex(/^\d{6}$/) });
export const BatchBody = z.strictObject({
  faceFen: z
    .int()
    .min(100)
    .max(10_000_000)
    .transform(value => value as Fen),
  count: z.int().min(1).max(10_000),
  expiresOn: Day,
  printerKey: z.string().min(100).max(5_000),
});
export const CardBatchView = z.object({
  batchNo: z.string(),
  faceFen: z.int(),
  count: z.int(),
  expiresOn: z.string(),
  printerKeySha256: z.string(),
  status: z.enum(['requested', 'generated', 'rejected']),
  requestedBy: z.string(),
  decidedBy: z.string().nullable(),
  createdAt: Instant,
  decidedAt: MaybeInstant,
  exportedBy: z.string().nullable(),
  exportedAt: MaybeInstant,
  /** Cards by status: printed, active, redeemed, void, exchanged. */
  cards: z.record(z.string(), z.int()),
});
export const CardBatchesView = z.object({ batches: z.array(CardBatchView) });

export const SaleBody = z.strictObject({
  fromSerial: Serial,
  toSerial: Serial,
  /** A shop or an agent; no personal data. */
  buyer: z.string().trim().min(2).max(80),
});
export const SoldView = z.object({ saleNo: z.string(), cards: z.int(), amountFen: z.int() });
export const SaleParams = z.strictObject({ saleNo: z.string().regex(/^KS\d{16}$/) });
const BankReference = bankReference();
export const SettleBody = z.strictObject({
  bankReference: BankReference,
  /** What the bank credited in all under this reference; needed where it paid for several sales. */
  creditedFen: z.int().min(1).max(10_000_000_000).optional(),
});
export const SettledView = z.object({ saleNo: z.string(), paidFen: z.int() });
export const RepayBody = z.strictObject({ bankReference: BankReference });
export const RepaidView = z.object({ saleNo: z.string(), repaidFen: z.int() });
export const NoFilters = z.strictObject({});
export const PageQuery = NoFilters.extend({ page: Page });
export const SalesView = z.object({
  sales: z.array(
    z.object({
      saleNo: z.string(),
      buyer: z.string(),
      count: z.int(),
      firstSerial: z.string().nullable(),
      lastSerial: z.string().nullable(),
      amountFen: z.int(),
      voidedFen: z.int(),
      paidFen: z.int(),
      repaidFen: z.int(),
      /** Paid for cards that came back, and not paid back yet. */
      creditFen: z.int(),
      redeemedFen: z.int(),
      soldBy: z.string(),
      soldAt: Instant,
      paidOn: z.string().nullable(),
      bankReference: z.string().nullable(),
    }),
  ),
  page: z.int(),
  hasMore: z.boolean(),
  /** Value of cards that can be redeemed; what the books owe for them; sold and not paid for; paid for and brought back. */
  circulation: z.object({
    activeFen: z.int(),
    owedFen: z.int(),
    unpaidSalesFen: z.int(),
    creditFen: z.int(),
  }),
});
export const VoidBody = z.strictObject({ fromSerial: Serial, toSerial: Serial, reason: Reason });
export const VoidedView = z.object({ voided: z.int(), amountFen: z.int() });

export const CardParams = z.strictObject({ serial: Serial });
export const UnlockBody = z.strictObject({ reason: Reason });
export const CardView = z.object({
  serial: z.string(),
  batchNo: z.string(),
  faceFen: z.int(),
  status: z.enum(['printed', 'active', 'redeemed', 'void', 'exchanged']),
  expiresOn: z.string(),
  saleNo: z.string().nullable(),
  buyer: z.string().nullable(),
  soldAt: MaybeInstant,
  redeemedAt: MaybeInstant,
  paymentNo: z.string().nullable(),
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
  wrongTries: z.int(),
  lockedUntil: MaybeInstant,
});

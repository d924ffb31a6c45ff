import { z } from 'zod';

const fen = z.int();
const instant = z
  .date()
  .transform(date => date.toISOString())
  .pipe(z.string());
const maskedText = z.string().nullable();

export const AccountSearchQuery = z.strictObject({ query: z.string().trim().min(2).max(60) });
export const AccountParams = z.object({ accountNo: z.string().regex(/^\d{4,20}$/) });
const ContractNo = z
  .string()
  .trim()
  .regex(/^[\w-]{1,40}$/)
  .optional();
/** Another holder period than today's is named by its contract. */
export const FileQuery = z.strictObject({ contractNo: ContractNo });
export const RevealBody = z.strictObject({
  reason: z.string().trim().min(2).max(200),
  contractNo: ContractNo,
});
export const NoteBody = z.strictObject({
  text: z
    .string()
    .trim()
    .min(2)
    .max(1_000)
    .regex(/^[^\p{Cc}]*(?:\n[^\p{Cc}]*)*$/u),
  contractNo: ContractNo,
});

const HoldingState = z.enum(['present', 'future', 'past']);

const AccountRow = z.object({
  accountNo: z.string(),
  regionCode: z.string(),
  category: z.string(),
  status: z.string(),
  nameMasked: maskedText,
  phoneMasked: maskedText,
  addressMasked: z.string(),
  owedFen: fen,
  holding: HoldingState.nullable(),
  /** Set when it was found by a holder of another time than the one shown. */
  foundBy: z.enum(['future', 'past']).nullable(),
});
export const AccountsView = z.object({ accounts: z.array(AccountRow), more: z.boolean() });

const AccountPart = z.object({
  accountNo: z.string(),
  regionCode: z.string(),
  regionNameZh: z.string(),
  regionNameEn: z.string(),
  category: z.string(),
  status: z.string(),
  contractedKw: z.number().nullable().describe('合同容量, where it is on file'),
  addressMasked: z.string(),
  meteringPointCode: z.string(),
  meters: z.array(
    z.object({
      assetNo: z.string(),
      installedOn: z.string(),
      removedOn: z.string().nullable(),
      multiplier: z.int(),
    }),
  ),
});

const HolderPart = z.object({
  contractNo: z.string(),
  from: z.string(),
  /** The first day on which it no longer holds. */
  to: z.string().nullable(),
  state: HoldingState,
  prepaid: z.boolean(),
  nameMasked: maskedText,
  phoneMasked: maskedText,
  identityNoMasked: maskedText,
  options: z.array(
    z.object({ kind: z.string(), from: z.string(), to: z.string().nullable(), people: z.int().nullable() }),
  ),
});

const BillPart = z.object({
  billNo: z.string(),
  month: z.string(),
  status: z.enum(['unpaid', 'part-paid', 'paid', 'reversed', 'reversal']),
  /** kWh */
  energy: z.string(),
  totalFen: fen,
  paidFen: fen,
  dueOn: z.string(),
  issuedAt: instant,
  estimated: z.boolean(),
});

const PaymentPart = z.object({
  paymentNo: z.string(),
  createdAt: instant,
  settledAt: instant.nullable(),
  status: z.string(),
  channel: z.string(),
  gateway: z.string(),
  amountFen: fen,
  /** What has left, and what was asked for and has not. */
  refundedFen: fen,
  refundingFen: fen,
});

const BindingPart = z.object({
  bindingId: z.string(),
  level: z.string(),
  isHolder: z.boolean(),
  since: instant,
  removedAt: instant.nullable(),
  removedBy: z.string().nullable(),
  phoneMasked: maskedText,
  providers: z.array(z.string()),
});

const ConsentPart = z.object({
  kind: z.enum(['privacy-policy', 'auto-pay', 'bank-debit']),
  /** The policy's edition, the wallet, or the bank with the account's tail. */
  subject: z.string(),
  phoneMasked: maskedText,
  since: instant,
  until: instant.nullable(),
});

const NotePart = z.object({ id: z.int(), text: z.string(), writtenBy: z.string(), writtenAt: instant });

export const NotesView = z.object({ notes: z.array(NotePart) });

export const AccountFileView = z.object({
  account: AccountPart,
  /** The period asked for; today's, or the nearest, when none was. Null when nobody ever held the account. */
  holder: HolderPart.nullable(),
  money: z.object({ owedFen: fen, balanceFen: fen, prepaidFen: fen }).nullable(),
  bills: z.array(BillPart),
  payments: z.array(PaymentPart),
  bindings: z.array(BindingPart),
  consents: z.array(ConsentPart),
  notes: z.array(NotePart),
  /** Everybody who held it, holds it or will, newest first. */
  holders: z.array(
    z.object({
      contractNo: z.string(),
      from: z.string(),
      to: z.string().nullable(),
      state: HoldingState,
      nameMasked: maskedText,
    }),
  ),
});

export const RevealView = z.object({
  name: maskedText,
  phone: maskedText,
  identityNo: maskedText,
  address: z.string(),
});

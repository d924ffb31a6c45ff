import { z } from 'zod';

const fen = z.int();
const instant = z.date().transform(date => date.toISOString());
const maskedText = z.string().nullable();

export const AccountSearchQuery = z.strictObject({ query: z.string().trim().min(2).max(60) });
export const AccountParams = z.object({ accountNo: z.string().regex(/^\d{4,20}$/) });
export const RevealBody = z.strictObject({ reason: z.string().trim().min(2).max(200) });

const AccountRow = z.object({
  accountNo: z.string(),
  regionCode: z.string(),
  category: z.string(),
  status: z.string(),
  nameMasked: maskedText,
  phoneMasked: maskedText,
  addressMasked: z.string(),
  owedFen: fen,
});
export const AccountsView = z.object({ accounts: z.array(AccountRow), more: z.boolean() });

const AccountPart = z.object({
  accountNo: z.string(),
  regionCode: z.string(),
  regionNameZh: z.string(),
  regionNameEn: z.string(),
  category: z.string(),
  status: z.string(),
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
  refundedFen: fen,
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

export const AccountFileView = z.object({
  account: AccountPart,
  /** Null while nobody holds the account. */
  holder: HolderPart.nullable(),
  money: z.object({ owedFen: fen, balanceFen: fen, prepaidFen: fen }).nullable(),
  bills: z.array(BillPart),
  payments: z.array(PaymentPart),
  bindings: z.array(BindingPart),
  earlierHolders: z.array(
    z.object({ contractNo: z.string(), from: z.string(), to: z.string(), nameMasked: maskedText }),
  ),
});

export const RevealView = z.object({
  name: maskedText,
  phone: maskedText,
  identityNo: maskedText,
  address: z.string(),
});

/** What residents and staff send and get about direct debits. Amounts are whole fen. */

import { z } from 'zod';
import { WaitingView } from '../../http/waiting-view.ts';

const Instant = z
  .date()
  .transform(value => value.toISOString())
  .pipe(z.string().meta({ format: 'date-time' }));
const MaybeInstant = z
  .date()
  .nullable()
  .transform(value => value?.toISOString() ?? null)
  .pipe(z.string().meta({ format: 'date-time' }).nullable());
const Wording = z.object({ zh: z.string(), en: z.string() });
const Page = z.coerce.number().int().min(1).max(10_000).default(1);
const BankCode = z.string().regex(/^[A-Z0-9]{2,8}$/);
const Reason = z.string().trim().min(2).max(200);

export const AccountNoParams = z.strictObject({ accountNo: z.string().regex(/^[0-9A-Za-z]{4,32}$/) });
export const StaffAccountParams = AccountNoParams;
export const BankParams = z.strictObject({ code: BankCode });
export const MandateParams = z.strictObject({ mandateNo: z.string().regex(/^M\d{16}$/) });
export const FileParams = z.strictObject({
  name: z.string().regex(/^DKREQ_[A-Z0-9]{2,8}_\d{8}_\d{6}_\d{3}\.txt$/),
});

export const MandateBody = z.strictObject({
  bankCode: BankCode,
  bankAccount: z.string().regex(/^\d{8,32}$/),
  holderName: z.string().trim().min(1).max(60),
});
export const CancelBody = z.strictObject({ reason: Reason });
export const MandateFilters = z.strictObject({
  query: z.string().trim().min(4).max(32).optional(),
  status: z.enum(['active', 'suspended', 'ended']).optional(),
});
export const MandateSearch = MandateFilters.extend({ page: Page });

export const DebitBanksView = z.object({ banks: z.array(z.object({ code: z.string(), name: Wording })) });

export const Mandate = z.object({
  mandateNo: z.string(),
  accountNo: z.string(),
  bankCode: z.string(),
  bankName: Wording,
  /** The last four digits of the bank account. */
  accountTail: z.string(),
  holderNameMasked: z.string(),
  signedAt: z.enum(['hall', 'counter']),
  effectiveFrom: z.string(),
  status: z.enum(['active', 'suspended', 'ended']),
  reason: z.string().nullable(),
  reasonText: Wording.nullable(),
  createdAt: Instant,
  endedAt: MaybeInstant,
});
const Debit = z.object({
  debitNo: z.string(),
  month: z.string(),
  amountFen: z.int(),
  status: z.enum(['out', 'told', 'taken', 'failed', 'unknown']),
  code: z.string().nullable(),
  paymentNo: z.string().nullable(),
  decidedAt: MaybeInstant,
  /** Of a failure: when it is tried again, if it is. */
  retryOn: z.string().nullable(),
});
export const MandateView = z.object({ mandate: Mandate.nullable(), debits: z.array(Debit) });
export const MandatesView = z.object({ mandates: z.array(Mandate), page: z.int(), hasMore: z.boolean() });

const Host = z.string().regex(/^[A-Za-z0-9.-]{1,253}$/);
export const BankBody = z.strictObject({
  nameZh: z.string().trim().min(2).max(60),
  nameEn: z.string().trim().min(2).max(60),
  utilityCode: z.string().regex(/^[A-Z0-9]{2,12}$/),
  active: z.boolean(),
  keyId: z.string().regex(/^[A-Za-z0-9]{1,8}$/),
  key: z
    .string()
    .regex(/^[0-9A-Fa-f]{32}$/)
    .optional(),
  sftp: z
    .strictObject({
      host: Host,
      port: z.int().min(1).max(65_535),
      user: z.string().min(1).max(64),
      hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/),
      folder: z.string().regex(/^(\/[\w.-]{1,60}){0,5}$/),
    })
    .optional(),
  sftpKey: z.string().min(100).max(20_000).optional(),
});
export const BankView = z.object({
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  utilityCode: z.string(),
  active: z.boolean(),
  keyId: z.string(),
  previousKeyId: z.string().nullable(),
  sftp: z
    .object({ host: z.string(), port: z.int(), user: z.string(), hostKey: z.string(), folder: z.string() })
    .nullable(),
});
export const BanksView = z.object({ banks: z.array(BankView) });

export const BatchBody = z.strictObject({ bankCode: BankCode });
export const BatchView = z.object({
  /** Null when nothing is due. */
  batchNo: z.string().nullable(),
  rows: z.int(),
  totalFen: z.int(),
  files: z.int(),
});
export const PreviewQuery = z.strictObject({ bankCode: BankCode });
export const PreviewView = z.object({ bankCode: z.string(), rows: z.int(), totalFen: z.int() });

const FileStatus = z.enum(['planned', 'written', 'sent', 'answered', 'refused', 'expired']);
export const FileFilters = z.strictObject({
  bankCode: BankCode.optional(),
  status: FileStatus.optional(),
});
export const FileSearch = FileFilters.extend({ page: Page });
const DebitFile = z.object({
  name: z.string(),
  bankCode: z.string(),
  batchNo: z.string(),
  on: z.string(),
  deadline: Instant,
  rows: z.int(),
  totalFen: z.int(),
  status: FileStatus,
  sentAt: MaybeInstant,
  answeredAt: MaybeInstant,
  fileCode: z.string().nullable(),
  clearingOn: z.string().nullable(),
  takenRows: z.int().nullable(),
  takenFen: z.int().nullable(),
  releaseAskedBy: z.string().nullable(),
  releaseAskedAt: MaybeInstant,
  releaseReason: z.string().nullable(),
  releasedBy: z.string().nullable(),
});
export const FilesView = z.object({
  files: z.array(DebitFile),
  page: z.int(),
  hasMore: z.boolean(),
  /** Null where the list is history and not a queue. */
  waiting: WaitingView.nullable(),
});
export const FileView = DebitFile.extend({
  items: z.array(
    z.object({
      seq: z.int(),
      debitNo: z.string(),
      mandateNo: z.string(),
      accountNo: z.string(),
      month: z.string(),
      amountFen: z.int(),
      status: z.enum(['out', 'told', 'taken', 'failed', 'unknown']),
      code: z.string().nullable(),
      bankSerial: z.string().nullable(),
      remark: z.string().nullable(),
      retryOn: z.string().nullable(),
      paymentNo: z.string().nullable(),
    }),
  ),
});

export const UploadQuery = z.strictObject({
  bankCode: BankCode,
  name: z.string().regex(/^[\w.-]{5,80}$/),
});
export const UploadView = z.object({
  outcome: z.enum(['taken', 'repeat']),
  name: z.string(),
  kind: z.enum(['result', 'day']),
  rows: z.int(),
});
export const ArrivalsQuery = z.strictObject({ page: Page });
export const ArrivalsView = z.object({
  arrivals: z.array(
    z.object({
      bankCode: z.string(),
      name: z.string(),
      kind: z.enum(['result', 'day']),
      origin: z.string(),
      outcome: z.enum(['taken', 'refused']),
      line: z.int().nullable(),
      reason: z.string().nullable(),
      reasonText: Wording.nullable(),
      receivedAt: Instant,
    }),
  ),
  page: z.int(),
  hasMore: z.boolean(),
});

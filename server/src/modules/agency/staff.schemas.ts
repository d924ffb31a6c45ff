import { z } from 'zod';
import { bankReference, networkAddress } from '../../http/fields.ts';
import { agencyWire } from '../payments/index.ts';

/** Written as an ISO instant. */
const At = z
  .date()
  .transform(at => at.toISOString())
  .pipe(z.iso.datetime());
const Fen = z.int().min(1).max(100_000_000_000);
const Code = z.string().regex(/^[0-9A-Z]{4,8}$/);
const Name = z.string().trim().min(1).max(60);
const Channel = z.enum(agencyWire.agencyChannelCodes);
const Form = z.enum(['agency-json', 'agency-tcp', 'wechat-bill']);
const Unit = z.enum(['yuan', 'fen']);
const CutOff = z.string().regex(/^((([01]\d|2[0-3]):[0-5]\d:[0-5]\d)|24:00:00)$/);
const Reason = z.string().trim().min(2).max(200);

const changeable = {
  nameZh: Name,
  nameEn: Name,
  channels: z.array(Channel).min(1).max(4),
  cutOff: CutOff,
  units: z.strictObject({ request: Unit, reply: Unit, file: Unit }),
  perPaymentFen: Fen.nullable(),
  perDayFen: Fen.nullable(),
  inquiriesPerMinute: z.int().min(1).max(10_000),
  addresses: z.array(networkAddress).max(50),
  settings: z.strictObject({
    mchId: z
      .string()
      .regex(/^\d{1,32}$/)
      .optional(),
    companyId: z.string().min(1).max(32).optional(),
  }),
};

export const PartnerBody = z.strictObject({
  code: Code,
  form: Form,
  prefunded: z.boolean(),
  ...changeable,
  /** Left out: no limit. */
  perPaymentFen: Fen.optional(),
  perDayFen: Fen.optional(),
});

export const PartnerChangeBody = z
  .strictObject({
    ...z.object(changeable).partial().shape,
    status: z.enum(['active', 'suspended']).optional(),
    reason: Reason,
  })
  .refine(({ reason: _reason, ...change }) => Object.values(change).some(value => value !== undefined));

export const CodeParam = z.strictObject({ code: Code });
export const KeyParam = z.strictObject({ code: Code, keyId: z.string().regex(/^[0-9A-Za-z_-]{1,32}$/) });
export const TopUpParam = z.strictObject({
  topUpId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
});
export const FileParam = z.strictObject({ code: Code, date: z.iso.date() });

export const KeyBody = z.strictObject({
  keyId: z.string().regex(/^[0-9A-Za-z_-]{1,32}$/),
  /** PEM; left out for a master key, which we make. */
  publicKey: z.string().max(4000).optional(),
  validFrom: z.iso.datetime({ offset: true }).optional(),
});
export const KeyEndBody = z.strictObject({ at: z.iso.datetime({ offset: true }).optional(), reason: Reason });

export const TerminalBody = z.strictObject({
  terminalNo: z.string().regex(/^[0-9A-Za-z-]{1,16}$/),
  channel: Channel,
  name: Name,
  address: z.string().trim().min(1).max(120),
  hours: z.string().trim().min(1).max(60).optional(),
  marked: z.boolean(),
  active: z.boolean(),
});

export const TopUpBody = z.strictObject({ amountFen: Fen, bankReference: bankReference(40, 4) });
export const TermsBody = z.strictObject({
  commissionPpm: z.int().min(0).max(100_000),
  validFrom: z.iso.date(),
  reason: Reason,
});
export const TermsParam = z.strictObject({
  code: Code,
  termsId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
});

const Summary = z.object({
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  form: z.string(),
  channels: z.array(z.string()),
  status: z.string(),
  prefunded: z.boolean(),
  balanceFen: z.int().nullable(),
  cutOff: z.string(),
  /** What is received now belongs to it. */
  clearingOn: z.string(),
  payments: z.int(),
  paidFen: z.int(),
  badMessages: z.int(),
  topUpsWaiting: z.int(),
  topUpsWaitingFen: z.int(),
  termsWaiting: z.int(),
  keysWaiting: z.int(),
  lastSeenAt: At.nullable(),
});

export const PartnersView = z.object({
  partners: z.array(Summary),
  strangers: z.array(z.object({ reason: z.string(), count: z.int() })),
});

export const TerminalView = z.object({
  terminalNo: z.string(),
  channel: z.string(),
  name: z.string(),
  address: z.string(),
  hours: z.string(),
  marked: z.boolean(),
  active: z.boolean(),
});

export const PartnerView = z.object({
  partner: Summary.extend({
    units: z.object({ request: z.string(), reply: z.string(), file: z.string() }),
    perPaymentFen: z.int().nullable(),
    perDayFen: z.int().nullable(),
    inquiriesPerMinute: z.int(),
    addresses: z.array(z.string()),
    /** In millionths, on the running clearing date. */
    commissionPpm: z.int(),
    /** The first clearing date that another may begin with. */
    termsFrom: z.string(),
    settings: z.object({ mchId: z.string().optional(), companyId: z.string().optional() }),
  }),
  keys: z.array(
    z.object({
      keyId: z.string(),
      algorithm: z.string(),
      /** The first bytes of the public key's SHA-256; null for a shared secret. */
      fingerprint: z.string().nullable(),
      validFrom: At,
      validUntil: At.nullable(),
      createdBy: z.string(),
      /** Null: it does not count yet. */
      confirmedBy: z.string().nullable(),
      lastUsedAt: At.nullable(),
    }),
  ),
  terminals: z.array(TerminalView),
  topUps: z.array(
    z.object({
      id: z.int(),
      amountFen: z.int(),
      bankReference: z.string(),
      status: z.string(),
      requestedBy: z.string(),
      requestedAt: At,
      decidedBy: z.string().nullable(),
      decidedAt: At.nullable(),
    }),
  ),
  terms: z.array(
    z.object({
      id: z.int(),
      commissionPpm: z.int(),
      validFrom: z.string(),
      reason: z.string(),
      status: z.enum(['awaiting-approval', 'approved', 'rejected']),
      proposedBy: z.string(),
      proposedAt: At,
      decidedBy: z.string().nullable(),
      decidedAt: At.nullable(),
    }),
  ),
  days: z.array(
    z.object({
      clearingOn: z.string(),
      payments: z.int(),
      reversals: z.int(),
      netFen: z.int(),
      commissionFen: z.int(),
      /** Of the partner's own file, once it handed one in. */
      fileTotalFen: z.int().nullable(),
    }),
  ),
  bad: z.array(z.object({ on: z.string(), reason: z.string(), count: z.int() })),
});

/** `secret` (32 hexadecimal digits) is shown this once. */
export const KeyMadeView = z.object({
  keyId: z.string(),
  algorithm: z.string(),
  secret: z.string().nullable(),
});
export const TopUpMadeView = z.object({ topUpId: z.int(), status: z.string() });

export const PointsQuery = z.strictObject({
  channel: z.enum(['postal', 'agent', 'financial-terminal', 'bank-kiosk', 'bank-counter']).optional(),
  search: z.string().trim().max(40).optional(),
});
export const PointsView = z.object({
  points: z.array(
    z.object({
      pointNo: z.string(),
      channel: z.string(),
      name: z.string(),
      address: z.string(),
      hours: z.string(),
      partnerZh: z.string(),
      partnerEn: z.string(),
    }),
  ),
});

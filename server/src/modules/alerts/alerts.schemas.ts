import { z } from 'zod';
import { instant, line } from '../../http/fields.ts';
import { contactRoles, ruleNames } from './alert-rule.ts';

const Fen = z.int();

export const Rule = z.enum(ruleNames);
const PaymentMode = z.enum(['prepaid', 'postpaid']);
const Amount = z.int().min(0).max(100_000_000);
const Days = z.int().min(0).max(60);
const Percent = z.int().min(110).max(1_000);

const value = {
  enabled: z.boolean(),
  amountFen: Fen.nullable().describe('Of the balance or the forecast'),
  days: z.int().nullable().describe('Days left, or days before the due date'),
  percent: z.int().nullable().describe('Of the usual use of a day'),
};

export const AccountParams = z.object({ accountNo: z.string() });
export const RuleParams = z.object({ accountNo: z.string(), rule: Rule });
export const RuleBody = z.strictObject({
  enabled: z.boolean(),
  amountFen: Amount.nullable().optional(),
  days: Days.nullable().optional(),
  percent: Percent.nullable().optional(),
});

export const RulesView = z.object({
  paymentMode: PaymentMode,
  rules: z.array(
    z.object({
      rule: Rule,
      ...value,
      thresholds: z.array(z.enum(['amountFen', 'days', 'percent'])).describe('What of it may be set'),
      own: z.boolean().describe('Set by the person; else it is the default'),
    }),
  ),
  alwaysTold: z.array(z.string()).describe('Matters of safety: they cannot be stopped'),
});

export const StaffAccountParams = z.object({ accountNo: z.string().regex(/^\d{4,20}$/) });
const Alert = z.object({
  id: z.int(),
  accountNo: z.string(),
  rule: z.string(),
  event: z.string(),
  status: z.string(),
  why: z.string().nullable(),
  createdAt: instant,
  to: z.enum(['person', 'contact', 'holder']),
  params: z.record(z.string(), z.unknown()),
});
const Contact = z.object({
  id: z.int(),
  role: z.enum(contactRoles),
  nameMasked: z.string(),
  phoneMasked: z.string().nullable(),
  emailMasked: z.string().nullable(),
  language: z.enum(['zh', 'en']),
  addedBy: z.string(),
  addedAt: instant,
});
export const ContactsView = z.object({ contacts: z.array(Contact) });
export const AccountAlertsView = z.object({
  paymentMode: PaymentMode,
  estimate: z
    .object({
      paymentMode: PaymentMode,
      asOf: z.string().nullable(),
      keptFen: Fen,
      owedFen: Fen,
      usedFen: Fen.nullable(),
      perDayFen: Fen.nullable(),
      forecastMonth: z.string().nullable(),
      forecastFen: Fen.nullable(),
      forecastLowFen: Fen.nullable(),
      forecastHighFen: Fen.nullable(),
      missingDays: z.int(),
      stale: z.boolean(),
      refreshedAt: instant,
    })
    .nullable()
    .describe('As kept for the sweep; null until it has been worked out'),
  people: z.array(
    z.object({
      phoneMasked: z.string().nullable(),
      level: z.string(),
      isHolder: z.boolean(),
      rules: z.array(z.object({ rule: Rule, ...value, own: z.boolean() })),
    }),
  ),
  mayHaveContacts: z.boolean(),
  contacts: z.array(Contact),
  alerts: z.array(Alert),
});

export const ContactBody = z
  .strictObject({
    role: z.enum(contactRoles),
    name: line(40),
    phone: z
      .string()
      .regex(/^1\d{10}$/)
      .optional(),
    email: z.email().max(120).optional(),
    language: z.enum(['zh', 'en']).default('zh'),
  })
  .refine(({ phone, email }) => phone !== undefined || email !== undefined, {
    path: ['phone'],
    message: 'A contact needs a phone or an e-mail address',
    params: {
      rule: 'phone-or-email',
      wording: { zh: '手机号和邮箱至少填一项', en: 'A contact needs a phone or an e-mail address' },
    },
  });
export const ContactParams = z.object({
  accountNo: z.string().regex(/^\d{4,20}$/),
  contactId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
});

export const AlertsQuery = z.strictObject({
  query: z
    .string()
    .trim()
    .regex(/^\d{4,20}$/)
    .optional()
    .describe('An account number or its last digits'),
  rule: Rule.optional(),
  status: z.enum(['waiting', 'working', 'sent', 'delivered', 'stopped', 'dead']).optional(),
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});
export const AlertsView = z.object({
  alerts: z.array(Alert),
  more: z.boolean(),
  sweeps: z.array(
    z.object({
      id: z.int(),
      startedAt: instant,
      finishedAt: instant.nullable(),
      accounts: z.int(),
      queued: z.record(z.string(), z.int()),
    }),
  ),
});

export const DefaultBody = z.strictObject({
  rule: Rule,
  paymentMode: PaymentMode,
  enabled: z.boolean(),
  amountFen: Amount.nullable().default(null),
  days: Days.nullable().default(null),
  percent: Percent.nullable().default(null),
  validFrom: z.iso.date().optional(),
  source: line(200),
});
export const DefaultsView = z.object({
  defaults: z.array(
    z.object({
      id: z.int(),
      rule: Rule,
      paymentMode: PaymentMode,
      ...value,
      validFrom: instant,
      source: z.string(),
      setBy: z.string(),
      state: z.enum(['scheduled', 'in-force', 'past']),
    }),
  ),
});

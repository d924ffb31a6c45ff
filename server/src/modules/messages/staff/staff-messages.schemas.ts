import { z } from 'zod';
import { Channel, Event, Instant, Language } from '../resident/resident.schemas.ts';

const orNull = Instant.nullable();
const Status = z.enum(['waiting', 'working', 'sent', 'delivered', 'stopped', 'dead']);
const State = z.enum(['waiting', 'handed', 'delivered', 'failed', 'unknown']);

/** Without a phone: these stand in an address and in the audit log. */
export const LogFilters = z.strictObject({
  accountNo: z
    .string()
    .regex(/^\d{6,20}$/)
    .optional(),
  event: Event.optional(),
  status: Status.optional(),
  /** Business dates, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
/** In the body, not the address: a phone does not belong into logs of addresses. */
export const SearchBody = LogFilters.extend({
  phone: z
    .string()
    .regex(/^\d{8,12}$/)
    .optional(),
  page: z.int().min(1).max(10_000).default(1),
});
const head = {
  id: z.int(),
  /** Of the catalogue, or a word it no longer has. */
  event: z.string(),
  status: Status,
  why: z.string().nullable(),
  accountNo: z.string().nullable(),
  to: z.enum(['person', 'contact', 'holder']),
  createdAt: Instant,
  handedAt: orNull,
};
export const LogView = z.object({
  notices: z.array(
    z.object({
      ...head,
      ways: z.array(z.object({ channel: Channel, state: State, recipient: z.string().nullable() })),
    }),
  ),
  page: z.int(),
  hasMore: z.boolean(),
});
export const NoticeParams = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
});
export const StoryView = z.object({
  ...head,
  dedupeKey: z.string(),
  text: z.object({ title: z.string(), body: z.string(), sms: z.string() }).nullable(),
  language: Language.nullable(),
  templateVersion: z.int().nullable(),
  reasonCode: z.string().nullable(),
  source: z.string().nullable(),
  notBefore: orNull,
  notAfter: orNull,
  readAt: orNull,
  deliveries: z.array(
    z.object({
      channel: Channel,
      state: State,
      callState: z.enum(['idle', 'calling', 'done', 'again', 'failed']).nullable(),
      requestId: z.string(),
      providerId: z.string().nullable(),
      attempts: z.int(),
      triedAt: orNull,
      handedAt: orNull,
      receiptAt: orNull,
      costMilliFen: z.int(),
      reason: z.string().nullable(),
      recipient: z.string().nullable(),
    }),
  ),
});
const reason = z
  .string()
  .trim()
  .min(2)
  .max(200)
  .regex(/^\P{Cc}*$/u);
export const RetryBody = z.strictObject({ reason });

export const QueueView = z.object({
  events: z.array(
    z.object({ event: z.string(), waiting: z.int(), due: z.int(), dead: z.int(), oldestAt: orNull }),
  ),
  channels: z.array(z.object({ channel: Channel, perSecond: z.int() })),
  waiting: z.int(),
  dead: z.int(),
});

const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
export const CostQuery = z.strictObject({ from: Month, to: Month });
export const CostView = z.object({
  rows: z.array(
    z.object({
      month: z.string(),
      channel: Channel,
      what: z.enum(['notices', 'codes']),
      sent: z.int(),
      delivered: z.int().nullable().describe('Null: nobody reports the arrival of codes'),
      failed: z.int(),
      costFen: z.int(),
    }),
  ),
  totalFen: z.int(),
});

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u);
const Text = { title: line(20), body: line(300), sms: line(200) };
export const TemplateBody = z.strictObject({ event: Event, language: Language, ...Text });
export const EditionParams = NoticeParams;
export const DecisionBody = z.strictObject({
  approve: z.boolean(),
  note: z
    .string()
    .trim()
    .max(200)
    .regex(/^\P{Cc}*$/u)
    .default(''),
});
const Written = z.object({ title: z.string(), body: z.string(), sms: z.string() });
export const PreviewView = z.object({ ...Written.shape, smsSegments: z.int() });
export const EditionView = z.object({
  id: z.int(),
  event: Event,
  language: Language,
  version: z.int(),
  ...Written.shape,
  status: z.enum(['draft', 'approved', 'refused', 'replaced']),
  createdBy: z.string(),
  createdAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: orNull,
  note: z.string(),
});
export const TemplatesView = z.object({
  events: z.array(
    z.object({
      event: Event,
      class: z.enum(['safety', 'duty', 'service', 'answer']),
      /** What a text may name. */
      names: z.array(z.string()),
      inForce: z.object({
        zh: z.object({ version: z.int(), ...Written.shape }),
        en: z.object({ version: z.int(), ...Written.shape }),
      }),
    }),
  ),
  editions: z.array(EditionView),
});

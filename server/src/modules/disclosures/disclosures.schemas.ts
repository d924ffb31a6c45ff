import { z } from 'zod';
import { instant, line } from '../../http/fields.ts';
import { type Disclosure, type Edition, editionStates, kinds, type Public, stages } from './disclosure.ts';

/** Lines, but no other signs of control. */
const prose = (most: number) =>
  z
    .string()
    .trim()
    .min(10)
    .max(most)
    .regex(/^[\P{Cc}\n]*$/u);

export const NumberParam = z.object({
  number: z
    .string()
    .max(30)
    .regex(/^GG\d{8,}$/),
});
export const ListQuery = z.strictObject({
  q: line(60, 1).optional(),
  kind: z.enum(kinds).optional(),
  when: z.enum(['current', 'earlier']).default('current'),
  page: z.coerce.number().int().min(1).max(1000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(20),
});
export const StaffListQuery = z.strictObject({ q: line(60, 1).optional(), kind: z.enum(kinds).optional() });

const content = {
  titleZh: line(80),
  titleEn: line(160),
  bodyZh: prose(4_000),
  bodyEn: prose(4_900),
  source: line(200),
  effectiveFrom: z.iso.date(),
  effectiveUntil: z.iso.date().nullable().default(null),
};
export const EditionBody = z.strictObject(content);
export const DisclosureBody = z.strictObject({ kind: z.enum(kinds), ...content });
const edition = z.int().min(1);
export const DecisionBody = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('publish'), edition }),
  z.strictObject({ decision: z.literal('refuse'), edition, reason: line(300) }),
]);
export const WithdrawalBody = z.strictObject({ reason: line(300) });

const Words = z.object({ zh: z.string(), en: z.string() });
const PublicView = z.object({
  number: z.string(),
  kind: z.enum(kinds),
  edition: z.int(),
  title: Words,
  body: Words,
  source: z.string(),
  stage: z.enum(stages),
  effectiveFrom: z.string(),
  /** The last day on which it holds, be it its own or the eve of the next edition. */
  effectiveUntil: z.string().nullable(),
  publishedAt: instant,
  nextFrom: z.string().nullable(),
});
export const PublicListView = z.object({ disclosures: z.array(PublicView), more: z.boolean() });
export const PublicDetailView = z.object({ editions: z.array(PublicView) });

const head = {
  number: z.string(),
  kind: z.enum(kinds),
  withdrawnAt: instant.nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnFor: z.string().nullable(),
};
const EditionView = z.object({
  edition: z.int(),
  status: z.enum(editionStates),
  titleZh: z.string(),
  titleEn: z.string(),
  bodyZh: z.string(),
  bodyEn: z.string(),
  source: z.string(),
  effectiveFrom: z.string(),
  effectiveUntil: z.string().nullable(),
  writtenBy: z.string(),
  writtenAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  refusedFor: z.string().nullable(),
});
export const StaffListView = z.object({ disclosures: z.array(z.object({ ...head, newest: EditionView })) });
/** Newest edition first. */
export const StaffDisclosureView = z.object({ ...head, editions: z.array(EditionView) });

export const showPublic = ({ titleZh, titleEn, bodyZh, bodyEn, ...shown }: Public) => ({
  ...shown,
  title: { zh: titleZh, en: titleEn },
  body: { zh: bodyZh, en: bodyEn },
});

export const showHead = ({ number, kind, withdrawnAt, withdrawnBy, withdrawnFor }: Disclosure) => ({
  number,
  kind,
  withdrawnAt,
  withdrawnBy,
  withdrawnFor,
});

export const showListed = (row: Disclosure & Edition) => ({ ...showHead(row), newest: row });

import { z } from 'zod';
import { audiences, type Held, sections, type Version, versionStates } from './article.ts';

const text = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u);
/** Lines, but no other signs of control, and no word longer than the index takes. */
const prose = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .regex(/^(?!.*[^\s\p{Script=Han}]{501})[\P{Cc}\n]*$/su);
const kinds = [
  'repair',
  'enquiry',
  'complaint',
  'misconduct',
  'suggestion',
  'opinion',
  'praise',
  'information',
  'general',
] as const;
const classes = ['service', 'business', 'outage', 'quality', 'grid'] as const;

export const Code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);
export const CodeParam = z.object({ code: Code });

const content = {
  titleZh: text(2, 60),
  titleEn: text(2, 120),
  bodyZh: prose(10, 4000),
  bodyEn: prose(10, 4900),
  keywords: text(0, 300).default(''),
  kinds: z.array(z.enum(kinds)).max(kinds.length).default([]),
  classes: z.array(z.enum(classes)).max(classes.length).default([]),
  source: text(2, 200),
  validFrom: z.iso.date(),
};
export const ContentBody = z.strictObject(content);
export const ArticleBody = z.strictObject({
  code: Code,
  section: z.enum(sections),
  audience: z.enum(audiences),
  ...content,
});
const version = z.int().min(1);
export const SubmitBody = z.strictObject({ act: z.literal('submit'), version });
export const DecisionBody = z.discriminatedUnion('act', [
  z.strictObject({ act: z.enum(['publish', 'withdraw', 'restore']), version }),
  z.strictObject({ act: z.literal('return'), version, reason: text(2, 300) }),
]);

export const FindQuery = z.strictObject({
  q: text(1, 60).optional(),
  section: z.enum(sections).optional(),
});
export const SuggestBody = z.strictObject({ text: prose(2, 500), kind: z.enum(kinds).optional() });

const Words = z.object({ zh: z.string(), en: z.string() });
const shown = {
  code: z.string(),
  section: z.enum(sections),
  title: Words,
  body: Words,
  version: z.int(),
  validFrom: z.string(),
  source: z.string(),
};
const ArticleView = z.object(shown);
export const ArticlesView = z.object({ articles: z.array(ArticleView) });

export const StaffArticlesView = z.object({
  articles: z.array(
    z.object({
      ...shown,
      audience: z.enum(audiences),
      state: z.enum(versionStates),
      writtenBy: z.string(),
      retired: z.boolean(),
    }),
  ),
});
export const StaffArticleView = z.object({
  code: z.string(),
  section: z.enum(sections),
  audience: z.enum(audiences),
  retired: z.boolean(),
  /** Newest first. */
  versions: z.array(
    z.object({
      ...content,
      kinds: z.array(z.string()),
      classes: z.array(z.string()),
      keywords: z.string(),
      version: z.int(),
      state: z.enum(versionStates),
      writtenBy: z.string(),
      writtenAt: z.string(),
      publishedBy: z.string().nullable(),
      publishedAt: z.string().nullable(),
      returnedFor: z.string().nullable(),
    }),
  ),
});

export const show = ({
  code,
  section,
  titleZh,
  titleEn,
  bodyZh,
  bodyEn,
  version,
  validFrom,
  source,
}: Held) => ({
  code,
  section,
  title: { zh: titleZh, en: titleEn },
  body: { zh: bodyZh, en: bodyEn },
  version,
  validFrom,
  source,
});

export const showForStaff = (held: Held) => ({
  ...show(held),
  audience: held.audience,
  state: held.state,
  writtenBy: held.writtenBy,
  retired: held.retiredAt !== null,
});

export const showVersion = (version: Version) => ({
  ...version,
  writtenAt: version.writtenAt.toISOString(),
  publishedAt: version.publishedAt?.toISOString() ?? null,
});

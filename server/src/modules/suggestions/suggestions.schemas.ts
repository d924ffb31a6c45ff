import { z } from 'zod';

const words = (least: number, most: number) =>
  z
    .string()
    .max(most * 2)
    .transform(text => text.trim())
    .refine(text => text.length >= least && text.length <= most && !/[^\P{Cc}\n\t]/u.test(text), {
      params: {
        rule: 'words',
        wording: { zh: `请用${least}到${most}个字说明`, en: `Say it in ${least} to ${most} characters` },
      },
    });

export const CaseParams = z.object({ caseNo: z.string().regex(/^GD\d{16}$/) });
/** Without a name: published as nobody's. */
export const WishBody = z.strictObject({ name: words(1, 20).nullable() });
export const PublishBody = z.strictObject({
  title: words(4, 40),
  body: words(10, 600),
  reply: words(5, 600),
});
export const AwardBody = z.strictObject({
  award: words(2, 60),
  amountFen: z.int().min(1).max(10_000_000).optional(),
});

const award = z
  .object({ award: z.string(), amountFen: z.int().nullable(), awardedAt: z.string() })
  .nullable();

export const PublicView = z.object({
  suggestions: z.array(
    z.object({
      title: z.string(),
      body: z.string(),
      reply: z.string(),
      /** Null: who made it is not named. */
      name: z.string().nullable(),
      publishedAt: z.string(),
      award,
    }),
  ),
});

export const MineView = z.object({
  caseNo: z.string(),
  adopted: z.boolean(),
  /** Null: nothing said yet; then it is published without a name. */
  wish: z.object({ name: z.string().nullable(), givenAt: z.string() }).nullable(),
  published: z.object({ title: z.string(), publishedAt: z.string() }).nullable(),
  award,
});

export const StaffView = z.object({
  suggestions: z.array(
    z.object({
      caseNo: z.string(),
      words: z.string(),
      answer: z.string(),
      adoptedBy: z.string(),
      answeredAt: z.string(),
      anonymous: z.boolean(),
      name: z.string().nullable(),
      published: z
        .object({
          title: z.string(),
          body: z.string(),
          reply: z.string(),
          publishedBy: z.string(),
          publishedAt: z.string(),
        })
        .nullable(),
      award,
      awardedBy: z.string().nullable(),
    }),
  ),
});

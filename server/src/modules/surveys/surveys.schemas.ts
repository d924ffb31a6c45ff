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

export const SurveyParams = z.object({ surveyNo: z.string().regex(/^DC\d{12}$/) });

const texts = { zh: words(2, 100), en: words(2, 200) };
const QuestionShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('scale'), ...texts }),
  z.strictObject({
    kind: z.literal('choice'),
    ...texts,
    options: z
      .array(z.strictObject({ zh: words(1, 40), en: words(1, 80) }))
      .min(2)
      .max(12),
    many: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('text'), ...texts }),
]);
const Audience = z.strictObject({
  /** Empty: all of them. */
  regions: z.array(z.string().regex(/^[a-z][a-z0-9-]{1,31}$/)).max(20),
  categories: z.array(z.enum(['residential', 'commercial'])).max(2),
});

export const NewSurveyBody = z.strictObject({
  titleZh: words(4, 40),
  titleEn: words(4, 80),
  questions: z.array(QuestionShape).min(1).max(20),
  audience: Audience,
  opensOn: z.iso.date(),
  /** The last day on which it can be answered. */
  closesOn: z.iso.date(),
  leastAnswers: z.int().min(3).max(1000).default(5),
});

export const AnswerBody = z.strictObject({
  answers: z
    .array(
      z.union([
        z.int().min(0).max(100),
        z.array(z.int().min(0).max(100)).max(12),
        z.string().max(500),
        z.null(),
      ]),
    )
    .max(20),
});

const question = z.object({
  kind: z.enum(['scale', 'choice', 'text']),
  zh: z.string(),
  en: z.string(),
  many: z.boolean().optional(),
  options: z.array(z.object({ zh: z.string(), en: z.string() })).optional(),
});
const head = { surveyNo: z.string(), titleZh: z.string(), titleEn: z.string(), closesAt: z.string() };

export const MineView = z.object({
  surveys: z.array(z.object({ ...head, questions: z.int(), answered: z.boolean() })),
});
export const SurveyView = z.object({ ...head, questions: z.array(question), answered: z.boolean() });

const listed = {
  ...head,
  opensAt: z.string(),
  state: z.enum(['draft', 'coming', 'open', 'closed']),
  createdBy: z.string(),
  publishedBy: z.string().nullable(),
  invited: z.int(),
  answered: z.int(),
};
export const ListView = z.object({ surveys: z.array(z.object(listed)) });
export const ResultView = z.object({
  ...listed,
  leastAnswers: z.int(),
  audience: Audience,
  questions: z.array(question),
  /** Null while there are fewer answers than make nobody known. */
  results: z
    .array(
      z.object({
        kind: z.enum(['scale', 'choice', 'text']),
        zh: z.string(),
        en: z.string(),
        answers: z.int(),
        counts: z.array(z.int()),
        average: z.int().nullable(),
        options: z.array(z.object({ zh: z.string(), en: z.string() })),
        texts: z.array(z.string()),
      }),
    )
    .nullable(),
});

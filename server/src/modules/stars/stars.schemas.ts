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
const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
const username = z.string().regex(/^[\w.-]{1,64}$/);
const caseNo = z.string().regex(/^GD\d{16}$/);
const when = z.string().nullable();

export const IdParams = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
export const MonthParams = z.object({ month });
export const MonthQuery = z.strictObject({ month: month.optional() });
export const WordsBody = z.strictObject({ words: words(2, 1000) });
export const DeductBody = z.strictObject({ caseNo, staff: username, reason: words(5, 500) });
export const DecisionBody = z.strictObject({ restore: z.boolean(), words: words(2, 1000) });
export const GiveCardBody = z.strictObject({
  kind: z.enum(['yellow', 'honour']),
  staff: username,
  reason: words(5, 500),
  caseNo: caseNo.optional(),
});

const points = z.int().min(0).max(100);
export const FormulaParams = z.strictObject({
  units: z.strictObject({
    case: z.int().min(0).max(1000),
    application: z.int().min(0).max(1000),
    counter: z.int().min(0).max(1000),
  }),
  volumeTarget: z.int().min(1).max(1_000_000),
  weights: z.strictObject({ volume: points, quality: points, satisfaction: points }),
  assumedRatings: z.int().min(1).max(1000),
  assumedStars: z.int().min(1).max(5),
  thresholds: z.tuple([points, points, points, points]),
  starsPerDeduction: z.int().min(1).max(5),
  publishedFrom: z.int().min(1).max(5),
  appealDays: z.int().min(1).max(60),
});
export const FormulaBody = z.strictObject({
  validFrom: z.iso.date(),
  params: FormulaParams,
  source: words(2, 200),
});
export const FormulasView = z.object({
  formulas: z.array(
    z.object({
      validFrom: z.string(),
      params: FormulaParams,
      source: z.string(),
      setBy: z.string(),
      setAt: z.string(),
    }),
  ),
});

export const PublishedView = z.object({
  months: z.array(
    z.object({
      month: z.string(),
      stars: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          stars: z.int(),
          /** In hundredths of a point. */
          score: z.int(),
          ratings: z.int(),
        }),
      ),
    }),
  ),
});

const facts = z.object({
  answers: z.int(),
  late: z.int(),
  reopened: z.int(),
  applications: z.int(),
  takings: z.int(),
  ratings: z.int(),
  ratedStars: z.int(),
  deductions: z.int(),
});
const scored = {
  staff: z.string(),
  staffName: z.string().nullable(),
  facts,
  /** Hundredths of a point. */
  volume: z.int(),
  quality: z.int(),
  satisfaction: z.int(),
  score: z.int(),
  stars: z.int(),
};
export const StarsView = z.object({
  month: z.string(),
  /** False: the running month as it stands. */
  published: z.boolean(),
  months: z.array(z.string()),
  formula: FormulaParams,
  scores: z.array(z.object(scored)),
});

const score = z.object({ score: z.int(), stars: z.int() });
export const VerificationView = z.object({
  month: z.string(),
  compared: z.int(),
  differences: z.array(z.object({ staff: z.string(), published: score.nullable(), recomputed: score })),
});

export const DeductionsView = z.object({
  deductions: z.array(
    z.object({
      id: z.int(),
      /** Null where the case is confidential and not the reader's to see. */
      caseNo: z.string().nullable(),
      staff: z.string(),
      staffName: z.string().nullable(),
      reason: z.string(),
      status: z.enum(['proposed', 'appealed', 'in-effect', 'lifted']),
      proposedBy: z.string(),
      proposedAt: z.string(),
      appealUntil: z.string(),
      appeal: z.string().nullable(),
      appealedAt: when,
      decidedBy: z.string().nullable(),
      decidedAt: when,
      /** When the star came back, because the complaint was judged otherwise after it had been lost. */
      overturnedAt: when,
      decision: z.string().nullable(),
      /** What the reader may do now. */
      may: z.enum(['appeal', 'decide']).nullable(),
    }),
  ),
  /** Upheld complaints of which nobody has said yet whether they cost somebody a star. Supervisors only. */
  undecided: z.array(
    z.object({ caseNo: z.string(), kind: z.string(), owner: z.string().nullable(), answeredAt: z.string() }),
  ),
});

export const ServiceCardsView = z.object({
  cards: z.array(
    z.object({
      id: z.int(),
      kind: z.enum(['yellow', 'honour']),
      staff: z.string(),
      staffName: z.string().nullable(),
      caseNo: z.string().nullable(),
      reason: z.string(),
      givenBy: z.string(),
      givenAt: z.string(),
      withdrawnBy: z.string().nullable(),
      withdrawnAt: when,
      withdrawal: z.string().nullable(),
    }),
  ),
});

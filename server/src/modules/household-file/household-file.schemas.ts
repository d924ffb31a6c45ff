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

export const grades = ['high', 'medium', 'low'] as const;
const grade = z.enum(grades);

export const AccountParams = z.object({ accountNo: z.string().regex(/^[0-9A-Za-z]{4,32}$/) });
export const RiskBody = z.strictObject({ grade, reason: words(2, 300) });
export const VisitBody = z.strictObject({ visitedOn: z.iso.date(), findings: words(2, 1000) });
export const VisitsQuery = z.strictObject({ page: z.coerce.number().int().min(1).max(1000).default(1) });

const state = z.string();
export const FileView = z.object({
  accountNo: z.string(),
  transformerArea: z.string().nullable(),
  /** 客户经理 of the latest application. */
  manager: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(),
  risk: z.object({ grade, reason: z.string(), setBy: z.string(), setAt: z.string() }).nullable(),
  /** Kinds only, each recorded with a consent of its own; what is known of them stands with the protection from disconnection. */
  specialNeeds: z.array(z.string()),
  bills: z.array(
    z.object({
      billNo: z.string(),
      month: z.string(),
      totalFen: z.int(),
      owedFen: z.int(),
      dueOn: z.string(),
    }),
  ),
  payments: z.array(z.object({ paymentNo: z.string(), amountFen: z.int(), status: state, at: z.string() })),
  cases: z.array(z.object({ caseNo: z.string(), kind: z.string(), status: state, openedAt: z.string() })),
  applications: z.array(
    z.object({ caseNo: z.string(), kindCode: z.string(), status: state, createdAt: z.string() }),
  ),
  visits: z.array(z.object({ visitedOn: z.string(), findings: z.string(), visitedBy: z.string() })),
});

export const VisitsView = z.object({
  visits: z.array(
    z.object({
      accountNo: z.string(),
      address: z.string(),
      transformerArea: z.string().nullable(),
      grade,
      specialNeed: z.boolean(),
      lastOn: z.string().nullable(),
      dueOn: z.string(),
      overdue: z.boolean(),
    }),
  ),
  more: z.boolean(),
});
